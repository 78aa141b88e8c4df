"""Looking for something by its name: the widest net, so it is cast last."""

from skills.ecommerce.rules.asked import SELL, WHAT, a_kind_of_thing
from skills.ecommerce.wanted import wanted
from skills.routes import rules

LIKED = (
    r"(?:interesan?|gustaria|encantaria|vendria bien|hacen? falta|faltan?"
    r"|recomend\w+|antojan?)"
)

SEARCHING = (
    *rules(
        "catalogo.buscar",
        40,
        rf"\b(?:BUSCAR|en busca de) {WHAT}",
        cues="BUSCAR busca",
        slot=wanted,
    ),
    *rules(
        "catalogo.buscar",
        40,
        # "mi gata tiene hambre" speaks of the cat, not to the shop.
        rf"^(?!mis? ).*?(?<!no )(?:(?<!me )(?<!te )(?<!nos )\b(?:TENER|HABER)|\bVENDER) {WHAT}",
        cues="TENER VENDER HABER",
        slot=wanted,
    ),
    *rules(
        "catalogo.buscar",
        39,
        r"(?<!no )(?<!te )(?<!les )(?<!se )\b(?:NECESITAR|QUERER|MOSTRAR|VER|COMPRAR) (?!que\b)"
        + WHAT,
        cues="NECESITAR QUERER MOSTRAR VER COMPRAR",
        slot=wanted,
    ),
    *rules(
        "catalogo.buscar",
        38,
        rf"\bme {LIKED} {WHAT}",
        rf"\b(?:recomend\w+|interesad[oa] en|ando detras de) {WHAT}",
        slot=wanted,
    ),
    *rules(
        "catalogo.buscar",
        37,
        rf"^{WHAT} (?:{SELL}|BUSCAR|QUERER|NECESITAR)$",
        cues="TENER VENDER HABER BUSCAR QUERER NECESITAR",
        slot=a_kind_of_thing,
    ),
)

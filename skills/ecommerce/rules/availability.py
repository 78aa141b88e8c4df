"""Whether something is left."""

from skills.ecommerce.rules.asked import SELL, WHAT, a_kind_of_thing, anything
from skills.ecommerce.wanted import wanted
from skills.routes import rules

ON_HAND = r"(?:stock|existencias?|inventario|disponibilidad)"
AVAILABLE = r"(?:disponibles?|agotad[oa]s?|en stock|en existencia)"
STILL = r"(?:todavia|aun)"
# "dónde queda la tienda", "me queda grande" and "qué queda cerca" ask for no stock.
NOT_A_PLACE = r"(?<!donde )(?<!como )(?<!cuanto )(?<!me )(?<!que )"

AVAILABILITY = (
    *rules(
        "catalogo.disponibilidad",
        74,
        rf"{NOT_A_PLACE}\bQUEDAR\b(?: (?:{ON_HAND}|unidad(?:es)?|algo|alg[uú]na?|mas|{STILL}))*"
        rf"(?: (?:de|del|en))?(?: {WHAT})?$",
        cues="QUEDAR",
        slot=anything,
    ),
    *rules(
        "catalogo.buscar",
        75,
        rf"^(?!(?:que|cuales|lo|los|las|productos?|articulos?|cosas|TENER|HABER)\b){WHAT}"
        rf" (?:con|en) {ON_HAND}$",
        cues="stock existencia existencias inventario disponibilidad",
        slot=a_kind_of_thing,
    ),
    *rules(
        "catalogo.disponibilidad",
        74,
        rf"\b(?:TENER|HABER|cuant[oa]s?|con|sin|VER) (?:\w+ )?{ON_HAND}"
        rf"(?: (?:(?:de|del|en|para) )?{WHAT})?$",
        rf"\b{ON_HAND} (?:de|del|en|para) {WHAT}",
        rf"^{ON_HAND}(?P<what>)$",
        cues="stock existencia existencias inventario disponibilidad",
        slot=anything,
    ),
    *rules(
        "catalogo.disponibilidad",
        74,
        rf"\b(?:{STILL}|siguen?) (?:\w+ )?(?:{SELL}|teniendo|vendiendo) (?:stock de )?{WHAT}",
        rf"\b{SELL} {STILL} {WHAT}",
        rf"^{WHAT} {STILL} (?:lo |la |los |las )?(?:{SELL}|QUEDAR|esta|estan)\b",
        cues="todavia aun sigue siguen",
        slot=wanted,
    ),
    *rules(
        "catalogo.disponibilidad",
        74,
        rf"\b(?:esta|estan|estara|estaran|siguen?|es|TENER|HABER) (?:{STILL} )?{AVAILABLE} {WHAT}",
        rf"^(?:(?:esta|estan|siguen?) )?{AVAILABLE}(?P<what>)$",
        rf"^(?P<what>.+?) (?:(?:siguen?|esta|estan|{STILL}|lo|la|los|las|{SELL}) )*{AVAILABLE}"
        rf"(?: {STILL})?$",
        cues="disponible disponibles agotado agotada agotados agotadas stock existencia",
        slot=anything,
    ),
    *rules(
        "catalogo.disponibilidad",
        74,
        rf"\bse (?:agot|acab)(?:o|aron) {WHAT}",
        rf"\b(?:repon(?:en|dran)|reingresan?|vuelven? a (?:TENER|entrar|HABER)|va a HABER) {WHAT}",
        rf"\bcuando (?:entran?|llegan?|HABER|reponen) {WHAT}",
        cues="agoto agotaron acabo acabaron reponen repondran reingresa reingresan vuelve vuelven"
        " HABER cuando",
        slot=wanted,
    ),
)

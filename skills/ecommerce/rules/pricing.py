"""What something costs, and telling more about it."""

from skills.ecommerce.rules.asked import EACH, WHAT, a_kind_of_thing, anything, named_or_not
from skills.ecommerce.wanted import wanted
from skills.routes import rules

COSTS = (
    r"(?:COSTAR|QUEDAR|esta|estan|es|son|seria|serian|cobran|piden|dan|dejas|dejan|TENER|VENDER)"
)
THIS_ONE = rf"(?:{EACH}|cada un[oa]|lo TENER)"
HOW_MUCH = rf"(?:en |a )?cuanto(?: (?:me |nos |lo |la |los |las )?{COSTS})?"

PRICING = (
    *rules(
        "catalogo.detalle",
        71,
        rf"\bcuanto (?:me |nos |le |te )?COSTAR {WHAT}",
        cues="cuanto",
        slot=named_or_not,
    ),
    *rules(
        "catalogo.detalle",
        72,
        rf"\bcuanto (?:me |nos |le |te )?{COSTS}(?: (?:COSTAR|por|el PRECIO de))* {WHAT}",
        r"\bcuanto (?P<what>(?:por )?(?:el|la|los|las|un|una|para) .+)",
        rf"\ba (?:cuanto|como)(?: (?:me |nos |le |te )?{COSTS})* {WHAT}",
        cues="cuanto como",
        slot=wanted,
    ),
    *rules(
        "catalogo.detalle",
        72,
        rf"\b(?:PRECIO|precios) (?:\w+ )?(?:de|del|para|por) {WHAT}",
        cues="PRECIO precios",
        slot=a_kind_of_thing,
    ),
    *rules(
        "catalogo.detalle",
        72,
        rf"\bque (?:PRECIO )(?:me |nos )?(?:{COSTS}|lleva)(?: {WHAT})?$",
        cues="PRECIO",
        slot=anything,
    ),
    *rules("catalogo.detalle", 72, rf"\bque COSTAR {WHAT}", cues="COSTAR", slot=wanted),
    *rules(
        "catalogo.detalle",
        71,
        rf"^{WHAT} (?:PRECIO|precios|{HOW_MUCH}|a como|que (?:PRECIO|COSTAR)(?: {COSTS})?)$",
        cues="PRECIO precios cuanto como COSTAR",
        slot=a_kind_of_thing,
    ),
    *rules("catalogo.detalle", 71, rf"^PRECIO {WHAT}", cues="PRECIO", slot=wanted),
    *rules(
        "catalogo.detalle",
        70,
        rf"^(?:(?:y|pero|entonces|a|{EACH}) )*{HOW_MUCH}(?: {THIS_ONE})?$",
        rf"^(?:(?:y|el|cual|es|MOSTRAR) )*PRECIO(?: (?:de )?{EACH})?$",
        cues="cuanto PRECIO",
    ),
    *rules(
        "catalogo.detalle",
        55,
        r"\b(?:informacion|detalles?|caracteristicas|ficha|fotos?|imagen|imagenes|medidas"
        rf"|descripcion|datos|especificaciones) (?:de|del|sobre|para) {WHAT}",
        r"\b(?:contame|cuentame|hablame|HABLAR|saber|conocer) (?:mas |algo )*"
        rf"(?:de|del|sobre|acerca de|acerca del) {WHAT}",
        slot=a_kind_of_thing,
    ),
    *rules(
        "catalogo.detalle",
        76,
        r"^(?:QUERER |MOSTRAR |VER )*(?:mas )?(?:informacion|detalles?|fotos?)"
        rf" (?:de|sobre) {EACH}$",
        r"^(?:QUERER |MOSTRAR |VER )*mas (?:detalles?|informacion|fotos)$",
        cues="informacion detalle detalles foto fotos",
    ),
)

"""Seeing what there is, and going on from there."""

from skills.ecommerce.rules.asked import SELL, WHAT, a_kind_of_thing
from skills.routes import rules

GOODS = r"(?:productos?|articulos?|cosas?|mercaderia|mercancia|opciones|surtido)"
NICE = r"(?:lind|buen|nuev|ric|bonit|interesant)\w+"
HERE = (
    r"(?: (?:para (?:VENDER|ofrecer|COMPRAR|mi)|ahi|aca|aqui|disponibles?|hoy|ahora|nuevo"
    r"|de (?:bueno|nuevo|lindo|rico|bonito)|a la venta|en venta|en (?:la|su|tu) tienda"
    r"|en el (?:local|catalogo)|en stock|ustedes|por (?:ahi|aca)|chicos|todo))*"
)
THE_REST = (
    r"(?: (?:VER|viendo|productos?|opcion(?:es)?|resultados|modelos?|cosas?|alternativas?|pagina"
    r"|TENER|HABER|VENDER))*"
)
ON = r"(?:mas|otr[oa]s?|siguientes?|proxim[oa]s?|continuar|continua|continue|seguir|sigue|segui)"
# "las carteras que tenés" asks for bags: there "que" asks nothing.
ASKED = r"(?:^|(?<=[A-Z] )|(?<=^a )|(?<=^y )|(?<=viendo )|(?<=mirando ))"
CATALOG_WORDS = (
    "catalogo catalogos productos articulos categoria categorias rubros secciones novedades"
    " mercaderia tienda precios oferta ofertas promociones promo promos promocion descuento"
    " descuentos rebajas surtido"
)
KINDS_OF = (
    "catalogo catalogos productos articulos oferta ofertas promo promos promociones descuento"
    " descuentos modelos variedad tipos opciones surtido categoria seccion"
)

BROWSING = (
    *rules(
        "catalogo.mas",
        76,
        rf"^(?:y |a )*(?:(?:VER|MOSTRAR|QUERER|HABER|TENER|que) )*(?:algo |alguno |alguna )?{ON}"
        rf"{THE_REST}$",
    ),
    *rules(
        "catalogo.ver",
        73,
        r"\blistas? de (?:precios|productos)\b(?! (?:de|del|para)\b)",
        cues="lista listas",
    ),
    *rules(
        "catalogo.ver",
        68,
        rf"{ASKED}(?:que|cuales) (?:son )?(?:(?:los|las|tus|sus) )?(?:{GOODS} (?:{NICE} )?|mas )?"
        rf"(?:que )?(?:(?:me|nos|andan|estan) )?{SELL}{HERE}$",
        rf"\b(?:lo|todo|las cosas|los productos) que (?:me |nos )?(?:{SELL}|se vende){HERE}$",
        r"^(?:(?:QUERER|NECESITAR|me gustaria|vengo a|para) )*(?:ir a |hacer )?"
        r"(?:COMPRAR|compras|VER|MOSTRAR)(?: (?:algo|(?:unas )?cosas|todo|opciones|que COMPRAR))*$",
        r"\bque (?:me |nos )?(?:recomend\w+|sugier\w+|puedo COMPRAR|se puede COMPRAR)$",
        r"^recomend\w+(?: algo)?$",
    ),
    *rules(
        "catalogo.buscar",
        66,
        rf"\b(?:{'|'.join(KINDS_OF.split())}|lista de precios) (?:de|del|para|en) {WHAT}",
        cues=KINDS_OF + " lista",
        slot=a_kind_of_thing,
    ),
    *rules("catalogo.ver", 64, rf"\b(?:{'|'.join(CATALOG_WORDS.split())})\b", cues=CATALOG_WORDS),
    *rules(
        "catalogo.buscar",
        62,
        r"\b(?:que|cuales|cuantos|cuantas) "
        rf"(?P<what>(?!(?:mas|otr[oa]s|hora|horario|dias?)\b).+) {SELL}{HERE}$",
        rf"\bque {SELL} (?:de|en|para) {WHAT}",
        cues="TENER VENDER HABER",
        slot=a_kind_of_thing,
    ),
)

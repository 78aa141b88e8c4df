"""How people ask what to do with waste."""

from skills.reciclaje.lookup import named_in, thing
from skills.routes import Rule, rules

WHAT = r"(?P<what>.+)"
THROW = r"(?:TIRAR|RECICLAR|bota|botan)"
LEAVE = (
    r"(?:dejo|dejar|llevo|llevar|pongo|poner|va|van|entrego|entregar|meto|meter|reciben|aceptan"
    r"|hago con|hacer con|hace con|hacemos con|preparo|preparar|separo|separar|limpio|limpiar)"
)
HELPERS = (
    r"(?:(?:se|lo|la|los|las|yo|puedo|puede|pueden|podemos|podria|hay que|HABER que|debo|debe|deben"
    r"|tengo que|deberia|hago para|hacer para|a) )*"
)
ASKING_WHERE = r"\b(?:donde|como|cuando|que)"
BIN = (
    "tacho tachos contenedor contenedores caneca canecas bote cesto basurero basureros bolsa cubo"
    " color tarro zafacon"
)
PLACE = (
    r"(?:puntos?|centros?|lugar|lugares|sitios?|plantas?|estaciones|estacion|islas?|campanas?"
    r"|contenedor|contenedores)"
)
KIND_OF_PLACE = (
    r"(?:limpios?|verdes?|reciclajes?|RECICLAR|acopio|recoleccion|entrega|ecologicos?|reciclables"
    r"|reciclado)"
)
NOT_SHOPPING = r"^(?!.*\b(?:TENER|VENDER|BUSCAR|COMPRAR|COSTAR|PRECIO|catalogo)\b)"
TO_RECYCLE = r"(?:RECICLAR|(?:el |mi |mis |lo )?(?:reciclaje|reciclables?|material reciclable))"
ABOUT_RECYCLING = "RECICLAR reciclaje reciclable reciclables reciclado"

PLACES = rules(
    "reciclaje.puntos",
    92,
    rf"\b{PLACE} (?:\w+ )?(?:de |del |para )?{KIND_OF_PLACE}\b(?! (?:la|el|los|las) )",
    r"\b(?:ecopuntos?|ecoparques?|recicladoras?|chatarreria|cartoneros|recuperadores)\b",
    rf"\bdonde {HELPERS}(?:(?:llevar|llevo|dejar|dejo|entrego|entregar|HABER|QUEDAR|ir) )?"
    rf"(?:para |a )?{TO_RECYCLE}"
    r"(?: (?:cerca|por|en|aca|aqui|mio|mi).*)?$",
    rf"\b(?:reciclaje|{THROW}) .*\bcercan?[oa]?s?\b",
)

MATERIAL = (
    *rules(
        "reciclaje.material",
        90,
        rf"{ASKING_WHERE} {HELPERS}{THROW} {WHAT}",
        rf"^{WHAT} se (?:puede |pueden )?{THROW}\b",
        rf"\bse (?:puede |pueden )?{THROW} {WHAT}",
        cues="TIRAR RECICLAR bota botan",
        slot=thing,
    ),
    *rules(
        "reciclaje.material",
        90,
        rf"^{WHAT} (?:es|son|sera|seran|seria) (?:\w+ )?reciclables?\b",
        rf"\b(?:es|son|sera|seran) (?:\w+ )?reciclables? {WHAT}",
        cues="reciclable reciclables",
        slot=thing,
    ),
    *rules(
        "reciclaje.material",
        90,
        rf"{ASKING_WHERE} {HELPERS}{LEAVE} {WHAT}",
        cues="donde como que",
        slot=named_in,
    ),
    *rules(
        "reciclaje.material",
        90,
        rf"^{WHAT} (?:(?:a )?donde|en (?:que|cual)) {HELPERS}(?:{LEAVE}|{THROW})$",
        cues="donde que cual",
        slot=named_in,
    ),
    *rules("reciclaje.material", 90, rf"\b(?:{'|'.join(BIN.split())})\b", cues=BIN, slot=named_in),
    *rules(
        "reciclaje.material",
        89,
        rf"{NOT_SHOPPING}.*?\bRECICLAR (?:con )?{WHAT}",
        cues="RECICLAR",
        slot=thing,
    ),
    *rules(
        "reciclaje.material",
        88,
        rf"{NOT_SHOPPING}.*\b(?:{'|'.join(ABOUT_RECYCLING.split())}|TIRAR|basura)\b",
        cues=ABOUT_RECYCLING + " TIRAR basura",
        slot=named_in,
    ),
    *rules(
        "reciclaje.material",
        88,
        r"\b(?:tengo|junte|me sobr\w+|me qued\w+|sobro) "
        r"(?P<what>.*\b\w*(?:viej|usad|rot|vencid|quemad|agotad|vaci|gastad|caducad)[oa]s?\b.*)",
        slot=named_in,
    ),
)

MENU = (
    *rules(
        "reciclaje.menu",
        60,
        rf"{NOT_SHOPPING}.*\b(?:{'|'.join(ABOUT_RECYCLING.split())})\b",
        cues=ABOUT_RECYCLING,
    ),
    *rules(
        "reciclaje.menu",
        60,
        r"\b(?:separ|clasific)\w+\b.*\b(?:basura|residuos|desechos|desperdicios)\b",
        r"^(?:(?:QUERER|como|me gustaria|AYUDAR|a|cuidar|cuido|el|al|la) )*"
        r"(?:medio ?ambiente|planeta|ambiente|ecologia)$",
        r"^(?:basura|residuos|desechos|compost|compostaje)$",
        cues="basura residuos desechos desperdicios ambiente medioambiente planeta ecologia compost"
        " compostaje",
    ),
)

RULES: tuple[Rule, ...] = (*PLACES, *MATERIAL, *MENU)

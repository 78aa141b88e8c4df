"""Filling a cart in the chat: putting in, taking out, looking, emptying, confirming."""

import re

from skills.ecommerce.rules.asked import named_or_not
from skills.routes import rules

CART = r"(?:carrito|carro(?: de compras)?|changuito|canasta|pedido|compra)"
MY = r"(?:el |mi |a mi |al |del |de mi |la |todo el |todo )*"
NUMBER = r"(?:\d{1,3}|un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|docena)"
THAT = r"(?:es[aeo]|est[aeo]|es[oa]s|est[oa]s|lo|la|los|las|mas|otr[oa]s?|mism[oa]s?)"
TO_ADD = r"(?:agreg\w*|anad\w+|sum(?:ar|a|o|alo|ala|alos|alas)|pon(?:e|er|elo|ela|elos|elas|lo|la))"
TO_TAKE_OUT = r"(?:quit(?:ar|a|o|e|ame|alo|ala|alos|alas|emos|arlo|arla|arlos|arlas))"
OUT_OF_CART = r"(?:sac\w+|TIRAR|borr\w+|elimin\w+)"

SHOW = (
    rf"^(?:QUERER |MOSTRAR |VER |como (?:va|esta|viene) )*{MY}(?:carrito|carro|changuito|canasta)$",
    r"^(?:que|cuanto) (?:TENER|tengo|HABER|llevo|va|puse)(?: \w+)? (?:en )?"
    r"(?:el |mi )?(?:carrito|carro|changuito|canasta)$",
)
EMPTY = (
    r"^(?:vaci(?:ar|a|o|alo|ame)|limpi(?:ar|a|o)|borr(?:ar|a|o)|TIRAR) "
    rf"{MY}(?:carrito|carro|changuito|canasta)$",
    r"^vaci(?:ar|a|o|alo)$",
)
CONFIRM = (
    r"^(?:si )?(?:QUERER )?(?:confirm(?:ar|o|a|alo|arlo|amos|ado)|finalizar|finaliza|cerrar|cierro)"
    rf"(?: {MY}{CART})?$",
    rf"^(?:hacer|hace|mandar|manda|MOSTRAR|enviar) (?:el|mi) {CART}$",
)
REMOVE = (
    rf"^(?:QUERER )?(?:{TO_TAKE_OUT}|{OUT_OF_CART}) (?P<what>.+) (?:del|de mi)"
    r" (?:carrito|pedido|carro)$",
    rf"^(?:QUERER )?{TO_TAKE_OUT}(?: (?P<what>.+))?$",
)
ADD = (
    rf"^(?:QUERER |NECESITAR )?{TO_ADD}"
    rf"(?: (?:me|{NUMBER}|{THAT}|de|a|al|el|mi|carrito|carro|pedido))*(?P<what>)$",
    rf"^(?:QUERER |NECESITAR )?{TO_ADD} (?P<what>.+) (?:al|a mi|en el) (?:carrito|carro|pedido)$",
)
TAKE = (
    rf"^(?:QUERER |NECESITAR |MOSTRAR |(?:me )?llevo )*{NUMBER} (?:de )?{THAT}(?: mismos?)?"
    r"(?P<what>)$",
)
ADD_NAMED = (r"^(?:QUERER )?(?:agreg\w*|anad\w+) (?P<what>.+)$",)
PATTERNS = {
    name: tuple(map(re.compile, patterns))
    for name, patterns in (
        ("ver", SHOW),
        ("vaciar", EMPTY),
        ("confirmar", CONFIRM),
        ("quitar", REMOVE),
        ("agregar", (*ADD, *ADD_NAMED)),
        ("llevar", TAKE),
    )
}

CARTING = (
    *rules("catalogo.carrito", 79, *SHOW, *EMPTY, *CONFIRM),
    *rules("catalogo.carrito", 79, *REMOVE, slot=named_or_not),
    *rules("catalogo.pedido", 79, *ADD, *TAKE, slot=named_or_not),
    *rules("catalogo.pedido", 44, *ADD_NAMED, slot=named_or_not),
)

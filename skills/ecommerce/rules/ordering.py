"""Buying what was seen: orders, payment, delivery."""

from skills.ecommerce.rules.asked import EACH, WHAT, named_or_not
from skills.routes import rules

ORDER = r"(?:pedidos?|orden|encargo|compra|reserva)"
TO_ORDER = r"(?:pedir|pido|encargar|encargo|ordenar|reservar|reservo|apartar|separar)"
PLACE = (
    r"(?:hacer|hago|hacerles|hacerte|armar|realizar|dejar|levantar|tomar|tomas|toman|reciben"
    r"|iniciar|pasarte|finalizar|terminar|concretar)"
)
HELD = r"(?:llevo|guardas|reservas|apartas|separas|mandas|envias|MOSTRAR|QUERER)"

ORDERING = (
    *rules(
        "catalogo.pedido",
        78,
        rf"\bcomo (?:\w+ ){{0,4}}?(?:COMPRAR|compra|pagar|pago|paga|{TO_ORDER})\b",
        r"\bdonde (?:lo |la |puedo |se )?COMPRAR$",
        rf"\b{PLACE} (?:\w+ ){{0,2}}?{ORDER}\b",
        r"\b(?:lo|la|los|las) (?:QUERER|NECESITAR|COMPRAR|llevo|llevamos|pido|encargo|reservo)\b"
        r"(?! (?:VER|MOSTRAR|devolver|cambiar))",
        rf"\bme (?:lo|la|los|las) {HELD}\b(?! a ver)|\bme (?:guard|reserv|apart|separ)as\b",
        rf"^(?:QUERER |NECESITAR )?(?:{TO_ORDER}|(?:un |mi )?{ORDER})"
        r"(?: (?:algo|ya|ahora|un[oa]))?$",
        r"\b(?:comprar|pedir|llevar|encargar|reservar|apartar)(?:me)?l[oa]s?\b",
        rf"^(?:QUERER |MOSTRAR |COMPRAR |NECESITAR |(?:me )?llevo )+(?:{EACH}|dos|tres)"
        r"(?: mism[oa])?$",
    ),
    *rules(
        "catalogo.pedido",
        78,
        r"\b(?:carrito|carro de compras?|mercado ?pago|(?:formas?|medios?|metodos?) de pago)\b",
        r"\baceptan (?:\w+ )?(?:tarjetas?|efectivo|transferencias?|debito|credito)\b",
        r"\b(?:pagar|pago) con\b|\ben cuotas\b",
        cues="carrito carro mercado mercadopago pago pagar aceptan cuotas",
    ),
    *rules(
        "catalogo.pedido",
        78,
        r"\b(?:hacen|TENER|HABER|realizan|cuentan|costo|COSTAR|VENDER|PRECIO) (?:\w+ ){0,2}?"
        r"(?:envios?|delivery|domicilios?|despachos?|entregas?|reparto)\b",
        r"\b(?:envian|despachan|mandan|reparten) (?:a|al|hasta|por)\b",
        cues="envio envios delivery domicilio domicilios despacho despachos entrega entregas"
        " reparto envian despachan mandan reparten",
    ),
    *rules(
        "catalogo.pedido",
        45,
        rf"\b(?:QUERER|NECESITAR|puedo|podria|gustaria) {TO_ORDER}(?: {WHAT})?$",
        slot=named_or_not,
    ),
)

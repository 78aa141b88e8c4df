"""Whole messages that ask to be left alone, or to be written to again.

Anchored at both ends: "zapatillas de caña baja" and "dar de baja mi pedido" are other matters.
"""

from skills.routes import Rule, rules

ASKING = r"(?:(?:QUERER|NECESITAR|solicito|pido|deseo|me|pueden|podrian|ya|por fa) )*"
MESSAGES = (
    r"(?: (?:(?:mas|sus|los|de|la|este|esta|estos|tu|el) )*(?:mensajes?|publicidad|promociones"
    r"|notificaciones|ofertas|spam|avisos|lista|numero|servicio|esto|aca|aqui|ustedes|whatsapp|ya|ahora))*"
)
STOP_WRITING = (
    r"(?:escrib(?:an|as|a|irme)|mand(?:en|es|e)|envi(?:en|es|e|arme)|molest(?:en|es|e|arme|ar)"
    r"|MOSTRAR|contacten|llamen)"
)

RULES: tuple[Rule, ...] = (
    *rules(
        "baja",
        99,
        rf"^{ASKING}(?:(?:dar|den|darse|darnos|MOSTRAR|dan|das) )?(?:de )?(?:la )?baja{MESSAGES}$",
        r"^(?:stop|unsubscribe|desuscrib(?:ir|irme|anme)|desinscrib(?:ir|irme)|desafiliarme)$",
        rf"^{ASKING}(?:cancelar|anular|terminar|eliminar|TIRAR) (?:la |mi |esta )?suscripcion$",
        rf"^{ASKING}no QUERER (?:recibir |que me (?:manden|envien|escriban) )?mas{MESSAGES}$",
        rf"^no QUERER (?:recibir )(?:mas )?{MESSAGES.strip()}$",
        rf"^(?:por favor )?(?:ya )?no me {STOP_WRITING}(?: mas| nunca mas)?{MESSAGES}$",
        rf"^(?:ya )?(?:dejen|deja|deje|paren|basta|para) de {STOP_WRITING}{MESSAGES}$",
        rf"^(?:saquenme|sacame|borrenme|borrame|quitenme|quitame|eliminenme){MESSAGES}$",
    ),
    *rules(
        "alta",
        99,
        r"^(?:QUERER |NECESITAR )?(?:MOSTRAR |dar )?(?:de )?alta$",
        r"^(?:start|suscribir|suscribirme|suscribanme|volver a (?:suscribirme|recibir mensajes))$",
        rf"^{ASKING}(?:recibir|reanudar|volver a recibir){MESSAGES}(?: (?:de nuevo|otra vez))?$",
    ),
)

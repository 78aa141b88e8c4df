"""Whole messages that ask to be left alone, or to be written to again.

Anchored at both ends: "zapatillas de caña baja" and "dar de baja mi pedido" are other matters.
"""

from skills.baja.vocabulary import (
    ADS,
    AGAIN,
    ASKING,
    AT_ONCE,
    FROM,
    LEAVE,
    ME_OUT,
    MESSAGES,
    NEVER,
    OUT,
    SMALL,
    STOP,
    SUBSCRIPTION,
    THINGS,
    WRITE,
)
from skills.routes import Rule, rules

END = rf"{MESSAGES}{AT_ONCE}$"
BEG = r"(?:por favor |favor |ya |yo |mas |les pido que |pido que |que |de )*"

# The texts of the buttons under WhatsApp's own templates of marketing.
ADS_OFF = (rf"^(?:detener|parar|stop|interromper|cancelar|desactivar) {ADS}$",)
ADS_ON = (rf"^(?:reanudar|resume|activar) {ADS}$", rf"^{ADS} (?:si|yes)$")

LEAVING = (
    rf"^{ASKING}(?:(?:dar|den|darse|darme|darnos|MOSTRAR|dan|das|doy|tramitar) )?"
    rf"(?:me )?(?:de )?(?:la |una |mi )?[bv]aja(?: definitiva| total)?{END}",
    r"^b a j a$",
    rf"^{ASKING}(?:{LEAVE}){END}",
    rf"^{ASKING}(?:cancel(?:ar|en|a|o)|anul(?:ar|en)|terminar|TIRAR|borrar|baja)"
    rf" (?:la |mi |esta |a |de )*{SUBSCRIPTION}{AT_ONCE}$",
    rf"^{ASKING}{ME_OUT}(?: (?:{SMALL}|{FROM}))*{AT_ONCE}$",
    rf"^{ASKING}{OUT} (?:me |{SMALL} )*{FROM}{END}",
    rf"^{BEG}no QUERER (?:estar|seguir|formar parte|aparecer) (?:{SMALL} )*{FROM}{END}",
)
REFUSING = (
    rf"^{ASKING}{STOP} (?:{SMALL} )*(?:envio de )?{THINGS}{END}",
    rf"^{BEG}no (?:QUERER|me interesa|autorizo) (?:recibir |seguir recibiendo |tener |VER "
    rf"|(?:a )?que (?:me |nos )?{WRITE} )?(?:{SMALL} )*{THINGS}{END}",
    rf"^{BEG}no QUERER (?:seguir )?(?:recibir|recibiendo|que (?:me |nos )?{WRITE}){NEVER}{END}",
    rf"^no mas (?:{SMALL} )*{THINGS}{END}",
    rf"^basta de (?:{SMALL} )*{THINGS}{AT_ONCE}$",
    rf"^(?:ya no me interesa )?{BEG}(?:no|nunca mas) (?:me |nos )?"
    rf"(?:(?:vuelvan|vuelvas|vuelva) a )?{WRITE}{NEVER}{END}",
    rf"^{BEG}(?:QUERER |pueden |podrian )*(?:dejen|deja|deje|dejar|dejad|paren|para|pare|basta"
    rf"|corta|corte|cortenla|cortala) (?:de|con) (?:me |nos |los |las |la )*{WRITE}{NEVER}{END}",
    rf"^{ASKING}(?:dejar|dejo|parar) de recibir{NEVER} {THINGS}{END}",
    rf"^{BEG}(?:dejenme|dejame|dejeme|dejen) (?:de molestar|en paz|tranquil[oa]|de joder)"
    rf"{AT_ONCE}$",
)
IN_ENGLISH_OR_PORTUGUESE = (
    r"^(?:please )?(?:stop|unsuscribe|unsubscribe|remove|opt out)(?: it| all| me| please)?$",
    r"^(?:please )?(?:stop|no more) (?:sending |writing )?(?:me )?(?:messages|texts|spam)"
    r"(?: please)?$",
    r"^(?:parar|sair|QUERER sair|descadastrar|cancelar inscricao|dar baixa|baixa)$",
    r"^(?:nao QUERER mais receber|QUERER parar de receber|pare de (?:me )?(?:enviar|MOSTRAR))"
    r" (?:mais )?mensagens$",
)
RETURNING = (
    r"^(?:QUERER |NECESITAR |me |pido |solicito |volver a )*"
    rf"(?:MOSTRAR |dar |doy |darme |den )?(?:de )?(?:el )?alta{AGAIN}$",
    rf"^(?:start|subscribe|{ASKING}su[bs]?s?crib(?:ir|irme|anme|ime|eme){AGAIN})$",
    rf"^{ASKING}(?:seguir )?(?:recibir|recibiendo|reanudar|reactivar|activar)"
    rf" (?:{SMALL} )*{THINGS}{AGAIN}$",
    r"^(?:reanudar|reactivar)$",
    rf"^(?:ya )?(?:pueden|puedes|podes) (?:volver a )?(?:escribirme|MOSTRAR mensajes){AGAIN}$",
    r"^(?:vuelvan|vuelve|volve) a (?:escribirme|MOSTRAR mensajes)$",
)

RULES: tuple[Rule, ...] = (
    *rules("baja.publicidad", 100, *ADS_OFF),
    *rules("alta.publicidad", 100, *ADS_ON),
    *rules("baja", 99, *LEAVING, *REFUSING, *IN_ENGLISH_OR_PORTUGUESE),
    *rules("alta", 99, *RETURNING),
)

"""How people greet, ask what this is, and ask for a person."""

from skills.routes import Rule, rules

STAFF = (
    "persona personas asesor asesora asesores asesoria humano humana humanos agente agentes"
    " vendedor vendedora vendedores operador operadora representante ejecutivo ejecutiva encargado"
    " encargada dueno duena alguien supervisor supervisora gerente empleado empleada secretaria"
    " soporte responsable cliente tienda local ustedes"
)
SOMEONE = (
    r"(?:personas?|asesor(?:a|es|ia)?|human[oa]s?|agentes?|vendedor(?:a|es)?|operador(?:a)?"
    r"|representante|ejecutiv[oa]|encargad[oa]|duen[oa]|alguien|supervisor(?:a)?|gerente"
    r"|emplead[oa]|secretaria|soporte|responsable|(?:atencion|servicio) al cliente|la tienda"
    r"|el local|ustedes|ser humano)"
)
ONLY_STAFF = (
    r"(?:alguien|asesora?|operadora?|agente|humano|ejecutiv[oa]|representante|encargad[oa]"
    r"|supervisor|ser humano)"
)
AN = r"(?:(?:a|con|de|un|una|el|la|alg[uú]na?|otr[oa]|uno de los) )*"
SERVE = (
    r"(?:ATENDER|AYUDAR|HABLAR|ayude|responda|responde|conteste|contesta|llame|llamen|llamar"
    r"|comunico)"
)
THIS = (
    r"(?: (?:esto|este|esta|eso|el|la|aca|aqui|bot|chat|servicio|numero|asistente|canal|app"
    r"|aplicacion|whatsapp|sistema|tienda))*"
)
CAN = r"(?:puedo|se puede|puede[ns]?|podes|podemos|podrias?|sabes?|saben)"
ASKED_FOR = (
    r"(?:AYUDAR|informacion|menu|opciones|instrucciones|comandos|inicio|consulta|empezar|comenzar"
    r"|volver|atras|cancelar|salir|regresar|reiniciar|start|otra cosa|ningun[oa]|nada)"
)

PERSON = (
    *rules(
        "humano",
        96,
        rf"\b(?:{SERVE}|MOSTRAR) (?:\w+ ){{0,3}}?{AN}{SOMEONE}\b",
        rf"\b{SOMEONE} (?:(?:que|me|real|de verdad|pueda|puede|podria) )*{SERVE}\b",
        r"\b(?:HABER|esta|con|QUERER|NECESITAR|BUSCAR) (?:a )?(?:algun |alguna |un |una )?"
        rf"{ONLY_STAFF}\b",
        rf"^(?:(?:QUERER|NECESITAR|MOSTRAR|BUSCAR) )?{AN}{SOMEONE}"
        r"(?: (?:real|humana|de verdad|de carne y hueso))?$",
        cues=STAFF,
    ),
    *rules(
        "humano",
        96,
        r"\batencion (?:al cliente|personal|humana|personalizada)\b|\bservicio al cliente\b",
        r"^(?:QUERER |NECESITAR |puedo |podemos |podria )?HABLAR(?: con)?$",
        r"\bque me ATENDER\b",
        r"\bcon quien (?:\w+ )?HABLAR\b",
        r"\bHABLAR con (?!vos\b|el bot\b|mi\b)",
        r"\b(?:llamenme|llamame|llamarme|me (?:pueden|podrian|puede|podes) llamar|me llaman"
        r"|los puedo llamar|numero de telefono)\b",
        r"\bno QUERER (?:HABLAR con )?(?:un |una )?(?:bot|robot|maquina|contestador)\b",
        cues="atencion servicio HABLAR llamenme llamame llamarme llamar llaman telefono bot robot"
        " maquina ATENDER"
        " contestador",
    ),
)

# What went wrong with a purchase is for a person to settle.
TROUBLE = rules(
    "humano",
    95,
    r"\b(?:reclam(?:o|os|ar)|quejas?|quejarme|devolucion|devoluciones|devolver(?:lo|la)?"
    r"|reembolso|reintegro|estafa|estafaron)\b",
    r"\b(?:cancelar|anular|modificar|baja) (?:\w+ ){0,2}?(?:pedido|compra|orden)\b",
    r"\bno (?:me )?(?:llego|ha llegado|llega|funciona|anda|sirve)\b|\bcuando llega mi\b",
    r"\b(?:donde|como) (?:esta|va|viene|anda) mi (?:pedido|compra|paquete|envio|orden)\b",
    r"\b(?:estado de mi|seguimiento de)\b",
    r"\b(?:llego|vino|llegaron|vinieron) (?:\w+ )?(?:rot|mal|fallad|danad|vencid|abiert)\w*",
    r"\b(?:cobros?|cobraron|cobrado) (?:\w+ ){0,2}?(?:duplicados?|doble|mal|dos veces|de mas)\b",
)

HELP = rules(
    "ayuda",
    74,
    r"^(?:\w+ ){0,3}?(?:AYUDAR|una mano)(?: (?:con (?:esto|algo)|aca|aqui|por aca|urgente|me))*$",
    r"^(?:(?:QUERER|NECESITAR|MOSTRAR|TENER|mas|pedir|el|los|las|un|una|toda|cuales|son|al) )*"
    rf"{ASKED_FOR}(?: (?:principal|de inicio|de opciones|al menu|al inicio|inicial))?$",
    rf"\bque (?:mas )?{CAN} (?:\w+ )?(?:hacer|preguntar|pedir|consultar|ofrecer|responder)\b",
    r"\b(?:que hac(?:es|en)|que hace (?:este|esta|el)|como (?:te |se )?(?:funcionas?|usa|usas|uso"
    rf"|utiliza|utilizo|maneja)){THIS}$",
    r"\bpara que (?:sirves?|es|servis)\b|\bque es esto\b",
    rf"\b(?:en que )?(?:me |nos )?{CAN} (?:me )?AYUDAR$|\bcon que {CAN} AYUDAR\b",
    r"\b(?:quien|que) (?:eres|sos|es)$",
    r"^(?:eres|sos|es) (?:un |una )?(?:bot|robot|maquina|persona|humano)$",
    r"\bno (?:entiendo|entendi|comprendo|se (?:que|como|por donde|usar))\b|\bestoy perdid[oa]\b",
)

INTRODUCTION = rules(
    "saludo", 50, r"^(?:soy|me llamo|mi nombre es|te habla|les habla) \w+(?: \w+){0,2}$"
)

RULES: tuple[Rule, ...] = (*PERSON, *TROUBLE, *HELP, *INTRODUCTION)

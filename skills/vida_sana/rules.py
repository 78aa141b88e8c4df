"""How people ask for a healthy-life plan, tell what they did today and ask how they are doing."""

from skills.routes import Rule, Span, rules
from skills.vida_sana.topics import topic_in
from skills.wording import Line

NUMBER = (
    r"(?:\d+(?:\.\d+)*|un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince"
    r"|veinte|treinta|cuarenta|media|medio|varios|varias)(?: mil)?"
)
DID = (
    "tome bebi camine corri trote dormi nade entrene pedalee medite desayune almorce cene merende"
    " comi anduve pese descanse"
)
DID_SO = rf"(?:{'|'.join(DID.split())})"
EXERCISE = (
    r"(?:ejercicios?|yoga|pilates|gym|gimnasio|gimnasia|bici|bicicleta|pesas|crossfit|natacion"
    r"|spinning|zumba|deporte|futbol|caminatas?|abdominales|sentadillas|flexiones|burpees|cardio"
    r"|estiramientos|elongacion|meditacion|entrenamiento|running|padel|tenis|basquet|rutina)"
)
LIQUID = r"(?:vas(?:os?|itos?)|litros?|lts?|botell(?:as?|itas?)|tazas?|ml)"
DISTANCE = r"(?:km|kms|kilometros?|pasos|cuadras)"
TIME = r"(?:min|mins|minutos?|hs?|hrs?|horas?)"
UNIT = rf"(?:{LIQUID}|{DISTANCE}|{TIME}|kg|kgs|kilos?)"
# Somebody who mentions the shop is asking it something, whatever else the line says.
NOT_SHOPPING = r"^(?!.*\b(?:TENER|VENDER|COMPRAR|COSTAR|PRECIO|catalogo|BUSCAR)\b)"
PLAN = (
    "plan planes rutina rutinas programa dieta dietas guia guias tip tips consejo consejos"
    " recomendacion recomendaciones AYUDAR ejercicios ideas receta recetas habito reto desafio"
    " metodo truco trucos"
)
BETTER = r"(?:mejor|bien|mas|sano|sana|temprano|saludable|rico|menos|profundo|tranquilo|de noche)"
RECORD = (
    r"(?:progresos?|avances?|resumen|registros?|logros?|estadisticas|historial|evolucion|marcas"
    r"|metas|bitacora)"
)


def topic(line: Line, span: Span) -> str | None:
    """Read which plan is asked for; None if the line names none of them."""
    return topic_in(line.words)


PROGRESS = (
    *rules(
        "vida_sana.progreso",
        87,
        rf"\bcuant[oa]s? (?:\w+ ){{0,3}}?(?:llevo|{DID_SO}|hice|bebido|tomado|caminado)\b",
        cues="cuanto cuanta cuantos cuantas",
    ),
    *rules(
        "vida_sana.progreso",
        87,
        r"\b(?:como|que tal) (?:vengo|voy|vamos|ando|me (?:va|ha ido|fue|esta yendo))\b"
        r"(?! (?:a|al|hasta|para|de)\b)",
        cues="como tal",
    ),
    *rules(
        "vida_sana.progreso",
        87,
        rf"\b(?:mis?|VER|MOSTRAR) (?:el |los )?{RECORD}\b(?! de (?:compras?|pedidos?))",
        rf"^(?:el )?{RECORD}"
        r"(?: (?:de (?:hoy|la semana|esta semana|habitos|agua)|semanal|diario))?$",
    ),
)

RECORDING = (
    *rules(
        "vida_sana.registrar",
        85,
        rf"{NOT_SHOPPING}.*\b{DID_SO}\b.*\b{NUMBER}\b",
        rf"{NOT_SHOPPING}(?:(?:hoy|ayer|ya|me|esta manana|recien) )*{DID_SO}\b"
        r"(?! (?:mal|poco|mejor|cuenta|frio))",
        cues=DID,
    ),
    *rules(
        "vida_sana.registrar",
        85,
        rf"{NOT_SHOPPING}.*\b(?:hice|llevo|van|sume|tomo|bebo|duermo|camino|corro|complete|termine)"
        rf" (?:\w+ ){{0,2}}?{NUMBER} (?:{UNIT}|{EXERCISE})\b",
        rf"\bhice (?:\w+ ){{0,3}}?{EXERCISE}\b",
        r"\b(?:sali|fui) a (?:caminar|correr|trotar|nadar|andar en bici)\b",
        r"\bfui al (?:gym|gimnasio)\b",
        cues="hice llevo van sume tomo bebo duermo camino corro complete termine sali fui",
    ),
    *rules(
        "vida_sana.registrar",
        85,
        r"\b(?:peso|pesando) (?:\w+ ){0,3}?\d{2,3}(?:\.\d{1,2})?(?: (?:kg|kgs|kilos?))?"
        r"(?: (?:hoy|ahora|esta manana|y medio))*$",
        cues="peso pesando",
    ),
    *rules(
        "vida_sana.registrar",
        85,
        rf"^(?:(?:hoy|ayer|van|ya) )*{NUMBER} (?:{LIQUID} (?:de )?agua|{DISTANCE}"
        rf"|(?:horas?|hs?|hrs?) de (?:sueno|descanso)|{TIME} de (?:caminar|correr|{EXERCISE}))"
        r"(?: (?:hoy|ayer))?$",
    ),
    *rules(
        "vida_sana.registrar",
        85,
        r"^(?:(?:QUERER|hoy|NECESITAR|me gustaria|puedes|podes) )*ANOTAR\b.*\b"
        rf"(?:{UNIT}|{EXERCISE}|agua|peso|comidas?|sueno|habitos?|{DID_SO}|desayuno|almuerzo|cena)\b",
        cues="ANOTAR",
    ),
)

PLANNING = (
    *rules(
        "vida_sana.plan",
        86,
        r"\bno (?:puedo|logro|consigo|pude|TENER) dormir\b",
        r"\bme cuesta (?:mucho )?(?:dormir|conciliar)|\bme COSTAR (?:mucho )?(?:dormir|conciliar)",
        r"\bno duermo\b|\binsomnio\b",
        r"\b(?:duermo|dormi) (?:muy |re )?(?:mal|poco|pesimo)\b",
        cues="dormir conciliar duermo dormi insomnio",
        slot=topic,
    ),
    *rules("vida_sana.plan", 82, rf"\b(?:{'|'.join(PLAN.split())})\b", cues=PLAN, slot=topic),
    *rules(
        "vida_sana.plan",
        82,
        rf"{NOT_SHOPPING}.*\b(?:comer|alimentarme|dormir|descansar|dormirme|desayunar|cenar"
        rf"|hidratarme|moverme|respirar) (?:\w+ )?{BETTER}\b",
        rf"{NOT_SHOPPING}.*\b(?:empezar|comenzar|arrancar|salir|iniciar|volver|aprender|motivame"
        r"|motivarme) (?:a |con )(?:\w+ )?(?:caminar|correr|trotar|entrenar|moverme|hacer ejercicio"
        r"|comer|dormir|ejercicio|dieta)\b",
        rf"{NOT_SHOPPING}.*\b(?:hacer (?:mas )?(?:ejercicio|actividad fisica|deporte|dieta)"
        r"|caminar mas|correr (?:mas|5|10|una)|bajar (?:de peso|(?:\w+ )?kilos?|la panza)"
        r"|perder (?:peso|kilos)|adelgazar|tomar (?:mas )?agua|hidratarme|ponerme en forma)\b",
        cues="comer alimentarme dormir descansar dormirme desayunar cenar hidratarme moverme"
        " respirar caminar correr trotar entrenar ejercicio dieta actividad deporte bajar perder"
        " adelgazar agua forma",
        slot=topic,
    ),
    *rules(
        "vida_sana.plan",
        82,
        r"\bcuant[oa]s? (?:\w+ )?(?:agua|vasos|litros|horas|pasos|ejercicio|minutos|frutas)"
        r" (?:\w+ )?(?:tengo que|debo|deberia|HABER que|se debe|se recomienda|NECESITAR"
        r"|conviene)\b",
        r"\bque (?:puedo|debo|deberia|me conviene|conviene|es bueno|HABER que) "
        r"(?:comer|cenar|desayunar|almorzar|hacer para (?:dormir|adelgazar|comer|bajar))\b",
        slot=topic,
    ),
    *rules(
        "vida_sana.plan",
        80,
        r"^(?:(?:QUERER|NECESITAR|MOSTRAR|VER|TENER|HABER|arm\w+|hac\w+|un|una|el|los|mi|algun) )*"
        r"(?:plan|planes|rutina|programa)"
        r"(?: (?:de|para) (?:habitos|salud|bienestar|vida (?:sana|saludable)|mi|vivir mejor))?$",
        cues="plan planes rutina programa",
    ),
)

MENU = rules(
    "vida_sana.menu",
    66,
    rf"{NOT_SHOPPING}.*\b(?:(?:vida|vivir|vivo) (?:mas )?(?:sana|sano|saludable)|habitos?"
    r"|bienestar|autocuidado)\b",
    rf"{NOT_SHOPPING}.*\b(?:ser|estar|sentirme|vivir) (?:mas )?"
    r"(?:san[oa]|saludable|mejor|en forma|con energia)\b",
    rf"{NOT_SHOPPING}.*\b(?:mejorar|cuidar|cuidarme) (?:\w+ )?(?:salud|vida|cuerpo|rutina)\b",
    r"\bcuidarme(?: (?:mas|mejor))?$",
    r"^(?:vida|salud|san[oa]|saludable|(?:consejos|tips) de salud|salud y bienestar)$",
    cues="vida vivir vivo habito habitos bienestar autocuidado ser estar sentirme mejorar cuidar"
    " cuidarme salud sano sana saludable",
)

RULES: tuple[Rule, ...] = (*PROGRESS, *RECORDING, *PLANNING, *MENU)

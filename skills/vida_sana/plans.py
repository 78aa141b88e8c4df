"""The guided plans: one question with up to three answers, and a short plan for each answer."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to the question of a plan. Its title fits a reply button: 20 characters."""

    key: str
    title: Words
    plan: Words


@dataclass(frozen=True, slots=True)
class Guide:
    """A plan that asks one thing first. `title` and `about` are a row of the menu."""

    key: str
    title: Words
    about: Words
    question: Words
    options: tuple[Option, ...]


CAMINAR = Guide(
    "caminar",
    _("Plan para caminar"),
    _("De cero a 30 minutos por día"),
    _("¡Buenísimo! 🚶 Para armarte un plan de caminata, ¿cuánto caminás hoy?"),
    (
        Option(
            "cero",
            _("Casi nada"),
            _(
                "*Tu plan para arrancar (4 semanas)*\n"
                "1️⃣ Semana 1: 10 minutos por día, a paso cómodo, 5 días.\n"
                "2️⃣ Semana 2: 15 minutos.\n"
                "3️⃣ Semana 3: 20 minutos, con 2 tramos de 1 minuto más rápido.\n"
                "4️⃣ Semana 4: 25 a 30 minutos.\n"
                "Elegí siempre la misma hora y calzado cómodo. Si podés conversar mientras"
                " caminás, el ritmo es el justo."
            ),
        ),
        Option(
            "algo",
            _("Un par de veces"),
            _(
                "*Tu plan para que sea un hábito (4 semanas)*\n"
                "1️⃣ Semanas 1 y 2: 20 minutos, 5 días; los últimos 5, a paso vivo.\n"
                "2️⃣ Semana 3: 30 minutos, 5 días; alterná 3 cómodos y 1 rápido.\n"
                "3️⃣ Semana 4: 30 minutos y un día largo de 45.\n"
                "Sumá escaleras y bajate una parada antes: esos pasos también cuentan."
            ),
        ),
        Option(
            "seguido",
            _("Casi todos los días"),
            _(
                "*Tu plan para dar un paso más (4 semanas)*\n"
                "1️⃣ 3 días: 40 minutos a ritmo parejo.\n"
                "2️⃣ 2 días: 30 minutos con 6 tramos de 1 minuto bien rápido.\n"
                "3️⃣ 1 día: 60 minutos tranquilos, si se puede con alguna subida.\n"
                "4️⃣ 1 día de descanso y 10 minutos de estiramiento.\n"
                "Si querés trotar, empezá con 1 minuto de trote cada 4 de caminata."
            ),
        ),
    ),
)

ALIMENTACION = Guide(
    "alimentacion",
    _("Comer mejor"),
    _("Ideas simples para cada día"),
    _("¡Vamos con eso! 🥗 ¿Qué te gustaría mejorar primero?"),
    (
        Option(
            "desayuno",
            _("El desayuno"),
            _(
                "*Un desayuno que alcance hasta el mediodía*\n"
                "Combiná tres cosas: una fruta, algo con proteína (huevo, yogur, queso) y un"
                " cereal (avena, pan integral).\n"
                "• Lunes y jueves: avena con banana y leche o yogur.\n"
                "• Martes y viernes: tostada integral con huevo y tomate.\n"
                "• Miércoles: yogur con fruta y semillas.\n"
                "Cambiá la bebida azucarada por agua, mate o café sin azúcar."
            ),
        ),
        Option(
            "platos",
            _("Almuerzo y cena"),
            _(
                "*El plato en tres partes*\n"
                "🥦 Medio plato de verduras, de dos colores por lo menos.\n"
                "🍗 Un cuarto de proteína: legumbres, huevo, pollo, pescado o carne magra.\n"
                "🍚 Un cuarto de cereal o tubérculo: arroz, fideos, papa, choclo.\n"
                "Esta semana: legumbres dos veces, pescado una, y verdura ya lavada en la"
                " heladera. Cená dos horas antes de acostarte."
            ),
        ),
        Option(
            "picoteo",
            _("El picoteo"),
            _(
                "*Menos picoteo, sin pasar hambre*\n"
                "1️⃣ No te saltees comidas: el hambre guardada pide galletitas.\n"
                "2️⃣ Dejá a mano fruta, frutos secos sin sal (un puñado) o yogur.\n"
                "3️⃣ Antes de picar tomá un vaso de agua y esperá 10 minutos.\n"
                "4️⃣ Serví la porción en un plato; no comas del paquete.\n"
                "5️⃣ Un gusto por día, elegido y sin culpa, está bien."
            ),
        ),
    ),
)

DORMIR = Guide(
    "dormir",
    _("Dormir mejor"),
    _("Rutina para la noche"),
    _("Descansar cambia todo 😴. ¿Qué es lo que más te cuesta?"),
    (
        Option(
            "conciliar",
            _("Dormirme"),
            _(
                "*Para dormirte más fácil*\n"
                "1️⃣ Acostate y levantate a la misma hora, también el fin de semana.\n"
                "2️⃣ Café, mate y bebidas cola, solo hasta las 4 de la tarde.\n"
                "3️⃣ Una hora antes: luz baja y pantallas lejos de la cama.\n"
                "4️⃣ Respirá 4 segundos, sostené 4 y soltá en 6, diez veces.\n"
                "5️⃣ Si a los 20 minutos no dormís, levantate y leé algo tranquilo."
            ),
        ),
        Option(
            "despertares",
            _("Me despierto"),
            _(
                "*Para no despertarte de noche*\n"
                "1️⃣ Pieza oscura, fresca (18 a 20 °C) y en silencio.\n"
                "2️⃣ Cená liviano, dos horas antes; alcohol, mejor no.\n"
                "3️⃣ Tomá líquido durante el día y poco después de cenar.\n"
                "4️⃣ Si te despertás, no mires la hora: respirá lento y soltá el cuerpo.\n"
                "5️⃣ Movete de día: 30 minutos de caminata ayudan a dormir profundo."
            ),
        ),
        Option(
            "poco",
            _("Duermo poco"),
            _(
                "*Para dormir más horas*\n"
                "1️⃣ La mayoría de los adultos necesita entre 7 y 9 horas.\n"
                "2️⃣ Adelantá la hora de acostarte 15 minutos cada 3 días.\n"
                "3️⃣ Poné una alarma para empezar a apagar todo, no solo para despertar.\n"
                "4️⃣ Siesta corta: 20 minutos y antes de las 4 de la tarde.\n"
                "5️⃣ Buscá luz natural apenas te levantás."
            ),
        ),
    ),
)

AGUA = Guide(
    "agua",
    _("Tomar más agua"),
    _("Llegar a lo que tu cuerpo pide"),
    _("¡Bien! 💧 ¿Cuántos vasos de agua tomás en un día común?"),
    (
        Option(
            "poca",
            _("Menos de 4"),
            _(
                "*Subir de a un vaso*\n"
                "1️⃣ Un vaso al levantarte, antes del café o el mate.\n"
                "2️⃣ Un vaso con cada comida.\n"
                "3️⃣ Dejá una botella a la vista y terminala antes de las 6.\n"
                "4️⃣ Cada 3 días sumá un vaso, hasta llegar a 6 u 8.\n"
                "Con rodajas de limón, naranja o menta cuesta menos."
            ),
        ),
        Option(
            "media",
            _("Entre 4 y 7"),
            _(
                "*Ya casi estás*\n"
                "1️⃣ Sumá un vaso a media mañana y otro a media tarde.\n"
                "2️⃣ Cambiá una bebida azucarada por agua o soda.\n"
                "3️⃣ Si hace calor o te movés, agregá 1 o 2 vasos.\n"
                "4️⃣ El color de la orina guía: amarillo claro está bien.\n"
                "Anotá cada vaso acá y vas viendo tu total."
            ),
        ),
        Option(
            "bastante",
            _("8 o más"),
            _(
                "*¡Excelente, mantenelo!*\n"
                "1️⃣ Repartila en el día; de noche, poca.\n"
                "2️⃣ Si entrenás más de una hora, sumá 1 vaso cada 30 minutos.\n"
                "3️⃣ No hace falta forzar: más de 3 litros sin calor ni ejercicio no suma.\n"
                "4️⃣ Frutas, sopas e infusiones también aportan."
            ),
        ),
    ),
)

GUIDES = {guide.key: guide for guide in (CAMINAR, ALIMENTACION, DORMIR, AGUA)}

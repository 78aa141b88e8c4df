"""Meta's error codes by class, explained for operators.

Source: Cloud API, error codes. Meta asks to build on `error.code`, not on the HTTP status nor
on the title.
"""

from django.utils.translation import gettext_noop as _

from whatsapp.graph.verdicts import ErrorClass, Verdict

CODES: dict[ErrorClass, dict[int, str]] = {
    ErrorClass.AUTH: {
        0: _("Meta no reconoce el token: venció o fue anulado. Hay que cargar uno nuevo."),
        190: _("El token de acceso venció o no es válido. Hay que cargar uno nuevo."),
    },
    ErrorClass.PERMISSION: {
        3: _("A la app le falta una capacidad en Meta. Hay que revisar sus permisos."),
        10: _("El permiso para enviar fue quitado o nunca se otorgó."),
        131005: _("Meta negó el acceso a este número. Hay que revisar los permisos."),
    },
    ErrorClass.POLICY: {
        368: _("Meta restringió o desactivó la cuenta por incumplir sus políticas."),
        130497: _("La cuenta no puede escribir a personas de ese país."),
        131031: _("La cuenta está bloqueada o el PIN no coincide."),
        131064: _("Meta frenó los envíos por plantillas mal clasificadas. Hay que esperar."),
    },
    ErrorClass.BILLING: {
        131042: _("Meta no puede cobrar: hay un problema con el medio de pago de la cuenta."),
        134011: _("Falta aceptar las condiciones de pagos de WhatsApp."),
    },
    ErrorClass.CONFIG: {
        33: _("El número de WhatsApp no existe o fue eliminado. Hay que revisar su id."),
        131030: _("El destinatario no está en la lista de prueba de este número."),
        131037: _("El número de prueba necesita un nombre visible aprobado."),
        131045: _("El número todavía no está registrado en la Cloud API."),
        131063: _("Las plantillas de marketing están desactivadas para este número."),
        133010: _("El número no está registrado en la plataforma de WhatsApp."),
    },
    ErrorClass.REGISTRATION: {
        133000: _("Una baja anterior del número quedó a medias: hay que darlo de baja otra vez."),
        133005: _("El PIN de verificación en dos pasos no es correcto."),
        133006: _("El número debe verificarse antes de registrarse."),
        133008: _("Demasiados intentos con el PIN. Hay que esperar antes de probar otra vez."),
        133009: _("El PIN se intentó demasiado rápido. Hay que esperar un momento."),
        133015: _("El número se borró hace poco. Hay que esperar cinco minutos."),
        133016: _("Demasiados registros del número: hay que esperar 72 horas."),
    },
    ErrorClass.THROTTLE_APP: {
        4: _("La app alcanzó el tope de llamadas a Meta. Se reintenta más tarde."),
    },
    ErrorClass.THROTTLE_WABA: {
        80007: _("La cuenta de WhatsApp alcanzó su tope de llamadas. Se reintenta más tarde."),
    },
    ErrorClass.THROTTLE_NUMBER: {
        130429: _("El número envía más rápido de lo permitido. Se reintenta más tarde."),
    },
    ErrorClass.THROTTLE_PAIR: {
        131056: _("Demasiados mensajes seguidos a la misma persona. Se reintenta más tarde."),
    },
    ErrorClass.THROTTLE_SPAM: {
        131048: _("Meta limitó el número porque hubo personas que lo marcaron como spam."),
    },
    ErrorClass.TRANSIENT: {
        2: _("Meta está caída o sobrecargada. Se reintenta."),
        131000: _("Meta no pudo enviar el mensaje y no dice por qué. Se reintenta."),
        131016: _("El servicio de Meta no está disponible. Se reintenta."),
        131057: _("El número está en mantenimiento por unos minutos. Se reintenta."),
        133004: _("El servicio de registro de Meta no está disponible. Se reintenta."),
    },
    ErrorClass.AMBIGUOUS: {
        1: _("Meta no distingue si el pedido estaba mal o si falló su servidor."),
    },
    ErrorClass.BAD_REQUEST: {
        100: _("Meta no acepta un dato del mensaje: está mal escrito o es demasiado largo."),
        131008: _("Al mensaje le falta un dato obligatorio."),
        131009: _("Un dato del mensaje tiene un valor que Meta no acepta."),
        131020: _("No se puede escribir a un grupo de una sola persona."),
        131021: _("El destinatario es el mismo número que envía."),
        131051: _("Meta no admite ese tipo de mensaje."),
        131055: _("Esa vía solo admite plantillas de marketing."),
        131060: _("El mensaje ya no está disponible."),
        131062: _("Ese mensaje necesita un teléfono: no sirve el identificador de usuario."),
        135000: _("Meta rechazó los datos del mensaje sin decir cuál está mal."),
    },
    ErrorClass.WINDOW: {
        131047: _("Pasaron más de 24 horas desde su último mensaje: solo se admiten plantillas."),
    },
    ErrorClass.RECIPIENT: {
        130403: _("El negocio bloqueó a esta persona."),
        130472: _("Meta no entrega el mensaje: la persona participa de un experimento."),
        131026: _("No se puede entregar: no usa WhatsApp, o su versión es vieja."),
        131049: _("Meta lo retuvo para no saturar a la persona. No reenviar antes de 24 h."),
        131050: _("La persona pidió no recibir mensajes de marketing."),
    },
    ErrorClass.TEMPLATE: {
        132000: _("La plantilla espera otra cantidad de datos."),
        132001: _("La plantilla no existe en ese idioma o no está aprobada."),
        132005: _("El texto de la plantilla queda demasiado largo."),
        132007: _("El contenido de la plantilla incumple las políticas de Meta."),
        132008: _("Un dato de la plantilla tiene un formato que no corresponde."),
        132012: _("Un dato de la plantilla tiene un formato distinto del declarado."),
        132015: _("La plantilla está en pausa por baja calidad."),
        132016: _("La plantilla fue desactivada para siempre por baja calidad."),
        132018: _("Los datos de la plantilla no pasan la validación de Meta."),
        132068: _("El formulario (Flow) está bloqueado."),
        132069: _("El formulario (Flow) está frenado: admite diez envíos por hora."),
        134100: _("Esa vía solo admite plantillas de marketing."),
        134101: _("La plantilla todavía se está sincronizando. Se reintenta en diez minutos."),
        134102: _("La plantilla no está disponible por ahora. Se reintenta."),
    },
    ErrorClass.MEDIA: {
        131052: _("No se pudo descargar el archivo que envió la persona."),
        131053: _("Meta no pudo descargar el archivo a enviar, o su tipo no corresponde."),
    },
}

RANGES: tuple[tuple[range, ErrorClass, str], ...] = (
    (range(200, 300), ErrorClass.PERMISSION, _("Falta un permiso de la app o fue quitado.")),
    (range(131200, 131300), ErrorClass.OTHER, _("Error de grupos de WhatsApp.")),
    (range(138000, 139000), ErrorClass.OTHER, _("Error de llamadas de WhatsApp.")),
    (range(147000, 147100), ErrorClass.OTHER, _("Error de nombre de usuario del negocio.")),
)

# Where one code asks for something else than the rest of its class.
VERDICTS_BY_CODE = {
    130497: Verdict.REJECTED,  # one country is closed, the others are not
    131030: Verdict.REJECTED,  # only this person is missing from the test list
    131063: Verdict.REJECTED,  # replies are not marketing templates
    134011: Verdict.REJECTED,  # only payment messages need those terms
    131053: Verdict.RETRY,  # Meta's download may have failed for a moment
    134101: Verdict.RETRY,
    134102: Verdict.RETRY,
}

# What passes by itself, but not at once: seconds before it makes sense to try again.
SHORTEST_WAIT_S = {
    131057: 60,  # maintenance of a number takes up to a minute
    133015: 300,
    134101: 600,  # a template is in step within ten minutes
}

# What may pass by itself, but is for good if it has not after so many more tries.
MOST_RETRIES = {131000: 5, 131053: 2, 134101: 3, 134102: 3}

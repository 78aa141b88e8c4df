"""Why a message of the ledger did not leave: stable codes, and the words for them."""

from enum import StrEnum

from django.utils.translation import gettext as _

from whatsapp.graph.errors import NO_CODE, ErrorClass, classify


class Failure(StrEnum):
    """The `failure` of a row that ended as `fallido`."""

    BAJA = "baja"
    FUERA_DE_VENTANA = "fuera_de_ventana"
    PLANTILLA_NO_APROBADA = "plantilla_no_aprobada"
    SIN_PUBLICIDAD = "sin_publicidad"
    VENCIDO = "vencido"
    SIN_NUMERO = "sin_numero"
    SIN_CONFIRMAR = "sin_confirmar"
    PROCESO_CAIDO = "proceso_caido"
    DESTINATARIO = "destinatario"
    PLANTILLA = "plantilla"
    ARCHIVO = "archivo"
    LISTA_DE_PRUEBA = "lista_de_prueba"
    MENSAJE = "mensaje_invalido"
    RECHAZADO = "rechazado"


BY_CLASS = {
    ErrorClass.WINDOW: Failure.FUERA_DE_VENTANA,
    ErrorClass.RECIPIENT: Failure.DESTINATARIO,
    ErrorClass.TEMPLATE: Failure.PLANTILLA,
    ErrorClass.MEDIA: Failure.ARCHIVO,
    ErrorClass.BAD_REQUEST: Failure.MENSAJE,
}
NOT_ON_TEST_LIST = 131030


def failure_of(code: int | None) -> Failure:
    """Return what a refusal with this code of Meta's comes down to; None or NO_CODE: no code."""
    if code is None or code == NO_CODE:
        return Failure.RECHAZADO
    if code == NOT_ON_TEST_LIST:
        return Failure.LISTA_DE_PRUEBA
    return BY_CLASS.get(classify(code).error_class, Failure.RECHAZADO)


def remedy(failure: Failure) -> str:
    """Say what a person can do so that the next one leaves; "" where Meta's words say all."""
    if failure != Failure.LISTA_DE_PRUEBA:
        return ""
    return _(
        "Un número de desarrollo solo escribe a una lista. Para agregar a la persona: "
        "developers.facebook.com, Mis apps, tu app, WhatsApp, Configuración de la API, campo "
        "«Para», Administrar lista de números (caben cinco), y confirmar el código que le llega. "
        "Un número propio no tiene esa lista."
    )


def explained(failure: Failure) -> str:
    """Say in a line why a message that Liora herself held back did not leave."""
    return {
        Failure.BAJA: _("La persona pidió no recibir mensajes."),
        Failure.FUERA_DE_VENTANA: _("Pasaron más de 24 horas y ya no se puede responder."),
        Failure.PLANTILLA_NO_APROBADA: _("Meta ya no deja enviar esta plantilla."),
        Failure.SIN_PUBLICIDAD: _("La persona pidió no recibir publicidad."),
        Failure.VENCIDO: _("Esperó tanto que ya no tenía sentido enviarlo."),
        Failure.SIN_CONFIRMAR: _("Meta no confirmó el envío ninguna de las dos veces."),
        Failure.PROCESO_CAIDO: _("El proceso se cayó cada vez que lo enviaba."),
    }.get(failure, "")

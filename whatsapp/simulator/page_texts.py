"""Every word the page's scripts show, by the key the scripts know it by."""

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """Return the texts in the language of the request; `{name}` is filled in by the page."""
    return _chat() | _attachments() | _faults() | _trace()


def _chat() -> dict[str, str]:
    return {
        "titulo": _("Simulador de WhatsApp"),
        "hoy": _("Hoy"),
        "ayer": _("Ayer"),
        "vos": _("Vos"),
        "como": _("Escribís como {quien}"),
        "nombre": _("Nombre"),
        "numero": _("Número de teléfono"),
        "nuevo_chat": _("Nuevo chat"),
        "abrir_chat": _("Abrir chat"),
        "numero_invalido": _(
            "Escribí el número con código de país, por ejemplo +54 9 351 555-0101."
        ),
        "cerrar": _("Cerrar"),
        "enviar": _("Enviar"),
        "borrador": _("Borrador:"),
        "sin_leer": _("{cantidad} sin leer"),
        "chat_sin_mensajes": _("Todavía no hay mensajes"),
        "aviso_chat": _(
            "Este teléfono es de mentira; todo lo demás es real: lo que escribas entra por el "
            "webhook firmado y la respuesta sale por la API de Graph."
        ),
        "vista_previa": _("Pedir como vista previa"),
        "vista_previa_hecha": _("WhatsApp pidió la vista previa: no cuenta como clic."),
        "vista_previa_fallo": _("La vista previa no se pudo pedir ({estado})."),
        "responder": _("Responder"),
        "reintentar": _("Reintentar"),
        "reaccionar": _("Reaccionar"),
        "quitar_reaccion": _("Quitar la reacción"),
        "nada_que_reaccionar": _("Todavía no hay un mensaje al que reaccionar."),
        "reaccionaste": _("Reaccionaste con {emoji}"),
        "reaccion_quitada": _("Quitaste la reacción"),
        "lista_ayuda": _("Tocá una opción para enviarla"),
        "error_red": _("No hay conexión con Liora. Se reintenta solo."),
        "error_servidor": _("Liora contestó con un error ({estado})."),
        "tick_sending": _("Saliendo"),
        "tick_sent": _("Enviado"),
        "tick_delivered": _("Guardado por Liora"),
        "tick_read": _("Leído"),
        "tick_failed": _("No se pudo enviar"),
        "estado_accepted": _("Aceptado por Graph"),
        "estado_sent": _("Enviado"),
        "estado_delivered": _("Entregado"),
        "estado_read": _("Leído"),
        "estado_failed": _("Fallido"),
    }


def _attachments() -> dict[str, str]:
    return {
        "adjunto_foto": _("Foto"),
        "adjunto_voz": _("Nota de voz"),
        "adjunto_ubicacion": _("Ubicación"),
        "adjunto_contacto": _("Contacto"),
        "adjunto_sticker": _("Sticker"),
        "adjunto_reaccion": _("Reacción"),
        "adjunto_pedido": _("Pedido"),
        "adjunto_encuesta": _("Encuesta"),
        "foto_archivo": _("Archivo"),
        "foto_epigrafe": _("Epígrafe"),
        "foto_ayuda": _("Sin archivo se envía una foto de muestra."),
        "foto_rota": _("La foto no se pudo abrir"),
        "reproducir": _("Reproducir"),
        "lugar_nombre": _("Nombre del lugar"),
        "lugar_direccion": _("Dirección"),
        "lugar_latitud": _("Latitud"),
        "lugar_longitud": _("Longitud"),
        "lugar_ejemplo": _("Plaza San Martín"),
        "lugar_ejemplo_direccion": _("San Jerónimo y Rosario de Santa Fe, Córdoba"),
        "pedido_codigo": _("Código del producto"),
        "pedido_cantidad": _("Cantidad"),
        "pedido_precio": _("Precio por unidad (ARS)"),
        "pedido_nota": _("Nota"),
        "pedido_uno": _("1 producto"),
        "pedido_varios": _("{cantidad} productos"),
        "tipo_audio": _("Nota de voz"),
        "tipo_contacts": _("Contacto"),
        "tipo_document": _("Documento"),
        "tipo_image": _("Foto"),
        "tipo_location": _("Ubicación"),
        "tipo_order": _("Pedido"),
        "tipo_otro": _("Mensaje de tipo «{tipo}»"),
        "tipo_sticker": _("Sticker"),
        "tipo_unsupported": _("Mensaje que la API no admite ({tipo})"),
    }


def _faults() -> dict[str, str]:
    return {
        "falla": _("Falla"),
        "fallas": _("Fallas de Graph"),
        "fallas_ayuda": _("Graph va a fallar a propósito en los próximos envíos del negocio."),
        "fallas_ninguna": _("Graph funciona bien."),
        "falla_cuantos": _("Cuántos mensajes"),
        "falla_donde": _("En qué número"),
        "falla_este": _("Este número"),
        "falla_todos": _("Todos los números"),
        "falla_una": _("El próximo"),
        "falla_n": _("Los próximos {n}"),
        "falla_siempre": _("Hasta quitarla"),
        "falla_quedan": _("Quedan {n}"),
        "falla_poner": _("Poner la falla"),
        "falla_quitar": _("Quitar la falla"),
        "falla_segundos": _("Segundos hasta contestar"),
        "falla_milisegundos": _("Milisegundos de espera"),
    }


def _trace() -> dict[str, str]:
    return {
        "copiar": _("Copiar"),
        "de_la_persona": _("De la persona"),
        "del_negocio": _("Del negocio"),
        "traza_buscando": _("Buscando el recorrido…"),
        "traza_desconocida": _("Liora todavía no conoce este mensaje."),
        "traza_enviado": _("Lo que salió del teléfono"),
        "traza_recibido": _("Lo que Graph aceptó"),
        "traza_ruta": _("Por qué contestó eso"),
        "traza_pasos": _("Paso a paso"),
        "paso_desde": _("Empezó a los {ms}"),
        "traza_webhook": _("Webhook recibido"),
        "traza_filas": _("Filas escritas"),
        "traza_graph": _("Llamadas a Graph"),
        "traza_enlaces": _("Enlaces y clics"),
        "clics_personas": _("Personas: {cantidad}"),
        "clics_previas": _("Vistas previas: {cantidad}"),
        "clics_programas": _("Programas: {cantidad}"),
        "clics_repetidos": _("Repetidos: {cantidad}"),
        "traza_peticion": _("Pedido"),
        "traza_respuesta": _("Respuesta"),
    }

"""What can be written into the audit table, and how it reads to a person.

A name is for ever: rows that carry it cannot be changed. Add names, never rename one.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "cuenta.entro": _("Entró"),
    "cuenta.entrada_rechazada": _("Quiso entrar y no pudo"),
    "cuenta.salio": _("Salió"),
    "cuenta.salio_de_todas": _("Cerró todas sus sesiones"),
    "cuenta.clave_cambiada": _("Cambió su clave"),
    "cuenta.clave_restablecida": _("Eligió una clave nueva desde un correo"),
    "cuenta.sesion_reusada": _("Se usó dos veces la misma sesión"),
    "cuenta.estado_cambiado": _("Estado de una cuenta cambiado"),
    "cuenta.permisos_cambiados": _("Permisos de administración cambiados"),
    "cliente.creado": _("Cliente creado"),
    "cliente.cambiado": _("Datos del Cliente cambiados"),
    "cliente.limite_acordado": _("Límite acordado aparte del plan"),
    "cliente.plan_cambiado": _("Plan cambiado"),
    "cliente.estado_cambiado": _("Estado del Cliente cambiado"),
    "usuario.invitado": _("Persona invitada"),
    "usuario.acepto": _("Invitación aceptada"),
    "usuario.rol_cambiado": _("Rol cambiado"),
    "usuario.estado_cambiado": _("Estado de una persona cambiado"),
    "usuario.quitado": _("Persona quitada"),
    "waba.registrada": _("Número registrado"),
    "waba.cambiada": _("Número cambiado"),
    "waba.token_cambiado": _("Token del número cambiado"),
    "waba.retirada": _("Número retirado"),
    "waba.rechazada": _("Meta rechazó el número"),
    "waba.verificada": _("Número verificado"),
    "catalogo.secreto_rotado": _("Secreto de publicación cambiado"),
    "catalogo.publicado": _("Catálogo publicado"),
    "catalogo.activado": _("Catálogo activado"),
    "catalogo.revertido": _("Catálogo vuelto a la versión anterior"),
    "catalogo.liberado": _("Versión retenida liberada"),
    "catalogo.reglas_cambiadas": _("Reglas del catálogo cambiadas"),
    "pedido.estado_cambiado": _("Estado de un pedido cambiado"),
    "pedido.anotado": _("Nota de un pedido cambiada"),
    "webhook.secreto_rotado": _("Secreto de webhooks cambiado"),
    "webhook.probado": _("Webhook probado"),
    "webhook.reenviado": _("Entrega reenviada"),
    "webhook.dado_de_baja": _("Webhook dado de baja por quien lo recibía"),
    "conversacion.estado_cambiado": _("Quién responde una conversación, cambiado"),
    "consentimiento.anotado": _("Baja o alta anotada"),
    "logs.exportados": _("Registros exportados"),
    "claves.rotadas": _("Claves de cifrado rotadas"),
    "admin.entro": _("Entró a la administración"),
    "admin.entrada_rechazada": _("Quiso entrar a la administración y no pudo"),
    "admin.salio": _("Salió de la administración"),
}

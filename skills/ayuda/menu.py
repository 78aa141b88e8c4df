"""The menu of everything the bot can do, under any text."""

from django.utils.translation import gettext as _

from skills.localized import per_language
from skills.replies import reply_id
from whatsapp.graph.messages import Button, ListMenu, Row, Section


def menu(body: str) -> ListMenu:
    return ListMenu(body, button=_("Ver opciones"), sections=_sections())


@per_language
def _sections() -> tuple[Section, ...]:
    return (_shopping(), _healthy_life(), _recycling(), _others())


def _shopping() -> Section:
    return Section(
        _("Comprar"),
        (
            Row(reply_id("ecommerce", "catalogo"), _("Ver el catálogo"), _("Por categoría")),
            Row(
                reply_id("ecommerce", "preguntar"),
                _("Buscar un producto"),
                _("Precio, stock y enlace para comprar"),
            ),
            Row(reply_id("ecommerce", "pedido"), _("Cómo hacer un pedido")),
            Row(reply_id("ecommerce", "carrito", "ver"), _("Mi carrito")),
        ),
    )


def _healthy_life() -> Section:
    return Section(
        _("Vida sana"),
        (
            Row(
                reply_id("vida_sana", "menu"),
                _("Planes y hábitos"),
                _("Caminar, comer, dormir, tomar agua"),
            ),
            Row(reply_id("vida_sana", "progreso"), _("Mi progreso"), _("Lo que anotaste")),
        ),
    )


def _recycling() -> Section:
    return Section(
        _("Reciclaje"),
        (
            Row(
                reply_id("reciclaje", "menu"),
                _("¿Dónde va esto?"),
                _("Pilas, vidrio, aceite usado y más"),
            ),
            Row(reply_id("reciclaje", "puntos"), _("Puntos de entrega")),
        ),
    )


def _others() -> Section:
    return Section(
        _("Otros"),
        (Row(reply_id("ayuda", "humano"), _("Hablar con una persona")),),
    )


@per_language
def catalog_button() -> Button:
    return Button(reply_id("ecommerce", "catalogo"), _("Ver el catálogo"))


@per_language
def help_button() -> Button:
    return Button(reply_id("ayuda", "ayuda"), _("Ayuda"))

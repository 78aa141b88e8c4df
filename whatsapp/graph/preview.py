"""A message as one readable line, for logs and the admin."""

from functools import singledispatch

from django.utils.translation import gettext as _

from whatsapp.graph.kinds import Buttons, CtaUrl, FilledTemplate, Image, ListMenu, Message, Text


def preview(message: Message) -> str:
    """One line, whole: the text itself, or its kind in brackets, the body and the choices."""
    return " ".join(_preview(message).split())


@singledispatch
def _preview(message: object) -> str:
    raise TypeError(f"Not a message: {type(message).__name__}")


@_preview.register
def _text(message: Text) -> str:
    return message.body


@_preview.register
def _image(message: Image) -> str:
    return f"[{_('imagen')}] {message.caption or message.link}"


@_preview.register
def _buttons(message: Buttons) -> str:
    titles = " · ".join(button.title for button in message.buttons)
    return f"[{_('botones')}] {message.body}: {titles}"


@_preview.register
def _list_menu(message: ListMenu) -> str:
    titles = " · ".join(row.title for row in message.rows)
    return f"[{_('lista')}] {message.body}: {titles}"


@_preview.register
def _cta_url(message: CtaUrl) -> str:
    return f"[{_('enlace')}] {message.body}: {message.text} → {message.url}"


@_preview.register
def _template(message: FilledTemplate) -> str:
    return f"[{_('plantilla')}] {message.text}"

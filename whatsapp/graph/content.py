"""The Graph shape of a message: `type` and its object, without the address."""

from functools import singledispatch
from typing import Any

from whatsapp.graph import limits
from whatsapp.graph.kinds import (
    Buttons,
    CtaUrl,
    FilledTemplate,
    Image,
    ListMenu,
    Message,
    Row,
    Section,
    Text,
)


def content(message: Message) -> dict[str, Any]:
    """`{"type": …, "<type>": {…}}` as the Cloud API takes it.

    Raises MessageLimitError for a Text longer than 4096: send the pieces of `split` instead.
    """
    return _content(message)


@singledispatch
def _content(message: object) -> dict[str, Any]:
    raise TypeError(f"Not a message: {type(message).__name__}")


@_content.register
def _text(message: Text) -> dict[str, Any]:
    limits.require_at_most("text.body", message.body, limit=limits.TEXT_BODY)
    return {
        "type": "text",
        "text": {"body": message.body, "preview_url": message.preview_url},
    }


@_content.register
def _image(message: Image) -> dict[str, Any]:
    image = {"link": message.link}
    if message.caption:
        image["caption"] = message.caption
    return {"type": "image", "image": image}


@_content.register
def _buttons(message: Buttons) -> dict[str, Any]:
    buttons = [
        {"type": "reply", "reply": {"id": button.id, "title": button.title}}
        for button in message.buttons
    ]
    return _interactive(
        "button",
        body=message.body,
        action={"buttons": buttons},
        header=_image_header(message.header_image),
        footer=message.footer,
    )


@_content.register
def _list_menu(message: ListMenu) -> dict[str, Any]:
    sections = [_section(section) for section in message.sections]
    return _interactive(
        "list",
        body=message.body,
        action={"button": message.button, "sections": sections},
        header={"type": "text", "text": message.header} if message.header.strip() else {},
        footer=message.footer,
    )


@_content.register
def _cta_url(message: CtaUrl) -> dict[str, Any]:
    parameters = {"display_text": message.text, "url": message.url}
    return _interactive(
        "cta_url",
        body=message.body,
        action={"name": "cta_url", "parameters": parameters},
        header=_image_header(message.header_image),
        footer=message.footer,
    )


@_content.register
def _template(message: FilledTemplate) -> dict[str, Any]:
    return message.content


def _interactive(
    kind: str, *, body: str, action: dict[str, Any], header: dict[str, Any], footer: str
) -> dict[str, Any]:
    interactive: dict[str, Any] = {
        "type": kind,
        "body": {"text": body},
        "action": action,
    }
    if header:
        interactive["header"] = header
    if footer.strip():
        interactive["footer"] = {"text": footer}
    return {"type": "interactive", "interactive": interactive}


def _image_header(link: str) -> dict[str, Any]:
    return {"type": "image", "image": {"link": link}} if link else {}


def _section(section: Section) -> dict[str, Any]:
    rows = [_row(row) for row in section.rows]
    return {"title": section.title, "rows": rows} if section.title.strip() else {"rows": rows}


def _row(row: Row) -> dict[str, str]:
    described = {"description": row.description} if row.description.strip() else {}
    return {"id": row.id, "title": row.title, **described}

"""What Meta asks of interactive messages (Cloud API, reply buttons, lists, call to action…)."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from whatsapp.simulator import graph_fields as field
from whatsapp.simulator.graph_content import media
from whatsapp.simulator.graph_problem import invalid, missing

Content = Mapping[str, Any]

BODY_MOST = 1024
LIST_BODY_MOST = 4096
SHORT_MOST = 60
ROWS_MOST = 10
MEDIA_HEADERS = {"image": set[str](), "video": set[str](), "document": {"filename"}}
ANY_HEADER = {"text", *MEDIA_HEADERS}


def interactive(content: Content) -> None:
    """Interactive: `type` decides which action, header and body go with it."""
    kind = field.choice(content, "type", "interactive.type", among=KINDS)
    field.only(content, {"type", "header", "body", "footer", "action"}, "interactive")
    action = field.mapping(content, "action", "interactive.action")
    KINDS[kind](content, action)
    if "footer" in content:
        _texts(content, "footer", most=SHORT_MOST)


def _buttons(content: Content, action: Content) -> None:
    """Reply buttons: 1 to 3, titles of 20 and ids of 256, no two alike."""
    _body(content, BODY_MOST)
    _header(content, ANY_HEADER)
    field.only(action, {"buttons"}, "action")
    replies = []
    for path, button in field.objects(action, "buttons", "action.buttons", most=3):
        field.only(button, {"type", "reply"}, path)
        field.choice(button, "type", f"{path}.type", among={"reply"})
        replies.append(_option(field.mapping(button, "reply", f"{path}.reply"), path, 256, 20))
    _all_different([option for option, _ in replies], "Button ids")
    _all_different([title for _, title in replies], "Button titles")


def _list(content: Content, action: Content) -> None:
    """List: 10 rows over all sections; a title for every section when there are several."""
    _body(content, LIST_BODY_MOST)
    _header(content, {"text"})
    field.only(action, {"button", "sections"}, "action")
    field.text(action, "button", "action.button", most=20)
    sections = field.objects(action, "sections", "action.sections", most=10)
    ids: list[str] = []
    for path, section in sections:
        field.only(section, {"title", "rows"}, path)
        if len(sections) > 1 or "title" in section:
            field.text(section, "title", f"{path}.title", most=24)
        ids += _rows(section, path)
    if len(ids) > ROWS_MOST:
        raise invalid(f"Total row count exceed max allowed count: {ROWS_MOST}")
    _all_different(ids, "Row ids")


def _rows(section: Content, path: str) -> list[str]:
    ids = []
    for row_path, row in field.objects(section, "rows", f"{path}.rows", most=10):
        row_id, _ = _option(row, row_path, 200, 24, also={"description"})
        field.optional_text(row, "description", f"{row_path}.description", most=72)
        ids.append(row_id)
    return ids


def _cta_url(content: Content, action: Content) -> None:
    """Call to action: one button of 20 that opens an http(s) address."""
    _body(content, BODY_MOST)
    _header(content, ANY_HEADER)
    field.only(action, {"name", "parameters"}, "action")
    field.choice(action, "name", "action.name", among={"cta_url"})
    parameters = field.mapping(action, "parameters", "action.parameters")
    field.only(parameters, {"display_text", "url"}, "action.parameters")
    field.text(parameters, "display_text", "action.parameters.display_text", most=20)
    field.web_address(parameters, "url", "action.parameters.url")


def _request(name: str) -> Callable[[Content, Content], None]:
    def check(content: Content, action: Content) -> None:
        _body(content, BODY_MOST)
        field.only(content, {"type", "body", "action"}, "interactive")
        field.choice(action, "name", "action.name", among={name})

    return check


def _product(content: Content, action: Content) -> None:
    field.only(content, {"type", "body", "footer", "action"}, "interactive")
    for key in ("catalog_id", "product_retailer_id"):
        field.text(action, key, f"action.{key}", most=256)


def _product_list(content: Content, action: Content) -> None:
    """Products: a text header is required; 30 products over 10 sections."""
    _body(content, BODY_MOST)
    field.mapping(content, "header", "interactive.header")
    _header(content, {"text"})
    field.text(action, "catalog_id", "action.catalog_id", most=256)
    products = 0
    for path, section in field.objects(action, "sections", "action.sections", most=10):
        products += len(field.objects(section, "product_items", f"{path}.product_items", most=30))
    if products > 30:
        raise invalid("Total product count exceed max allowed count: 30")


def _unchecked(content: Content, action: Content) -> None:
    """Kinds Liora does not send: known, taken with any action."""


KINDS: dict[str, Callable[[Content, Content], None]] = {
    "button": _buttons,
    "list": _list,
    "cta_url": _cta_url,
    "location_request_message": _request("send_location"),
    "request_contact_info": _request("request_contact_info"),
    "product": _product,
    "product_list": _product_list,
    "catalog_message": _unchecked,
    "carousel": _unchecked,
    "flow": _unchecked,
    "order_details": _unchecked,
    "order_status": _unchecked,
}


def _option(
    owner: Content, path: str, id_most: int, title_most: int, also: Collection[str] = ()
) -> tuple[str, str]:
    field.only(owner, {"id", "title", *also}, path)
    return (
        field.text(owner, "id", f"{path}.id", most=id_most),
        field.text(owner, "title", f"{path}.title", most=title_most),
    )


def _body(content: Content, most: int) -> None:
    if content.get("body") is None:
        raise missing("interactive.body.text")
    _texts(content, "body", most=most)


def _texts(content: Content, key: str, *, most: int) -> None:
    part = field.mapping(content, key, f"interactive.{key}")
    field.only(part, {"text"}, f"interactive.{key}")
    field.text(part, "text", f"interactive.{key}.text", most=most)


def _header(content: Content, among: Collection[str]) -> None:
    if "header" not in content:
        return
    header = field.mapping(content, "header", "interactive.header")
    kind = field.choice(header, "type", "interactive.header.type", among=among)
    if kind == "text":
        field.text(header, "text", "interactive.header.text", most=SHORT_MOST)
    else:
        shown = field.mapping(header, kind, f"interactive.header.{kind}")
        media(shown, f"interactive.header.{kind}", MEDIA_HEADERS[kind])


def _all_different(values: list[str], what: str) -> None:
    if len(set(values)) != len(values):
        raise invalid(f"{what} must be unique.")

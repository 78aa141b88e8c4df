"""The kinds of message Liora sends: frozen values that cannot be built beyond Meta's limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whatsapp.graph import limits
from whatsapp.graph.limits import (
    require_at_most,
    require_count,
    require_link,
    require_text,
    require_unique,
)


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text. The body may be long: `split` turns it into pieces Meta accepts.

    Cloud API, text messages: body of 1 to 4096, only its first http(s) link is previewed.
    """

    body: str
    preview_url: bool = False

    def __post_init__(self) -> None:
        require_text("text.body", self.body)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that Meta downloads from `link` (JPEG or PNG, at most 5 MB).

    Cloud API, image messages: caption of at most 1024.
    """

    link: str
    caption: str = ""

    def __post_init__(self) -> None:
        require_link("image.link", self.link)
        require_at_most("image.caption", self.caption, limit=limits.CAPTION)


@dataclass(frozen=True, slots=True)
class Button:
    """One reply button. Cloud API, reply buttons: id of at most 256, title of at most 20."""

    id: str
    title: str

    def __post_init__(self) -> None:
        require_text("buttons.id", self.id, limit=limits.BUTTON_ID)
        require_text("buttons.title", self.title, limit=limits.BUTTON_TITLE)


@dataclass(frozen=True, slots=True)
class Buttons:
    """A question with reply buttons.

    Cloud API, reply buttons: 1 to 3 with distinct ids and titles, body of at most 1024, footer
    of at most 60, an image as optional header.
    """

    body: str
    buttons: tuple[Button, ...]
    header_image: str = ""
    footer: str = ""

    def __post_init__(self) -> None:
        require_text("buttons.body", self.body, limit=limits.BODY)
        require_count("buttons", len(self.buttons), limit=limits.BUTTONS)
        require_unique("buttons.id", [button.id for button in self.buttons])
        require_unique("buttons.title", [button.title for button in self.buttons])
        _require_optional_link("buttons.header_image", self.header_image)
        require_at_most("buttons.footer", self.footer, limit=limits.FOOTER)


@dataclass(frozen=True, slots=True)
class Row:
    """One choice of a list. Cloud API, lists: id 200, title 24, description 72 at most."""

    id: str
    title: str
    description: str = ""

    def __post_init__(self) -> None:
        require_text("list.row.id", self.id, limit=limits.ROW_ID)
        require_text("list.row.title", self.title, limit=limits.ROW_TITLE)
        require_at_most("list.row.description", self.description, limit=limits.ROW_DESCRIPTION)


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading of at most 24; blank only where it is the list's single section."""

    title: str
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        require_at_most("list.section.title", self.title, limit=limits.SECTION_TITLE)
        require_count("list.rows", len(self.rows), limit=limits.ROWS_IN_TOTAL)


@dataclass(frozen=True, slots=True)
class ListMenu:
    """A menu opened by one button.

    Cloud API, lists: at most 10 sections and 10 rows over all of them, row ids distinct, body
    of at most 4096, button of at most 20, text header and footer of at most 60, every section
    titled once there are two.
    """

    body: str
    button: str
    sections: tuple[Section, ...]
    header: str = ""
    footer: str = ""

    def __post_init__(self) -> None:
        require_text("list.body", self.body, limit=limits.LIST_BODY)
        require_text("list.button", self.button, limit=limits.LIST_BUTTON)
        self._require_sections()
        require_at_most("list.header", self.header, limit=limits.HEADER)
        require_at_most("list.footer", self.footer, limit=limits.FOOTER)

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, in the order shown."""
        return (row for section in self.sections for row in section.rows)

    def _require_sections(self) -> None:
        require_count("list.sections", len(self.sections), limit=limits.SECTIONS)
        row_ids = [row.id for row in self.rows]
        require_count("list.rows", len(row_ids), limit=limits.ROWS_IN_TOTAL)
        require_unique("list.row.id", row_ids)
        if len(self.sections) > 1:
            for section in self.sections:
                require_text("list.section.title", section.title)


@dataclass(frozen=True, slots=True)
class CtaUrl:
    """A message with one button that opens a web page.

    Cloud API, call-to-action URL: display text of at most 20, body 1024, footer 60, an image
    as optional header. `sku` names the product it shows; Meta is not told.
    """

    body: str
    text: str
    url: str
    header_image: str = ""
    footer: str = ""
    sku: str = ""

    def __post_init__(self) -> None:
        require_text("cta_url.body", self.body, limit=limits.BODY)
        require_text("cta_url.text", self.text, limit=limits.CTA_TEXT)
        require_link("cta_url.url", self.url)
        _require_optional_link("cta_url.header_image", self.header_image)
        require_at_most("cta_url.footer", self.footer, limit=limits.FOOTER)


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A template of the account with its parameters, made by `message_templates.filling`.

    `content` is the message as Graph takes it, `text` what the person reads.
    """

    content: dict[str, Any]
    text: str


Message = Text | Image | Buttons | ListMenu | CtaUrl | FilledTemplate


def _require_optional_link(field: str, value: str) -> None:
    if value:
        require_link(field, value)

"""The parts of a template as Graph lists them, and the parameters each one takes.

Source: Cloud API, message templates, components.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from whatsapp.inbound import mapping, text_of
from whatsapp.models import MessageTemplate

PLACE = re.compile(r"\{\{\s*([A-Za-z0-9_]{1,64})\s*\}\}")
MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")
# These ask for what Liora cannot give: flows, one-time codes, carousels, products, places.
HEADERS = ("", "TEXT", *MEDIA)
BUTTONS = ("QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE")
COMPONENTS = ("HEADER", "BODY", "FOOTER", "BUTTONS")


@dataclass(frozen=True, slots=True)
class Template:
    """A template of Meta's as it is listed; `components` is what nobody has checked."""

    name: str
    language: str
    components: Any
    named: bool = False

    def part(self, kind: str) -> Mapping[str, Any]:
        """Return its header, body, footer or buttons; {} where it has none."""
        return next((part for part in self.parts if kind_of(part) == kind), {})

    @property
    def parts(self) -> Iterator[Mapping[str, Any]]:
        listed = self.components if isinstance(self.components, list) else []
        return (mapping(part) for part in listed)

    @property
    def buttons(self) -> list[Mapping[str, Any]]:
        listed = self.part("BUTTONS").get("buttons")
        return [mapping(button) for button in listed] if isinstance(listed, list) else []

    @property
    def header_media(self) -> str:
        """`image`, `video` or `document` where its header shows one, else ""."""
        shown = text_of(self.part("HEADER").get("format")).upper()
        return shown.lower() if shown in MEDIA else ""

    @property
    def written(self) -> str:
        """Its text as it was approved, with the parameters still in braces."""
        parts = (text_of(self.part(kind).get("text")) for kind in ("HEADER", "BODY", "FOOTER"))
        return "\n\n".join(part for part in parts if part)

    @property
    def is_fillable(self) -> bool:
        """Tell whether it has nothing that Liora cannot fill in."""
        header = text_of(self.part("HEADER").get("format")).upper()
        return (
            bool(text_of(self.part("BODY").get("text")))
            and header in HEADERS
            and all(kind_of(part) in COMPONENTS for part in self.parts)
            and all(kind_of(button) in BUTTONS for button in self.buttons)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """The names of what a template is to be filled in with; a button's is its place from 0."""

    encabezado: list[str]
    cuerpo: list[str]
    botones: list[str]


def asked(template: Template) -> Asked:
    header = ["link"] if template.header_media else places(template.part("HEADER").get("text"))
    return Asked(
        encabezado=header,
        cuerpo=places(template.part("BODY").get("text")),
        botones=[str(at) for at, button in enumerate(template.buttons) if must_fill(button)],
    )


def must_fill(button: Mapping[str, Any]) -> bool:
    return kind_of(button) == "COPY_CODE" or bool(
        kind_of(button) == "URL" and places(button.get("url"))
    )


def of_row(row: MessageTemplate) -> Template:
    """Return a template as it is kept here."""
    named = row.parameter_format == MessageTemplate.Format.NAMED
    return Template(row.name, row.language, row.components, named)


def kind_of(part: Mapping[str, Any]) -> str:
    return text_of(part.get("type")).upper()


def places(text: object) -> list[str]:
    """Return the names of the parameters in a text, each once: "1", "2" or "nombre"."""
    return list(dict.fromkeys(PLACE.findall(text_of(text))))


def filled(text: object, values: Mapping[str, str]) -> str:
    """Return the text with its parameters in their places."""
    return PLACE.sub(lambda found: values[found[1]], text_of(text))

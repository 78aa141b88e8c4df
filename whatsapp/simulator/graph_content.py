"""What Meta asks of each kind of message that is not interactive (Cloud API, messages)."""

from collections.abc import Mapping
from typing import Any

from whatsapp.simulator import graph_fields as field
from whatsapp.simulator.graph_problem import bad_request, invalid, missing

Content = Mapping[str, Any]

TEXT_MOST = 4096
CAPTION_MOST = 1024


def text(content: Content) -> None:
    """Text: 1 to 4096; longer is told with code 100."""
    field.only(content, {"body", "preview_url"}, "text")
    body = content.get("body")
    if body is None:
        raise missing("text.body")
    if not isinstance(body, str) or not body.strip():
        raise invalid("Parameter 'text.body' must be a string that is not blank.")
    if len(body) > TEXT_MOST:
        raise bad_request(f"Param text['body'] must be at most {TEXT_MOST} characters long.")
    field.flag(content, "preview_url", "text.preview_url")


def image(content: Content) -> None:
    _captioned(content, "image", set())


def video(content: Content) -> None:
    _captioned(content, "video", set())


def document(content: Content) -> None:
    _captioned(content, "document", {"filename"})


def audio(content: Content) -> None:
    """Audio: no caption; `voice` marks a voice note."""
    media(content, "audio", {"voice"})
    field.flag(content, "voice", "audio.voice")


def sticker(content: Content) -> None:
    media(content, "sticker", set())


def media(content: Content, path: str, also: set[str]) -> None:
    """Media: exactly one of an uploaded `id` and a public `link`."""
    field.only(content, {"id", "link"} | also, path)
    if ("id" in content) == ("link" in content):
        raise bad_request(f"Param '{path}' must have exactly one of 'id' and 'link'.")
    if "link" in content:
        field.web_address(content, "link", f"{path}.link")
    else:
        field.text(content, "id", f"{path}.id", most=256)


def location(content: Content) -> None:
    field.only(content, {"latitude", "longitude", "name", "address"}, "location")
    _degrees(content, "latitude", 90)
    _degrees(content, "longitude", 180)
    for key in ("name", "address"):
        field.optional_text(content, key, f"location.{key}", most=1000)


def contacts(content: Any) -> None:
    """Contacts: a list of cards, each with a formatted name."""
    for path, card in field.objects({"contacts": content}, "contacts", "contacts", most=257):
        name = field.mapping(card, "name", f"{path}.name")
        field.text(name, "formatted_name", f"{path}.name.formatted_name", most=1000)


def reaction(content: Content) -> None:
    """Reaction: an empty emoji takes it back."""
    field.only(content, {"message_id", "emoji"}, "reaction")
    field.text(content, "message_id", "reaction.message_id", most=512)
    if "emoji" not in content:
        raise missing("reaction.emoji")
    field.optional_text(content, "emoji", "reaction.emoji", most=32)


def template(content: Content) -> None:
    field.only(content, {"name", "namespace", "language", "components"}, "template")
    field.text(content, "name", "template.name", most=512)
    language = field.mapping(content, "language", "template.language")
    field.text(language, "code", "template.language.code", most=20)
    if content.get("components"):
        for path, part in field.objects(content, "components", "template.components", most=50):
            field.text(part, "type", f"{path}.type", most=50)


def _captioned(content: Content, path: str, also: set[str]) -> None:
    media(content, path, {"caption"} | also)
    if len(field.optional_text(content, "caption", f"{path}.caption", most=10**6)) > CAPTION_MOST:
        raise bad_request(
            f"Param {path}['caption'] must be at most {CAPTION_MOST} characters long."
        )


def _degrees(content: Content, key: str, most: int) -> None:
    value = content.get(key)
    if value is None:
        raise missing(f"location.{key}")
    try:
        valid = not isinstance(value, bool) and abs(float(value)) <= most
    except (TypeError, ValueError):
        valid = False
    if not valid:
        raise invalid(f"Parameter 'location.{key}' is not between -{most} and {most}.")

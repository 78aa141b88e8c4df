"""What Meta tells about templates: their status, quality, category and parts.

Source: Cloud API, webhooks `message_template_status_update`, `message_template_quality_update`,
`template_category_update` and `message_template_components_update`.
"""

from collections.abc import Mapping
from typing import Any

from conversations.notices.notice import Notice
from whatsapp.inbound import mapping, text_of
from whatsapp.message_templates import news
from whatsapp.message_templates.asking import ask_again
from whatsapp.message_templates.needs import Template, kind_of
from whatsapp.message_templates.news import Named
from whatsapp.models import MessageTemplate, WabaAccount

Status = MessageTemplate.Status

# Events that are not a status of their own; whatever is not APPROVED in the end is not sent.
STATUSES = {"REINSTATED": Status.APROBADA, "DELETED": Status.BORRADA}
# It may still be sent: its quality is falling, or nobody may edit it for a while.
WARNINGS = ("FLAGGED", "LOCKED")
NO_REASON = "NONE"


def judged(notice: Notice) -> None:
    """Keep whether a template may be sent, and why not."""
    event = text_of(notice.value.get("event")).upper()
    if event and event not in WARNINGS:
        status = STATUSES.get(event, event)[:30]
        _keep(notice, "status", status=status, rejected_reason=_reason(notice.value))


def rated(notice: Notice) -> None:
    """Keep how people take to a template: GREEN, YELLOW, RED or UNKNOWN."""
    if quality := text_of(notice.value.get("new_quality_score")).upper():
        _keep(notice, "quality", quality=quality[:20])


def recategorised(notice: Notice) -> None:
    """Keep the category Meta has moved a template to; a warning of one to come has no such."""
    if category := text_of(notice.value.get("new_category")).upper():
        _keep(notice, "category", category=category[:30])


def recomposed(notice: Notice) -> None:
    """Keep the new words of a template; what the notice does not tell (a file) stays."""
    named = _named(notice)
    known = news.meant(named).first() if named else None
    if known and known.components and text_of(notice.value.get("message_template_element")):
        template = Template(known.name, known.language, known.components)
        _keep(notice, "components", components=_components(template, notice.value))


def _keep(notice: Notice, kind: str, **facts: Any) -> None:
    """Keep facts of a template; the parts of one never heard of are asked for."""
    if named := _named(notice):
        news.keep(named, kind, facts, at=notice.at)
        if news.meant(named).filter(components_at__isnull=True).exists():
            ask_again(WabaAccount.objects.filter(waba_id=named.waba_id))


def _named(notice: Notice) -> Named | None:
    value = notice.value
    name = text_of(value.get("message_template_name"))
    language = text_of(value.get("message_template_language"))
    if not (notice.waba_id and 0 < len(name) <= 512 and 0 < len(language) <= 20):
        return None
    number = value.get("message_template_id")
    return Named(notice.waba_id, name, language, str(number)[:40] if number else "")


def _reason(value: Mapping[str, Any]) -> str:
    told = text_of(mapping(value.get("rejection_info")).get("reason"))
    reason = told or text_of(value.get("reason"))
    return "" if reason == NO_REASON else reason[:500]


def _components(template: Template, value: Mapping[str, Any]) -> list[dict[str, Any]]:
    texts = {
        "HEADER": text_of(value.get("message_template_title")),
        "BODY": text_of(value.get("message_template_element")),
        "FOOTER": text_of(value.get("message_template_footer")),
    }
    parts = [_header(template, texts["HEADER"])]
    parts += [{"type": kind, "text": texts[kind]} for kind in ("BODY", "FOOTER") if texts[kind]]
    parts += [dict(part) for part in template.parts if kind_of(part) not in (*texts, "BUTTONS")]
    return [part for part in [*parts, _buttons(value)] if part]


def _header(template: Template, title: str) -> dict[str, Any]:
    if title:
        return {"type": "HEADER", "format": "TEXT", "text": title}
    old = template.part("HEADER")
    return {} if text_of(old.get("format")).upper() in ("", "TEXT") else dict(old)


def _buttons(value: Mapping[str, Any]) -> dict[str, Any]:
    listed = value.get("message_template_buttons")
    prefix = "message_template_button_"
    buttons = [
        {name.removeprefix(prefix): told for name, told in mapping(button).items()}
        for button in (listed if isinstance(listed, list) else [])
    ]
    return {"type": "BUTTONS", "buttons": buttons} if buttons else {}

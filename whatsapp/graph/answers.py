"""Reads what Graph answered: accepted, an error of Meta, or nothing one can rely on."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils.translation import gettext as _

from whatsapp.graph.errors import NO_CODE, Verdict, classify
from whatsapp.graph.results import Accepted, Found, Lookup, Refused, SendResult

LONGEST_WAIT = 24 * 3600.0
ERROR_CODE = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer: `body` is parsed JSON, {} unless it was an object."""

    http_status: int
    body: Mapping[str, Any]
    retry_after: float | None
    elapsed_ms: int


def parse_body(raw: bytes) -> Mapping[str, Any]:
    """The JSON object in `raw`; {} if it is anything else."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def parse_retry_after(value: str | None, *, now: datetime | None = None) -> float | None:
    """Seconds to wait, at most a day, from a Retry-After header: seconds or a date (RFC 9110)."""
    if not value:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return min(float(value), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    wait = (
        moment.replace(tzinfo=moment.tzinfo or UTC) - (now or datetime.now(UTC))
    ).total_seconds()
    return min(max(wait, 0.0), LONGEST_WAIT)


def of_message(answer: Answer) -> SendResult:
    """A send is accepted only if Meta gave the message an id (Cloud API, sending messages)."""
    wamid = _text(_first(answer.body, "messages").get("id"))
    if not (_succeeded(answer) and wamid):
        return refusal(answer)
    contact = _first(answer.body, "contacts")
    return Accepted(
        wamid=wamid,
        wa_id=_text(contact.get("wa_id")),
        elapsed_ms=answer.elapsed_ms,
        user_id=_text(contact.get("user_id")),
    )


def of_read_mark(answer: Answer, *, wamid: str) -> SendResult:
    """A read mark is accepted with `{"success": true}`; it has no id of its own."""
    if not (_succeeded(answer) and answer.body.get("success") is True):
        return refusal(answer)
    return Accepted(wamid=wamid, wa_id="", elapsed_ms=answer.elapsed_ms)


def of_node(answer: Answer) -> Lookup:
    """A look-up is found if it came with a whole JSON object."""
    if not (_succeeded(answer) and answer.body):
        return refusal(answer)
    return Found(body=answer.body)


def refusal(answer: Answer) -> Refused:
    """By Meta's error code; without one, by the HTTP status."""
    error = _object(answer.body.get("error"))
    code = _code(error.get("code"))
    meaning = classify(code, http_status=answer.http_status)
    return Refused(
        verdict=meaning.verdict,
        code=code,
        title=meaning.explanation,
        detail=_detail(error),
        http_status=answer.http_status,
        elapsed_ms=answer.elapsed_ms,
        retry_after=answer.retry_after,
    )


def no_answer(*, request_left: bool, detail: str, elapsed_ms: int) -> Refused:
    """The network failed: without harm if no byte of the request had left yet."""
    if request_left:
        verdict, title = Verdict.UNKNOWN, _("Meta no respondió: el mensaje puede haber salido.")
    else:
        verdict, title = Verdict.RETRY, _("No hubo conexión con Meta: el mensaje no salió.")
    return _unanswered(verdict, title=title, detail=detail, elapsed_ms=elapsed_ms)


def bad_token() -> str:
    """Say that no header could carry the token."""
    return _("El token de acceso está vacío o mal escrito.")


def not_sent(title: str) -> Refused:
    """The account is not fit to send, so nothing was tried."""
    return _unanswered(Verdict.STOP_ACCOUNT, title=title, detail="", elapsed_ms=0)


def _unanswered(verdict: Verdict, *, title: str, detail: str, elapsed_ms: int) -> Refused:
    return Refused(
        verdict=verdict,
        code=NO_CODE,
        title=title,
        detail=detail,
        http_status=0,
        elapsed_ms=elapsed_ms,
        retry_after=None,
    )


def _succeeded(answer: Answer) -> bool:
    return 200 <= answer.http_status < 300 and not answer.body.get("error")


def _detail(error: Mapping[str, Any]) -> str:
    details = _text(_object(error.get("error_data")).get("details"))
    parts = [part for part in (_text(error.get("message")), details) if part]
    return ": ".join(parts)


def _code(value: object) -> int:
    return int(str(value)) if ERROR_CODE.fullmatch(str(value)) else NO_CODE


def _text(value: object) -> str:
    """A string as any database can keep it: PostgreSQL takes no NUL, UTF-8 no half a pair."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode(errors="replace").decode()


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _first(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    listed = body.get(name)
    return _object(listed[0]) if isinstance(listed, list) and listed else {}

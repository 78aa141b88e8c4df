"""What became of one call to Graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from whatsapp.graph.errors import Verdict


@dataclass(frozen=True, slots=True)
class Accepted:
    """Meta took the message: accepted, not yet delivered.

    `wamid` is Meta's id of it, `wa_id` the recipient as WhatsApp knows it and
    `user_id` their id for this business ("" for what is hidden).
    """

    wamid: str
    wa_id: str
    elapsed_ms: int
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not confirmed; `verdict` says what may be done.

    `code` is Meta's, or NO_CODE; `title` is Spanish, for operators; `detail` is Meta's wording
    or the network's, without secrets; `http_status` is 0 when no answer came; `retry_after` is
    the wait Meta asked for, in seconds.
    """

    verdict: Verdict
    code: int
    title: str
    detail: str
    http_status: int
    elapsed_ms: int
    retry_after: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """What Meta answered to a look-up: a JSON object that nobody has checked yet."""

    body: Mapping[str, Any]


SendResult = Accepted | Refused
Lookup = Found | Refused

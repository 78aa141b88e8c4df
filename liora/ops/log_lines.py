"""How log records are written: one line each, whatever is in them, and no secret in any.

Outside development a line is a JSON object: the event, its level, the moment, and what is bound
to the request in hand. In development it is plain text.
"""

import copy
import logging
import math
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from liora.ops.redaction import HIDDEN, SHORTEST_PHONE, for_the_log, smells_of_secret

DEEPEST = 6
SHORTEST_PHONE_AS_NUMBER = 10 ** (SHORTEST_PHONE - 1)
CONTROL = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(0x80, 0xA0), 0x2028, 0x2029)}


def cleaned(value: Any, depth: int = 0) -> Any:
    """Return a value without secrets and without anything that could begin a line of its own."""
    if isinstance(value, str):
        return for_the_log(value).translate(CONTROL)
    if depth > DEEPEST:
        return HIDDEN
    if isinstance(value, Mapping):
        return {
            cleaned(str(name)): HIDDEN if smells_of_secret(str(name)) else cleaned(inner, depth + 1)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [cleaned(inner, depth + 1) for inner in value]
    return value if _is_harmless(value) else cleaned(str(value))


def _is_harmless(value: Any) -> bool:
    """Tell whether a value may stay a JSON number: finite, and too short to be a phone."""
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or (isinstance(value, int) and abs(value) < SHORTEST_PHONE_AS_NUMBER)


def clean(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Redact a whole record (a structlog processor)."""
    record = {key: value for key, value in event.items() if not key.startswith("_")}
    return dict(cleaned(record))


def plain(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """Write a record for a developer's terminal."""
    told = [
        event.pop("timestamp", ""),
        str(event.pop("level", "")).upper(),
        event.pop("logger", ""),
    ]
    event_name = event.pop("event", "")
    # For a person to read: a traceback gets its lines back, whose contents are cleaned already.
    # Set in, so that none of them, whatever an error says, can pass for a record.
    trace = str(event.pop("exception", "")).replace("\\x0a", "\n    ")
    facts = [f"{name}={value}" for name, value in event.items()]
    line = " ".join(str(part) for part in (*told, event_name, *facts) if part)
    return f"{line}\n    {trace}" if trace else line


BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# Tracebacks without the values of local variables, among which are passwords and tokens.
TRACEBACK = structlog.processors.ExceptionRenderer()


class OneRecord(structlog.stdlib.ProcessorFormatter):
    """Writes a record whose arguments do not fit its text too.

    The standard library would print both to the error output, unredacted and on several lines.
    """

    def format(self, record: logging.LogRecord) -> str:
        try:
            record.getMessage()
        except (TypeError, ValueError, LookupError):
            record = copy.copy(record)
            record.msg, record.args = "log.malformed template=%s", (str(record.msg),)
        return super().format(record)


class JsonLines(OneRecord):
    def __init__(self) -> None:
        super().__init__(
            foreign_pre_chain=BEFORE,
            processors=[
                TRACEBACK,
                clean,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )


class PlainLines(OneRecord):
    def __init__(self) -> None:
        super().__init__(foreign_pre_chain=BEFORE, processors=[TRACEBACK, clean, plain])

"""The ids our own buttons and rows carry: "skill:action:args", within the 200 Meta allows."""

from dataclasses import dataclass

ROOM = 200
LONGEST_OFFSET = 6


@dataclass(frozen=True, slots=True)
class ReplyId:
    skill: str
    action: str
    args: str = ""


def reply_id(skill: str, action: str, args: str = "") -> str:
    """Return the id of a choice. Raises ValueError if it does not fit."""
    written = f"{skill}:{action}:{args}"
    if len(written) > ROOM:
        raise ValueError(f"The reply id of {skill}:{action} has {len(written)} characters")
    return written


def read_reply_id(written: str) -> ReplyId | None:
    """Read an id we may have written; None if it cannot be one of ours."""
    parts = written.split(":", 2)
    return ReplyId(*parts) if len(parts) == 3 and all(parts[:2]) else None


def offset_in(args: str) -> int:
    """Return the offset that an id carries; 0 if it carries none."""
    return int(args) if args.isdecimal() and len(args) <= LONGEST_OFFSET else 0

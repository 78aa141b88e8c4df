"""Telling another program from a person, by the last turns of a conversation.

A conversation remembers its last typed messages that were answered, each as
[second, said, replied…]: Unix seconds by Meta's clock, and checksums of the texts. Buttons are
not counted: programs do not press them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zlib import crc32

from django.conf import settings

from whatsapp.graph.messages import Message
from whatsapp.inbound import InboundMessage

WITHIN_S = 60
SAME, SAME_WITHIN_S = 5, 120
# A short text may be anybody's; one this long, word by word ours, twice running, is a mirror.
ECHO_FROM = 12
REPLIES_KEPT = 3

Recent = Sequence[Sequence[int]]


def looping(recent: Recent, message: InboundMessage, received_at: datetime) -> bool:
    """Tell whether one more answer would go on with a loop."""
    if not recent or not _counts(message):
        return False
    second, said = _second(message, received_at), _sum(message.text)
    return (
        _too_many(recent, second)
        or _repeats(recent, said, second)
        or (len(message.text) >= ECHO_FROM and _echoes(recent, said))
    )


def remembered(
    recent: Recent, message: InboundMessage, received_at: datetime, replies: Iterable[Message]
) -> Recent:
    """Return what to remember after a message; one that was not typed, or not answered, is not."""
    bodies = [body for reply in replies if (body := getattr(reply, "body", ""))]
    if not bodies or not _counts(message):
        return recent
    said = (_sum(text) for text in (message.text, *bodies[:REPLIES_KEPT]))
    turn = [_second(message, received_at), *said]
    return [*recent, turn][-max(settings.LOOP_TURNS, SAME) :]


def _counts(message: InboundMessage) -> bool:
    return bool(settings.LOOP_TURNS and message.kind == "text" and message.text)


def _second(message: InboundMessage, received_at: datetime) -> int:
    return int((message.sent_at or received_at).timestamp())


def _too_many(recent: Recent, second: int) -> bool:
    last = recent[-settings.LOOP_TURNS :]
    return len(last) == settings.LOOP_TURNS and second - last[0][0] <= WITHIN_S


def _repeats(recent: Recent, said: int, second: int) -> bool:
    last = recent[-SAME:]
    same = {tuple(turn[1:]) for turn in last}
    return (
        len(last) == SAME
        and len(same) == 1
        and last[0][1] == said
        and second - last[0][0] <= SAME_WITHIN_S
    )


def _echoes(recent: Recent, said: int) -> bool:
    """Tell whether this message and the one before it both repeat what we had said."""
    ours = {one for turn in recent for one in turn[2:]}
    before = {one for turn in recent[:-1] for one in turn[2:]}
    return bool(recent) and said in ours and recent[-1][1] in before


def _sum(text: str) -> int:
    return crc32(" ".join(text.split()).casefold().encode("utf-8", "replace"))

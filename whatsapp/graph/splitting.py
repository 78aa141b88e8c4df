"""A long text in pieces Meta accepts, each ended where a reader would pause."""

import re
from collections.abc import Iterator

from whatsapp.graph.cutting import safe_cut
from whatsapp.graph.kinds import Text
from whatsapp.graph.limits import TEXT_BODY

# Best pause first; group 1 is what stays with the earlier piece.
PAUSES = (
    re.compile(r"()\n\s*\n"),
    re.compile(r"()\n"),
    re.compile(r"([.!?…][\"'»”’)\]]*)\s"),
)
SPACE = re.compile(r"()\s")
# A pause so early would spend a whole message (each one is charged) on a few words.
FULL_ENOUGH = TEXT_BODY // 4


def split(text: Text) -> tuple[Text, ...]:
    """Pieces of at most 4096 code points, in order, `preview_url` kept on each.

    Cut at a paragraph, else a line, else a sentence, else a word; a longer word is cut between
    visible characters. Spaces at a cut are dropped. Source: Cloud API, text messages.
    """
    if len(text.body) <= TEXT_BODY:
        return (text,)
    return tuple(Text(piece, preview_url=text.preview_url) for piece in _pieces(text.body.strip()))


def _pieces(rest: str) -> Iterator[str]:
    while len(rest) > TEXT_BODY:
        cut = _best_cut(rest)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    yield rest


def _best_cut(text: str) -> int:
    for pause in PAUSES:
        if (cut := _last_pause(text, pause)) >= FULL_ENOUGH:
            return cut
    return _last_pause(text, SPACE) or safe_cut(text, TEXT_BODY)


def _last_pause(text: str, pause: re.Pattern[str]) -> int:
    # Two more than a piece: the blank that follows a full piece is still to be seen.
    ends = (match.end(1) for match in pause.finditer(text, 0, TEXT_BODY + 2))
    return max((end for end in ends if end <= TEXT_BODY), default=0)

"""Taking the courtesies off a line: what is left is what the person wants."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from skills.lexicon import CLOSINGS, FILLERS, GREETINGS, NOT_AFTER_GREETING, OPENERS, THANKS
from skills.spelling import meant


class Courtesy(Enum):
    FILLER = auto()
    OPENER = auto()
    GREETING = auto()
    CLOSING = auto()
    THANKS = auto()


@dataclass(frozen=True, slots=True)
class Courtesies:
    """Which words carry meaning, by position, and which courtesies stood around them."""

    kept: tuple[int, ...]
    found: frozenset[Courtesy]


def set_aside(words: Sequence[str]) -> Courtesies:
    """Tell the words that carry meaning from greetings, thanks and fillers."""
    kept: list[int] = []
    found: set[Courtesy] = set()
    position = 0
    while position < len(words):
        kind, length = _courtesy_at(words, position, opening=not kept)
        if kind:
            found.add(kind)
        else:
            kept.append(position)
        position += length
    return Courtesies(tuple(kept), frozenset(found))


def _courtesy_at(
    words: Sequence[str], position: int, *, opening: bool
) -> tuple[Courtesy | None, int]:
    for phrase, kind in PHRASES.get(words[position], ()):
        end = position + len(phrase)
        if tuple(words[position:end]) == phrase and _fits(
            kind, words[end : end + 1], opening=opening
        ):
            return kind, len(phrase)
    return None, 1


def _fits(kind: Courtesy, following: Sequence[str], *, opening: bool) -> bool:
    if kind is Courtesy.GREETING:
        return opening and not NOT_AFTER_GREETING.issuperset(following or ("",))
    if kind is Courtesy.CLOSING:
        return opening or not following
    return opening or kind is not Courtesy.OPENER


def _phrases() -> dict[str, list[tuple[tuple[str, ...], Courtesy]]]:
    """Index every courtesy by its first word, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Courtesy]]] = {}
    for text, kind in (
        (GREETINGS, Courtesy.GREETING),
        (FILLERS, Courtesy.FILLER),
        (OPENERS, Courtesy.OPENER),
        (THANKS, Courtesy.THANKS),
        (CLOSINGS, Courtesy.CLOSING),
    ):
        for line in text.strip().replace("\n", "|").split("|"):
            phrase = tuple(meant(word) for word in line.split())
            index.setdefault(phrase[0], []).append((phrase, kind))
    for phrases in index.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return index


PHRASES = _phrases()

"""What people type, brought to one form: runs on every message, so it is pure and quick."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog.words import plain_words
from skills.courtesy import Courtesy, set_aside
from skills.spelling import meant

# Nobody needs more to say what they want; a text of 65,000 characters costs no more than this.
READ_AT_MOST = 600
WAVE = "👋"

# A word or a number; or, in no group, what ends a clause.
TOKEN = re.compile(r"([0-9]+(?:[.,][0-9]+)*|[^\W_]+)|[,.;:!?()\n]")
COMMAND = re.compile(r"\s*/\s*([^\W\d_]+)[\s!.]*")
NO_CLAUSES: frozenset[int] = frozenset()
ONLY_QUESTION_MARKS = re.compile(r"[\s?¿!¡]*[?¿][\s?¿!¡]*")
INVISIBLE: Mapping[int, str] = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)], ""
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message, read: `words` in canonical form beside what was `said`, courtesies aside."""

    typed: str
    words: tuple[str, ...]
    said: tuple[str, ...]
    text: str
    """The words joined by blanks: what the rules look at."""
    clauses: frozenset[int]
    """Positions of the words that open a new clause."""
    courtesies: frozenset[Courtesy]
    command: str = ""
    """What follows the slash, unaccented and in lower case; "?" for a lone question mark."""

    def phrase(self, start: int, end: int) -> str:
        """Return the words from `start` up to `end` as they were typed."""
        return " ".join(self.said[start:end])

    def position(self, char: int) -> int:
        """Return which word `text` is at, at that character."""
        return self.text.count(" ", 0, char)


def read(typed: str) -> Line:
    """Read what someone typed. Never raises; only the beginning of a long text counts."""
    text = unicodedata.normalize("NFKC", typed[:READ_AT_MOST].translate(INVISIBLE)).lower()
    words, said, openings = _tokens(text)
    courtesies = set_aside(words)
    kept = courtesies.kept
    found = courtesies.found
    if not words and WAVE in typed[:READ_AT_MOST]:
        found = frozenset({Courtesy.GREETING})
    meaning = tuple([words[i] for i in kept])
    return Line(
        typed=text,
        words=meaning,
        said=tuple([said[i] for i in kept]),
        text=" ".join(meaning),
        clauses=frozenset(_clauses(kept, openings)) if any(openings) else NO_CLAUSES,
        courtesies=found,
        command=_command(text),
    )


def _tokens(text: str) -> tuple[list[str], list[str], list[bool]]:
    """Return the canonical words, as typed, and whether each one opens a clause."""
    words: list[str] = []
    said: list[str] = []
    openings: list[bool] = []
    opens = False
    for token in TOKEN.findall(text):
        if word := token and canonical(token):
            words.append(word)
            said.append(token)
            openings.append(opens)
        opens = not token
    return words, said, openings


def _clauses(kept: tuple[int, ...], openings: list[bool]) -> Iterator[int]:
    """Number the kept words that open a clause, themselves or by a courtesy just before."""
    before = -1
    for number, position in enumerate(kept):
        if any(openings[before + 1 : position + 1]):
            yield number
        before = position


@lru_cache(8192)
def canonical(word: str) -> str:
    """Return the one form of a word: accents off, spelt out, corrected, as its lemma."""
    if word[0].isdigit():
        return word.replace(",", ".")
    return meant(plain_words(word).replace(" ", ""))


def _command(text: str) -> str:
    if found := COMMAND.fullmatch(text):
        return plain_words(found[1])
    return "?" if ONLY_QUESTION_MARKS.fullmatch(text) else ""

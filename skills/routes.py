"""A route says which skill answers, what is asked of it and why; a rule finds one in a line."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.wording import Line


@dataclass(frozen=True, slots=True)
class Route:
    """Where a message goes.

    `slot` is what it asks about, as typed ("mochila negra"); `args` what one of our own buttons
    carried after "skill:action:"; `reason` is Spanish, one line, for the trace.
    """

    skill: str
    intent: str
    reason: str
    slot: str = ""
    args: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The words of a line from `start` up to `end`."""

    start: int
    end: int


# Returns the slot as typed, or None when what the pattern caught is not what the rule means.
SlotReader = Callable[[Line, Span], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A manner of asking for an intent; the heavier of two that match wins.

    The pattern runs over `Line.text`, and only if the line holds one of the `cues`, when there
    are any. Its group `what` is handed to `slot`; without that group `slot` reads the whole line.
    """

    intent: str
    weight: int
    pattern: re.Pattern[str]
    cues: frozenset[str] = frozenset()
    slot: SlotReader | None = None

    def match(self, line: Line, *, skill: str) -> Route | None:
        if self.cues and self.cues.isdisjoint(line.words):
            return None
        found = self.pattern.search(line.text)
        if found is None:
            return None
        slot = self.slot(line, what_span(line, found)) if self.slot else ""
        return None if slot is None else Route(skill, self.intent, why(line, found), slot)


def rules(
    intent: str, weight: int, *patterns: str, cues: str = "", slot: SlotReader | None = None
) -> tuple[Rule, ...]:
    """Build the rules of one intent; `cues` are words parted by blanks."""
    return tuple(
        Rule(intent, weight, re.compile(pattern), frozenset(cues.split()), slot)
        for pattern in _joined(patterns)
    )


def _joined(patterns: tuple[str, ...]) -> list[str]:
    """Join the patterns without a group: one search is quicker than many."""
    plain = [pattern for pattern in patterns if "(?P<" not in pattern]
    grouped = [pattern for pattern in patterns if "(?P<" in pattern]
    return [*(["|".join(plain)] if plain else []), *grouped]


def what_span(line: Line, found: re.Match[str]) -> Span:
    """Return the words of the group `what`: none if it took no part, all if there is no group."""
    if "what" not in found.re.groupindex:
        return Span(0, len(line.words))
    if not found["what"]:
        return Span(0, 0)
    return Span(line.position(found.start("what")), line.position(found.end("what")) + 1)


def why(line: Line, found: re.Match[str]) -> str:
    """Name the typed words that decided, without what they ask about."""
    start, end = line.position(found.start()), line.position(found.end()) + 1
    words = list(line.said[start:end])
    if found.groupdict().get("what"):
        what = what_span(line, found)
        words = [*line.said[start : what.start], *line.said[what.end : end]]
    if not words:
        return _("forma de la frase")
    return ngettext("palabra «%s»", "palabras «%s»", len(words)) % " ".join(words)

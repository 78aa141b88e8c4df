"""Reading a misspelt word as the one meant, when that word matters for understanding."""

import re
from functools import cache

from catalog.sounds import sound
from skills.lexicon import (
    CLOSINGS,
    FILLERS,
    GREETINGS,
    LEMMAS,
    NOT_MISSPELT,
    OPENERS,
    SHORTHAND,
    THANKS,
    WORTH_CORRECTING,
)

LONG_ENOUGH_FOR_ANY_SLIP = 6
LONG_ENOUGH_TO_GUESS = 4

MEANT = frozenset(WORTH_CORRECTING.split())
LEMMA_OF = {form: lemma for lemma, forms in LEMMAS.items() for form in forms.split()}
COURTEOUS = frozenset(
    " ".join((GREETINGS, OPENERS, FILLERS, THANKS, CLOSINGS)).replace("|", " ").split()
)
SPELT_OUT = {short: word for word, shorts in SHORTHAND.items() for short in shorts.split()}

STRETCHED_R = re.compile(r"(?<=[aeiou])r{3,}(?=[aeiou])")
# "x" is left alone: people ask for size XXL.
STRETCHED = re.compile(r"([a-wyz])\1{2,}")
DOUBLED_END = re.compile(r"([aeiou])\1$")
# "ll" and "rr" are letters of their own: "olla" is no "hola".
DOUBLED = re.compile(r"([a-km-qs-z])\1")
LAUGHTER = re.compile(r"a?(?:j+a+){2,}j*|(?:[jh]+e+){2,}|(?:j+i+){2,}|(?:h+a+){2,}h*|x+d+|lo+l")


def meant(word: str) -> str:
    """Return the word `word` stands for: spelt out, not stretched, corrected, as its lemma."""
    word = _known(word) or _known(squeezed(word)) or _guessed(squeezed(word))
    return LEMMA_OF.get(word, word)


def squeezed(word: str) -> str:
    """Take the stretching out of a word: "holaaaa" is "hola", "perrrro" is "perro"."""
    word = STRETCHED.sub(r"\1", STRETCHED_R.sub("rr", word))
    return DOUBLED_END.sub(r"\1", word)


def _known(word: str) -> str:
    if word in SPELT_OUT:
        return SPELT_OUT[word]
    if LAUGHTER.fullmatch(word):
        return "jaja"
    return (
        word if any(word in words for words in (LEMMA_OF, MEANT, COURTEOUS, NOT_MISSPELT)) else ""
    )


def _guessed(word: str) -> str:
    if len(word) < LONG_ENOUGH_TO_GUESS or word.isdigit():
        return word
    return (
        _known(DOUBLED.sub(r"\1", word)) or SPOKEN.get(sound(word)) or _one_slip_away(word) or word
    )


def _one_slip_away(word: str) -> str:
    candidates = {meant_word for key in _keys(word) for meant_word in SLIPS.get(key, ())}
    return min((c for c in candidates if _is_slip(word, c)), default="")


def _is_slip(typed: str, target: str) -> bool:
    """Whether `typed` is `target` with one letter missing, swapped, added or mistaken."""
    if sorted(typed) == sorted(target):
        return _swapped(typed, target)
    if len(target) >= LONG_ENOUGH_FOR_ANY_SLIP:
        return _one_edit(typed, target)
    return len(target) == LONG_ENOUGH_FOR_ANY_SLIP - 1 and typed in _without_a_letter(target)


def _swapped(typed: str, target: str) -> bool:
    differing = [i for i, (a, b) in enumerate(zip(typed, target, strict=True)) if a != b]
    return len(differing) == 2 and differing[1] - differing[0] == 1


def _one_edit(typed: str, target: str) -> bool:
    if len(typed) == len(target):
        return sum(a != b for a, b in zip(typed, target, strict=True)) == 1
    return typed in _without_a_letter(target) or target in _without_a_letter(typed)


@cache
def _without_a_letter(word: str) -> frozenset[str]:
    return frozenset(word[:i] + word[i + 1 :] for i in range(len(word)))


def _keys(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _slips() -> dict[str, tuple[str, ...]]:
    """Index the words worth correcting by what is left of them after losing a letter."""
    index: dict[str, tuple[str, ...]] = {}
    for word in sorted(MEANT):
        for key in _keys(word):
            index[key] = (*index.get(key, ()), word)
    return index


SLIPS = _slips()
SPOKEN = {sound(word): word for word in sorted(MEANT, reverse=True)}

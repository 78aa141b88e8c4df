"""Finding a material by any of the names people give it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from catalog.words import plain_words
from skills.reciclaje.material import Material
from skills.reciclaje.materials import MATERIALS
from skills.routes import Span
from skills.wording import Line
from skills.wordset import word_set

ARTICLES = word_set(
    """
    el la los las lo un una unos unas del al mi mis tu tus su sus este esta estos estas ese esa
    esos esas de a en con por para algun alguna algunos algunas ya que
    """
)
# What follows one of these is no longer the material.
AFTERWARDS = word_set(
    """
    en donde cuando por porque para aca aqui si o no tambien cerca se es son hay
    """
)
NOT_A_MATERIAL = word_set(
    """
    mejor bien mas casa basura cosas todo nada algo aprender como residuos mucho correctamente
    aca aqui facil hoy ayuda AYUDAR QUERER saber quiero puedo hogar oficina escuela planeta cosa
    eso esto plata dinero vida tiempo toalla
    """
)
WORN_OUT = re.compile(r"(?:viej|usad|rot|vencid|quemad|agotad|vaci|gastad|caducad|suci)[oa]s?")
MATERIALS_WIDE = 4
SUGGESTIONS = 4
SOMEWHAT_ALIKE = 0.4
SURELY_ALIKE = 0.65
LONGEST_NAME = 60


def thing(line: Line, span: Span) -> str | None:
    """Read what somebody wants to get rid of, known or not; None if it is no thing at all."""
    start, end = span.start, span.end
    while start < end and line.words[start] in ARTICLES:
        start += 1
    cut = start
    while cut < end and cut not in line.clauses - {start} and line.words[cut] not in AFTERWARDS:
        cut += 1
    while cut > start and line.words[cut - 1] in ARTICLES:
        cut -= 1
    if cut == start or NOT_A_MATERIAL.issuperset(line.words[start:cut]):
        return None
    return line.phrase(start, cut)


def named_in(line: Line, span: Span) -> str | None:
    """Read a known material anywhere in the words, as typed; None if none is named."""
    words = zip(line.words[span.start : span.end], line.said[span.start : span.end], strict=True)
    # A lemma stands for many words; the material is the very one typed.
    stems = [stem(word if word.islower() else plain_words(said)) for word, said in words]
    found = _longest_name(stems)
    if found is None:
        return None
    start, end = span.start + found[0], span.start + found[1]
    if end < span.end and WORN_OUT.fullmatch(line.words[end]):
        end += 1
    return line.phrase(start, end)


def material(said: str) -> Material | None:
    """Return the material with that name, or the one named inside it."""
    stems = [stem(word) for word in plain_words(said[:LONGEST_NAME]).split()]
    found = _longest_name(stems)
    return BY_NAME[_bare(stems[slice(*found)])] if found else None


def nearest(said: str) -> tuple[Material, ...]:
    """Return up to four materials whose names look like a word of what was typed."""
    named = [name for _likeness, name in _alike(said, at_least=SOMEWHAT_ALIKE)]
    return tuple(dict.fromkeys(BY_NAME[(name,)] for name in named))[:SUGGESTIONS]


def misspelt(said: str) -> Material | None:
    """Return the material that a single word must be, letters aside; None if it may be another."""
    alike = _alike(said, at_least=SURELY_ALIKE) if len(said.split()) == 1 else []
    return BY_NAME[(alike[0][1],)] if alike else None


def _alike(said: str, *, at_least: float) -> list[tuple[float, str]]:
    """Return how alike each name is to a word of `said`, the most alike first; 1 is equal."""
    found = []
    for word in plain_words(said[:LONGEST_NAME]).split():
        pairs = _pairs(stem(word))
        alike = ((_likeness(pairs, letters), name) for name, letters in LETTERS_OF.items())
        found += [(likeness, name) for likeness, name in alike if likeness >= at_least]
    return sorted(found, reverse=True)


def stem(word: str) -> str:
    """Take the plural off: "pilas" and "pila", "papeles" and "papel" are one name."""
    if len(word) > 4 and word.endswith("es") and word[-3] in "lrndzj":
        return word[:-2]
    if len(word) > 4 and word.endswith("ces"):
        return word[:-3] + "z"
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _longest_name(stems: Sequence[str]) -> tuple[int, int] | None:
    for width in range(min(len(stems), MATERIALS_WIDE + 1), 0, -1):
        for start in range(len(stems) - width + 1):
            end = start + width
            whole = not ARTICLES.intersection((stems[start], stems[end - 1]))
            if whole and _bare(stems[start:end]) in BY_NAME:
                return start, end
    return None


def _bare(stems: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in stems if word not in ARTICLES)


def _pairs(word: str) -> frozenset[str]:
    """Return each two letters that stand together, the ends of the word counting as letters."""
    return frozenset(map("".join, pairwise(f" {word} ")))


def _likeness(some: frozenset[str], others: frozenset[str]) -> float:
    """Return the share of pairs in common (Dice's coefficient)."""
    return 2 * len(some & others) / (len(some) + len(others))


def _names(material: Material) -> Iterator[tuple[str, ...]]:
    for name in material.names:
        yield _bare([stem(word) for word in plain_words(name).split()])


BY_NAME = {name: material for material in MATERIALS for name in _names(material)}
LETTERS_OF = {name[0]: _pairs(name[0]) for name in BY_NAME if len(name) == 1}

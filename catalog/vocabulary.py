"""The words of one version, and what a word that is not among them may have been meant for."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID

from django_scopes import scope
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.models import CatalogItem, CatalogVocabulary
from catalog.sounds import sound
from catalog.stems import QUALITIES, other_gender
from catalog.synonyms import SYNONYMS

LARGEST = 60_000
"""Words kept of a version, the most used; a catalog of a million rows has some ten thousand."""
CACHED_VOCABULARIES = 64
SHORTEST = 3
LONG_ENOUGH_TO_BEGIN = 4
NO_SLIP, ONE_SLIP, TWO_SLIPS = 3, 4, 8
"""Letters from which a word is read by its sound alone, with one slip, or with two."""
LONGEST = 25
SUGGESTED = 8
WORD = re.compile(rf"[a-z]{{{SHORTEST},}}")


@dataclass(frozen=True)
class Vocabulary:
    """`words` are stems, most used first."""

    words: tuple[str, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """How each word sounds, in the same order."""
        # All at once: word by word, fifty thousand words would take half a second.
        return tuple(sound(" ".join(self.words)).split(" ")) if self.words else ()

    @cached_property
    def sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self.words))

    def may_hold(self, word: str) -> bool:
        """Whether some row may hold the word; numbers and the shortest words are not kept here."""
        if WORD.fullmatch(word) is None or len(self.words) == LARGEST:
            return True
        return word in self.known

    def relatives(self, word: str) -> tuple[str, ...]:
        """Return its words that mean the same: the other gender, another country's name."""
        others = dict.fromkeys((other_gender(word), *SYNONYMS.get(word, ())))
        return tuple(other for other in others if other in self.known)

    def completions(self, beginning: str) -> tuple[str, ...]:
        if len(beginning) < LONG_ENOUGH_TO_BEGIN:
            return ()
        return tuple(self._from(beginning))[:SUGGESTED]

    def corrections(self, word: str) -> tuple[str, ...]:
        """Return the word a misspelt one stands for; none for what is right though not sold."""
        allowed = _slips_in(word)
        if allowed is None or word in QUALITIES or word in SYNONYMS:
            return ()
        near = self._near(sound(word), self.sounds, allowed)
        for place, distance in self._near(word, self.words, allowed).items():
            near[place] = min(distance, near.get(place, distance))
        ranked = [(slips, *self._likeness(word, place), place) for place, slips in near.items()]
        return (self.words[min(ranked)[-1]],) if ranked else ()

    def _near(self, word: str, among: Sequence[str], allowed: int) -> dict[int, int]:
        found = process.extract(
            word, among, scorer=OSA.distance, score_cutoff=allowed, limit=SUGGESTED
        )
        return {place: distance for _other, distance, place in found}

    def _from(self, beginning: str) -> Iterator[str]:
        at = bisect_left(self.sorted, beginning)
        while at < len(self.sorted) and self.sorted[at].startswith(beginning):
            yield self.sorted[at]
            at += 1

    def _likeness(self, word: str, place: int) -> tuple[bool, int]:
        """People seldom mistake the first letter."""
        other = self.words[place]
        return sound(word[0]) != sound(other[0]), OSA.distance(word, other)


def counted(texts: Iterable[str]) -> str:
    """Return the distinct words of many items' `words`, most used first, in one text."""
    counts: Counter[str] = Counter()
    for text in texts:
        # Numbers are left out at once: every SKU may have its own.
        counts.update(WORD.findall(text))
    kept = sorted(counts, key=lambda word: (-counts[word], word))
    return " ".join(kept[:LARGEST])


def vocabulary_of(text: str) -> Vocabulary:
    return Vocabulary(tuple(text.split()))


@lru_cache(CACHED_VOCABULARIES)
def vocabulary(cliente_id: UUID, snapshot_id: UUID) -> Vocabulary:
    """Return a version's vocabulary; one that was not indexed is counted, which takes seconds a
    million rows."""
    with scope(cliente=cliente_id):
        kept = CatalogVocabulary.objects.filter(snapshot=snapshot_id).values_list(
            "words", flat=True
        )
        text = kept.first()
        return vocabulary_of(counted(words_of(snapshot_id)) if text is None else text)


def words_of(snapshot_id: UUID) -> Iterator[str]:
    items = CatalogItem.objects.filter(snapshot=snapshot_id)
    return items.values_list("words", flat=True).order_by().iterator(10_000)


def _slips_in(word: str) -> int | None:
    letters = min(len(word), len(sound(word)))
    if letters < NO_SLIP or len(word) > LONGEST or not word.isalpha():
        return None
    return (letters >= ONE_SLIP) + (letters >= TWO_SLIPS)

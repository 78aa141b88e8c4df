"""What is looked for, word by word, each in the forms that will do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.stems import QUALITIES
from catalog.vocabulary import Vocabulary
from catalog.words import stems

IDLE = frozenset(
    stems(
        """
        de la el los las un una unos unas del al a en para por con y o e que mi mis su sus lo
        talle talla color marca tipo tamaño numero nro busco quiero necesito tenes tienen hay algo
        """
    )
)
WORDS_AT_MOST = 6
LONG_ENOUGH_ALONE = 4
LONGEST_CODE = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One word asked for, found in any of its `forms`. `is_code` tells that it was typed in one
    piece of letters and digits, as a SKU is; `begins` that a form may go on: "00" in "001"."""

    typed: str
    forms: tuple[str, ...]
    is_code: bool = False
    begins: bool = False
    is_corrected: bool = False

    @property
    def can_stand_alone(self) -> bool:
        """Whether the word says what is looked for, and not merely how it should be."""
        form = self.forms[0]
        return len(form) >= LONG_ENOUGH_ALONE and form.isalpha() and form not in QUALITIES


def terms_in(words: str) -> tuple[Term, ...]:
    """Read the first words that tell anything; the idle ones too if there are no others."""
    found = [term for typed in words.split() for term in _terms(typed)]
    telling = [term for term in found if term.forms[0] not in IDLE]
    return tuple(telling or found)[:WORDS_AT_MOST]


def mended(terms: Sequence[Term], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Return the terms in every form the version knows; without those it knows in none."""
    found = (_mended(term, vocabulary) for term in terms)
    return tuple(term for term in found if term is not None)


def _terms(typed: str) -> list[Term]:
    pieces = stems(typed)
    # "500g" is a weight.
    is_code = pieces[:1] != [] and pieces[0].isalpha() and any(map(str.isdigit, pieces))
    if len(pieces) == 1:
        return [Term(typed, (pieces[0],))]
    return [Term(piece, (piece,), is_code) for piece in pieces]


def _mended(term: Term, vocabulary: Vocabulary) -> Term | None:
    word = term.forms[0]
    if not word.isalpha():
        return _mended_number(term)
    relatives = vocabulary.relatives(word)
    if word in vocabulary.known:
        return replace(term, forms=(word, *relatives))
    if forms := relatives or vocabulary.completions(word):
        return replace(term, forms=forms)
    if forms := vocabulary.corrections(word):
        return replace(term, forms=forms, is_corrected=True)
    # Short words are in no vocabulary: sizes, units, halves of a SKU.
    return term if len(word) < LONG_ENOUGH_ALONE else None


def _mended_number(term: Term) -> Term:
    """Let "elec 4" be "ELEC-004", and "moch-00" the beginning of "MOCH-001"."""
    number = term.forms[0]
    padded = tuple(number.zfill(width) for width in range(len(number), LONGEST_CODE + 1))
    return replace(term, forms=padded or (number,), begins=term.is_code)

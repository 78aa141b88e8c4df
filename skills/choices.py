"""What was last offered: people answer a menu with a number or with the words they read on it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from catalog.words import plain_words
from conversations.turn import Reply
from skills.memory import Slots
from skills.wording import Line
from whatsapp.graph.messages import Buttons, ListMenu

SLOT = "opciones"
OFFERED_AT_MOST = 10
LONGEST_TITLE = 24

ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "primero primera primer uno 1ro 1ra",
            "segundo segunda dos 2do 2da",
            "tercero tercera tercer tres",
            "cuarto cuarta cuatro",
            "quinto quinta cinco",
            "sexto sexta seis",
            "septimo septima siete",
            "octavo octava ocho",
            "noveno novena nueve",
            "decimo decima diez",
        ),
        start=1,
    )
    for word in words.split()
}
NTH = re.compile(
    r"(?:(?:el|la|lo|los|las|opcion|numero|nro|num|n|item|producto|quiero|QUERER|VER|MOSTRAR|elijo"
    r"|prefiero|ese|esa) )*(\w+)(?: (?:opcion|producto))?"
)


def offered(replies: Iterable[Reply]) -> list[list[str]]:
    """Return [id, title] of every choice in the replies, as the slots keep them."""
    pairs = ([choice.id, choice.title] for reply in replies for choice in _choices(reply))
    return list(islice(pairs, OFFERED_AT_MOST))


def with_offered(slots: Mapping[str, Any], replies: Iterable[Reply]) -> Slots:
    """Return the slots with the choices of the replies; the earlier ones stay if there are none."""
    choices = offered(replies)
    return {**slots, SLOT: choices} if choices else dict(slots)


def chosen_by_title(line: Line, slots: Mapping[str, Any]) -> str:
    """Return the id whose title was typed word by word, or ""."""
    if not line.typed or len(line.typed) > LONGEST_TITLE:
        return ""
    typed = plain_words(line.typed)
    return next((id for id, title in _kept(slots) if typed and plain_words(title) == typed), "")


def chosen_by_number(line: Line, slots: Mapping[str, Any]) -> str:
    """Return the id of the nth choice if the line is a number ("2", "la segunda"), or ""."""
    found = NTH.fullmatch(line.text)
    number = _number(found[1]) if found else 0
    return next((id for id, _ in islice(_kept(slots), number - 1, number)), "") if number else ""


def _number(word: str) -> int:
    if len(word) <= 2 and word.isdecimal():
        return int(word)
    return ORDINALS.get(word, 0)


def _choices(reply: Reply) -> Iterable[Any]:
    if isinstance(reply, Buttons):
        return reply.buttons
    return reply.rows if isinstance(reply, ListMenu) else ()


def _kept(slots: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kept = slots.get(SLOT)
    for pair in kept[:OFFERED_AT_MOST] if isinstance(kept, list) else ():
        if isinstance(pair, list | tuple) and len(pair) == 2 and all(map(_is_text, pair)):
            yield pair[0], pair[1]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""

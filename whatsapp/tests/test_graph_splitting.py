"""A long text goes out in pieces that end where a reader would pause."""

import pytest

from whatsapp.graph.messages import Text, split

FAMILY = "👨\u200d👩\u200d👧"


def bodies(text, **more):
    return [piece.body for piece in split(Text(text, **more))]


def without_spaces(text):
    return "".join(text.split())


def test_it_works():
    first, second = "Hola. " * 500, "Chau. " * 500
    assert bodies(f"{first}\n\n{second}") == [first.strip(), second.strip()]


@pytest.mark.parametrize("text", ["Hola", "a" * 4096, "  con espacios\n"])
def test_a_text_that_fits_is_left_as_it_is(text):
    assert bodies(text) == [text]


def test_one_letter_too_many_makes_two_pieces():
    assert [len(body) for body in bodies("a" * 4097)] == [4096, 1]


def test_it_cuts_at_the_last_paragraph_that_fits():
    paragraph = "Una frase. " * 120
    text = "\n\n".join([paragraph.strip()] * 5)
    assert all(body.startswith("Una") and body.endswith("frase.") for body in bodies(text))
    assert bodies(text)[0].count("\n\n") == 2


def test_it_cuts_at_a_line_when_there_is_no_paragraph():
    lines = [f"{number}. Yerba mate con palo, paquete de kilo" for number in range(300)]
    pieces = bodies("\n".join(lines))
    assert [line for piece in pieces for line in piece.split("\n")] == lines


@pytest.mark.parametrize("end", [".", "!", "?", "…", '."', ".»", "?)"])
def test_it_cuts_at_a_sentence_when_there_is_no_line(end):
    sentence = f"Esta es una frase cualquiera{end}"
    pieces = bodies(" ".join([sentence] * 300))
    assert all(piece.startswith("Esta") and piece.endswith(end) for piece in pieces)
    assert sum(piece.count(sentence) for piece in pieces) == 300


def test_a_decimal_point_ends_no_sentence():
    pieces = bodies("cuesta 3.500 pesos " * 500)
    assert all(not piece.endswith("3.") for piece in pieces)


def test_it_cuts_at_a_word_when_there_is_no_sentence():
    words = ["palabra"] * 1500
    assert [word for piece in bodies(" ".join(words)) for word in piece.split()] == words


def test_a_word_of_ten_thousand_letters_is_cut_anyway():
    assert [len(body) for body in bodies("a" * 10_000)] == [4096, 4096, 1808]


@pytest.mark.parametrize("blank", [" ", "\n", "\n\n"])
def test_a_piece_may_be_full_to_the_last_letter(blank):
    full = (f"palabra{blank}" * 400 + "fin").rjust(4096, "a")
    assert bodies(f"{full}{blank}sigue") == [full, "sigue"]


def test_a_pause_too_early_does_not_waste_a_message():
    greeting, rest = "Hola.", "palabra " * 700
    first = bodies(f"{greeting}\n\n{rest}")[0]
    assert len(first) > 4000


@pytest.mark.parametrize("emoji", ["🧉", "👍🏽", "🇦🇷", "❤\ufe0f", FAMILY, "e\u0301"])
@pytest.mark.parametrize("shift", range(6))
def test_an_emoji_is_never_cut_in_two(emoji, shift):
    text = "a" * shift + emoji * 4096
    for piece in bodies(text):
        assert piece.lstrip("a") == emoji * (len(piece.lstrip("a")) // len(emoji))


def test_a_pile_of_accents_does_not_hold_the_cut_for_ever():
    assert [len(body) for body in bodies("e" + "\u0301" * 5000)] == [4096, 905]


@pytest.mark.parametrize(
    "text",
    [
        " " * 5000 + "a",
        "a" + " " * 5000 + "b",
        "\n" * 9000 + "a" + "\n" * 9000 + "b",
        "¿Sí? " * 3000,
        "http://" + "x" * 9000 + " fin",
        "\n \n".join("x" * n for n in range(150)),
    ],
)
def test_every_piece_fits_and_no_letter_is_lost(text):
    pieces = bodies(text)
    assert all(1 <= len(piece) <= 4096 for piece in pieces)
    assert without_spaces("".join(pieces)) == without_spaces(text)


def test_each_piece_keeps_the_wish_for_a_link_preview():
    assert all(piece.preview_url for piece in split(Text("a" * 9000, preview_url=True)))
    assert not any(piece.preview_url for piece in split(Text("a" * 9000)))

"""`clip` shortens a text for a place with a limit."""

import pytest

from whatsapp.graph.messages import clip

EMOJI = ["🧉", "👍🏽", "🇦🇷", "👨\u200d👩\u200d👧", "🏴\U000e0067\U000e007f"]


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [
        ("Yerba mate", 20, "Yerba mate"),
        ("Yerba mate orgánica!", 20, "Yerba mate orgánica!"),
        ("Yerba mate orgánica suave", 20, "Yerba mate orgánica…"),
        ("Yerba mate orgánica suave", 19, "Yerba mate…"),
        ("Termo, mate y bombilla", 7, "Termo…"),
        ("Otorrinolaringología", 10, "Otorrinol…"),
        ("A otorrinolaringología", 10, "A otorrin…"),
        ("primera\nsegunda", 10, "primera…"),
        ("Yerba", 1, "…"),
        ("Yerba", 0, ""),
        ("", 5, ""),
    ],
)
def test_it_cuts_on_a_word(text, limit, clipped):
    assert clip(text, limit) == clipped


@pytest.mark.parametrize("emoji", EMOJI)
@pytest.mark.parametrize("limit", range(2, 30))
def test_it_never_cuts_an_emoji_in_two(emoji, limit):
    clipped = clip(emoji * 40, limit)
    assert len(clipped) <= limit
    whole = clipped.removesuffix("…")
    assert whole == emoji * (len(whole) // len(emoji))


@pytest.mark.parametrize("limit", range(60))
def test_it_never_passes_the_limit(limit):
    text = "Yerba mate, con palo; suave y orgánica: la mejor de la cosecha 🧉🇦🇷"
    assert len(clip(text, limit)) <= limit

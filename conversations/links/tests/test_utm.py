"""Campaign parameters are added, and nothing else of an address changes."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.links import append_utm
from conversations.links.utm import utm_of
from liora.ops.web_address import problem_with

UTM = {"utm_source": "whatsapp", "utm_term": "MATE 1"}
ADDED = "utm_source=whatsapp&utm_term=MATE%201"
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://t.example", f"https://t.example?{ADDED}"),
        ("https://t.example/p", f"https://t.example/p?{ADDED}"),
        ("https://t.example/p?", f"https://t.example/p?{ADDED}"),
        ("https://t.example/p?a=1&b=2", f"https://t.example/p?a=1&b=2&{ADDED}"),
        ("https://t.example/p?a=1#fotos", f"https://t.example/p?a=1&{ADDED}#fotos"),
        ("https://t.example/#/ruta?x=1", f"https://t.example/?{ADDED}#/ruta?x=1"),
        ("https://t.example/?a=%20b+c%2Bd&e", f"https://t.example/?a=%20b+c%2Bd&e&{ADDED}"),
        ("https://t.example/?utm_source=mail&a=1", f"https://t.example/?a=1&{ADDED}"),
        ("https://t.example/?UTM_Source=mail&utm_id=9", f"https://t.example/?utm_id=9&{ADDED}"),
        ("https://t.example/?utm%5Fsource=mail", f"https://t.example/?{ADDED}"),
        ("https://t.example/?a=1&a=2", f"https://t.example/?a=1&a=2&{ADDED}"),
        ("https://t.example:8443/a%2Fb", f"https://t.example:8443/a%2Fb?{ADDED}"),
        (
            "https://ñandú.com.ar/café?q=é",
            f"https://xn--and-6ma2c.com.ar/caf%C3%A9?q=%C3%A9&{ADDED}",
        ),
    ],
)
def test_the_rest_of_an_address_stays_as_it_is(url: str, expected: str):
    assert append_utm(url, UTM) == expected


def test_what_has_no_value_is_left_out_and_nothing_added_twice():
    once = append_utm("https://t.example/?a=1", {**UTM, "utm_id": ""})
    assert append_utm(once, UTM) == once
    assert append_utm("https://t.example/?a=1", {}) == "https://t.example/?a=1"


@given(value=TEXT, query=TEXT)
def test_any_text_arrives_as_it_was_and_breaks_out_of_nothing(value: str, query: str):
    url = append_utm("https://t.example/p?b=1#x", {"utm_term": value, "utm_content": query})
    parts = urlsplit(url)
    assert (parts.netloc, parts.path, parts.fragment) == ("t.example", "/p", "x")
    expected = {"b": "1", "utm_term": value, "utm_content": query}
    given = {name: text for name, text in expected.items() if text}
    assert dict(parse_qsl(parts.query)) == given
    assert url.isascii()


def test_each_fact_has_its_parameter():
    facts = {"slug": "aurora", "skill": "ecommerce", "sku": "MATE-1", "version": 3}
    utm = utm_of(intent="ecommerce.producto", **facts)
    assert utm == {
        "utm_source": "whatsapp",
        "utm_medium": "chat",
        "utm_campaign": "aurora",
        "utm_content": "ecommerce.producto",
        "utm_term": "MATE-1",
        "utm_id": "v3",
    }
    assert utm_of(intent="pedido", **facts)["utm_content"] == "ecommerce.pedido"


def test_a_product_code_cannot_smuggle_a_line_break():
    utm = utm_of(slug="a", skill="s", intent="i", sku="A\r\nSet-Cookie: b", version=None)
    assert problem_with(append_utm("https://t.example/", utm)) is None

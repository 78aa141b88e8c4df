"""Every limit of the Cloud API, on both of its sides."""

import re

import pytest

from whatsapp.graph.messages import (
    Button,
    Buttons,
    CtaUrl,
    Image,
    ListMenu,
    MessageLimitError,
    Row,
    Section,
    Text,
    content,
)

LINK = "https://tienda.example/yerba"
SI = Button("si", "Sí")


def buttons(**more):
    return Buttons(**{"body": "¿Seguimos?", "buttons": (SI,), **more})


def menu(**more):
    return ListMenu(**{"body": "¿Qué querés ver?", "button": "Ver", "sections": (rows(1),), **more})


def cta(**more):
    return CtaUrl(**{"body": "Yerba", "text": "Comprar", "url": LINK, **more})


def row(**more):
    return Row(**{"id": "1", "title": "Yerba", **more})


def rows(count, *, start=0, title="Infusiones"):
    return Section(title, tuple(row(id=str(start + n)) for n in range(count)))


LENGTHS = [
    ("image.caption", 1024, lambda text: Image(LINK, caption=text)),
    ("buttons.id", 256, lambda text: Button(id=text, title="Sí")),
    ("buttons.title", 20, lambda text: Button(id="si", title=text)),
    ("buttons.body", 1024, lambda text: buttons(body=text)),
    ("buttons.footer", 60, lambda text: buttons(footer=text)),
    ("list.body", 4096, lambda text: menu(body=text)),
    ("list.button", 20, lambda text: menu(button=text)),
    ("list.header", 60, lambda text: menu(header=text)),
    ("list.footer", 60, lambda text: menu(footer=text)),
    ("list.section.title", 24, lambda text: rows(1, title=text)),
    ("list.row.id", 200, lambda text: row(id=text)),
    ("list.row.title", 24, lambda text: row(title=text)),
    ("list.row.description", 72, lambda text: row(description=text)),
    ("cta_url.body", 1024, lambda text: cta(body=text)),
    ("cta_url.text", 20, lambda text: cta(text=text)),
    ("cta_url.footer", 60, lambda text: cta(footer=text)),
    ("text.body", 4096, lambda text: content(Text(text))),
]

REQUIRED = [
    ("text.body", lambda text: Text(text)),
    ("buttons.id", lambda text: Button(id=text, title="Sí")),
    ("buttons.title", lambda text: Button(id="si", title=text)),
    ("buttons.body", lambda text: buttons(body=text)),
    ("list.body", lambda text: menu(body=text)),
    ("list.button", lambda text: menu(button=text)),
    ("list.row.id", lambda text: row(id=text)),
    ("list.row.title", lambda text: row(title=text)),
    ("cta_url.body", lambda text: cta(body=text)),
    ("cta_url.text", lambda text: cta(text=text)),
]

LINKS = [
    ("image.link", lambda link: Image(link)),
    ("buttons.header_image", lambda link: buttons(header_image=link)),
    ("cta_url.url", lambda link: cta(url=link)),
    ("cta_url.header_image", lambda link: cta(header_image=link)),
]


def named(cases):
    return [pytest.param(*case, id=case[0]) for case in cases]


def breaks(field):
    return pytest.raises(MessageLimitError, match=re.escape(f"«{field}»"))


@pytest.mark.parametrize(("field", "limit", "build"), named(LENGTHS))
@pytest.mark.parametrize("letter", ["a", "ñ", "🧉"])
def test_a_length_passes_at_its_limit_and_not_beyond(field, limit, build, letter):
    build(letter * limit)
    with breaks(field) as caught:
        build(letter * (limit + 1))
    assert (caught.value.field, caught.value.limit) == (field, limit)


@pytest.mark.parametrize(("field", "build"), named(REQUIRED))
@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u00a0"])
def test_what_a_person_must_see_cannot_be_blank(field, build, blank):
    with breaks(field) as caught:
        build(blank)
    assert (caught.value.field, caught.value.limit) == (field, None)


@pytest.mark.parametrize(("field", "build"), named(LINKS))
@pytest.mark.parametrize("link", [LINK, "http://127.0.0.1:8000/media/yerba.jpg", "HTTPS://a.ar"])
def test_a_whole_web_address_is_a_link(field, build, link):
    build(link)


@pytest.mark.parametrize(("field", "build"), named(LINKS))
@pytest.mark.parametrize(
    "link",
    [
        *(" ", "/media/yerba.jpg", "tienda.example", "javascript:alert(1)", "ftp://a.ar/b"),
        *("https://", "https:///yerba", f"{LINK} y mate", f"{LINK}\n"),
    ],
)
def test_anything_else_is_no_link(field, build, link):
    with breaks(field):
        build(link)


@pytest.mark.parametrize(("field", "build"), named([LINKS[0], LINKS[2]]))
def test_a_link_that_is_the_point_of_the_message_cannot_be_missing(field, build):
    with breaks(field):
        build("")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_to_three_buttons_pass(count):
    assert buttons(buttons=tuple(Button(str(n), str(n)) for n in range(count)))


@pytest.mark.parametrize("count", [0, 4])
def test_no_button_and_four_buttons_are_refused(count):
    with breaks("buttons") as caught:
        buttons(buttons=tuple(Button(str(n), str(n)) for n in range(count)))
    assert caught.value.limit == 3


def test_two_buttons_cannot_share_a_title():
    with breaks("buttons.title"):
        buttons(buttons=(Button("a", "Sí"), Button("b", "Sí")))


def test_two_buttons_cannot_share_an_id():
    with breaks("buttons.id"):
        buttons(buttons=(Button("a", "Sí"), Button("a", "No")))


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param((rows(10),), id="ten in one section"),
        pytest.param((rows(6), rows(4, start=6)), id="ten in two"),
        pytest.param(tuple(rows(1, start=n) for n in range(10)), id="one in each of ten"),
        pytest.param((rows(10, title=""),), id="a single section without title"),
    ],
)
def test_ten_rows_pass_however_they_are_spread(sections):
    assert len(list(menu(sections=sections).rows)) == 10


@pytest.mark.parametrize(
    ("field", "limit", "build"),
    [
        ("list.rows", 10, lambda: menu(sections=(rows(6), rows(5, start=6)))),
        ("list.rows", 10, lambda: rows(11)),
        ("list.rows", 10, lambda: rows(0)),
        ("list.sections", 10, lambda: menu(sections=())),
        ("list.sections", 10, lambda: menu(sections=tuple(rows(1, start=n) for n in range(11)))),
        ("list.row.id", None, lambda: menu(sections=(rows(2), rows(2, start=1)))),
        ("list.section.title", None, lambda: menu(sections=(rows(1), rows(1, start=1, title="")))),
    ],
)
def test_a_list_beyond_its_limits_is_refused(field, limit, build):
    with breaks(field) as caught:
        build()
    assert caught.value.limit == limit


def test_a_long_text_is_a_value_but_has_no_shape_until_it_is_split():
    text = Text("a" * 4097)
    with breaks("text.body"):
        content(text)


def test_the_error_is_spanish_with_a_stable_code():
    with pytest.raises(ValueError, match="admite hasta 20 caracteres y tiene 26") as caught:
        Button("si", "Quiero ver todo el catálogo"[:26])
    assert caught.value.code == "mensaje_fuera_de_limite"

"""A person is found by their number however it is typed and whichever form WhatsApp shows."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.utils.http import urlencode
from django_scopes import scope, scopes_disabled
from hypothesis import given
from hypothesis import strategies as st

from conversations.models import Contact, ContactIdentity, ConversationLog, ConvoState, Pedido
from conversations.phone import comparable
from conversations.speaker import Speaker, identify
from conversations.tests.look import contacts
from conversations.tests.road import Say
from conversations.typed_phone import looks_like_phone, meant
from liora.tests.admin_rows import address
from liora.tests.world import World, build

AREAS = ("11", "351", "221", "2954", "3541")
DDDS = ("11", "21", "48", "71", "85")


@st.composite
def argentine(draw: st.DrawFn) -> tuple[str, str]:
    area = draw(st.sampled_from(AREAS))
    digits = 10 - len(area)
    # A number that begins with 15 cannot be told from one dialled with the 15.
    local = draw(st.from_regex(rf"[2-9][0-9]{{{digits - 1}}}", fullmatch=True))
    return area, local


def forms_of_argentina(area: str, local: str) -> list[str]:
    return [
        f"549{area}{local}",
        f"54{area}{local}",
        f"+54 9 {area} {local[:4]}-{local[4:]}",
        f"+54 ({area}) 15 {local}",
        f"+54 0{area} 15-{local}",
        f"00549{area}{local}",
        f"0054 {area} {local}",
        f"0{area} 15 {local}",
        f"{area} 15 {local}",
        f"{area}{local}",
        f"0{area}-{local}",
        f"9{area}{local}",
    ]


@given(argentine())
def test_an_argentine_number_is_meant_by_all_its_forms(number: tuple[str, str]) -> None:
    for typed in forms_of_argentina(*number):
        assert comparable("549" + "".join(number)) in meant(typed), typed


@given(st.from_regex(r"[2-9][0-9]{9}", fullmatch=True))
def test_a_mexican_number_is_meant_by_all_its_forms(number: str) -> None:
    typed = [f"521{number}", f"52{number}", f"+52 1 {number[:2]} {number[2:]}", f"0052{number}"]
    for form in [*typed, number, f"01 {number}", f"044 {number}", f"045{number}"]:
        assert comparable(f"521{number}") in meant(form), form


@given(st.sampled_from(DDDS), st.from_regex(r"[6-9][0-9]{7}", fullmatch=True))
def test_a_brazilian_number_is_meant_by_all_its_forms(ddd: str, local: str) -> None:
    for nine in ("", "9"):
        for form in ("55{0}{1}", "+55 ({0}) {1}", "0055{0}{1}", "{0} {1}", "0{0}{1}"):
            typed = form.format(ddd, nine + local)
            assert comparable(f"55{ddd}9{local}") in meant(typed), typed


@given(argentine())
def test_who_types_the_country_means_one_number(number: tuple[str, str]) -> None:
    form = comparable("549" + "".join(number))
    assert meant("+54 9 " + " ".join(number)) == meant("0054" + "".join(number)) == {form}


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_few_numbers_or_none(typed: str) -> None:
    found = meant(typed)
    assert len(found) <= 8
    assert all(form.isascii() and form.isdigit() for form in found)
    assert bool(found) == looks_like_phone(typed)


@pytest.mark.parametrize(
    "typed", ["", "hola", "wamid.HBgNNTQ5", "12345", "AR.5493515550101", "٣٤٥٦٧٨٩٠", "351 a 555"]
)
def test_what_is_no_number_means_nobody(typed: str) -> None:
    assert meant(typed) == frozenset()


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "forms",
    [
        ("5493515550101", "543515550101"),
        ("5491155512345", "541155512345"),
        ("5215512345678", "525512345678"),
        ("5511987654321", "551187654321"),
        ("5548991234567", "554891234567"),
    ],
)
def test_one_contact_whichever_form_arrives_first(
    say: Say, forms: tuple[str, str], turned: bool
) -> None:
    first, later = reversed(forms) if turned else forms
    say("hola", from_=first)
    say("otra vez", from_=later)
    say("y otra", from_=first)
    assert len(contacts()) == 1


TYPED = [
    *forms_of_argentina("351", "5550000"),
    "3515550000",
    "+54 9 351 555-0000",
]


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def ana(world: World) -> str:
    """Return the number of a person of the first business, as its stored row has it."""
    number = "5493515550000"
    convo = world.alfa[ConvoState]
    speaker = Speaker(convo.cliente_id, number, number, "", "", None)
    with scope(cliente=convo.cliente):
        ContactIdentity.objects.filter(contact=convo.contact_id).delete()
        identify(dict.fromkeys(speaker.identities(), convo.contact_id))
    return number


def found(world: World, route: str, typed: str) -> list[Any]:
    answer = world.callers["owner"].get(
        f"clientes/tienda-1/{route}?{urlencode({'telefono': typed})}"
    )
    assert answer.status_code == 200, answer.content
    rows: list[Any] = answer.json()["data"]
    return rows


@pytest.mark.parametrize(
    ("route", "model"),
    [("conversaciones", ConvoState), ("logs", ConversationLog), ("pedidos", Pedido)],
)
def test_every_list_finds_whoever_has_it(
    world: World, ana: str, route: str, model: type[Any]
) -> None:
    for typed in TYPED:
        rows = found(world, route, typed)
        assert str(world.alfa[model].pk) in {row["id"] for row in rows}, typed
    assert found(world, route, "+54 9 351 555-9999") == []
    assert found(world, route, "cualquiera") == []


@pytest.mark.parametrize("model", [Contact, ContactIdentity, ConvoState, ConversationLog, Pedido])
def test_every_page_of_the_administration_finds_whoever_has_it(
    admin_client: Client, world: World, ana: str, model: type[Model]
) -> None:
    for typed in ("+54 9 351 555-0000", "0351 15 555 0000", "3515550000", "543515550000"):
        page = admin_client.get(address(model, "changelist"), {"q": typed})
        owners = {owner_of(row) for row in page.context["cl"].result_list}
        assert owners == {world.alfa[ConvoState].contact_id}, typed


def owner_of(row: Any) -> Any:
    if isinstance(row, Contact):
        return row.pk
    with scopes_disabled():
        return row.convo.contact_id if isinstance(row, ConversationLog) else row.contact_id

"""A file is given to those who may see it, and does nothing in their browser."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from conversations.described import described
from conversations.media.keeping import place_of
from conversations.models import ConversationLog, ConvoState, MediaFile
from liora.tests.admin_rows import one_of_each
from whatsapp.inbound import InboundMessage
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import messages

pytestmark = pytest.mark.django_db

SHOWN = ("image/jpeg", "image/png", "image/webp", "audio/ogg", "video/mp4")
SAVED = ("application/pdf", "text/html", "image/svg+xml", "application/octet-stream", "")


@pytest.fixture
def rows() -> dict[Any, Any]:
    return one_of_each()


def change(rows: Any, **columns: Any) -> MediaFile:
    media = rows[MediaFile]
    with scopes_disabled():
        MediaFile.objects.filter(pk=media.pk).update(**columns)
        media.refresh_from_db()
    return media


def address(media: MediaFile) -> str:
    return reverse("admin:conversations_mediafile_archivo", args=[media.pk])


@pytest.mark.parametrize("mime", SHOWN)
def test_pictures_sounds_and_films_are_shown(admin_client: Client, rows, mime: str):
    answer = admin_client.get(address(change(rows, mime=mime, name="")))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == mime
    assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("mime", SAVED)
def test_everything_else_can_only_be_saved(admin_client: Client, rows, mime: str):
    answer = admin_client.get(address(change(rows, mime=mime, name="factura.html")))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="factura.html"'


def test_nothing_in_it_can_run(admin_client: Client, rows):
    answer = admin_client.get(address(change(rows, mime="image/png")))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_name_cannot_break_out_of_its_header(admin_client: Client, rows):
    answer = admin_client.get(address(change(rows, name='a"\r\nSet-Cookie: x=1; ñandú.pdf')))
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")


@pytest.mark.parametrize("estado", ["esperando", "fallido"])
def test_what_is_not_there_is_not_found(admin_client: Client, rows, estado: str):
    assert admin_client.get(address(change(rows, estado=estado))).status_code == 404


def test_what_vanished_from_the_disk_is_not_found(admin_client: Client, rows):
    media = rows[MediaFile]
    place_of(media.cliente_id, media.pk).unlink()
    assert admin_client.get(address(media)).status_code == 404


def test_who_may_not_look_at_the_row_does_not_get_the_file(client: Client, rows, django_user_model):
    assert client.get(address(rows[MediaFile])).status_code == 302
    nobody = django_user_model.objects.create_user("nadie@liora", "x", is_staff=True)
    client.force_login(nobody)
    assert client.get(address(rows[MediaFile])).status_code in (302, 403)


def page_of(admin_client: Client, rows) -> str:
    page = reverse("admin:conversations_convostate_change", args=[rows[ConvoState].pk])
    return admin_client.get(page).content.decode()


@pytest.mark.parametrize(
    ("mime", "shown"),
    [
        ("image/jpeg", '<img class="media" src="{}"'),
        ("audio/ogg", '<audio class="media" src="{}" controls'),
        ("video/mp4", '<video class="media" src="{}" controls'),
        ("application/pdf", '<a class="media" href="{}">'),
    ],
)
def test_the_conversation_shows_it(admin_client: Client, rows, mime: str, shown: str):
    media = change(rows, mime=mime)
    assert shown.format(address(media)) in page_of(admin_client, rows)


def test_the_conversation_says_why_it_is_not_there(admin_client: Client, rows):
    change(rows, estado="fallido", failure="media_vencida")
    assert "Pasaron los siete días" in page_of(admin_client, rows)
    change(rows, estado="esperando", failure="")
    assert "Todavía no se bajó" in page_of(admin_client, rows)


def place(**location: Any) -> str:
    message = messages.location(Person(wa_id="5493515550101"), **location)
    return described(InboundMessage(kind="location", wamid="w", data=message))


def test_a_place_is_a_line_and_a_map(admin_client: Client, rows):
    said = place(latitude=-31.4167, longitude=-64.1833, name="Plaza San Martín", address="Centro")
    assert said == "📍 Plaza San Martín · Centro · -31.4167, -64.1833"
    with scopes_disabled():
        ConversationLog.objects.update(message_type="location", message_body=said)
    assert "openstreetmap.org/?mlat=-31.4167&amp;mlon=-64.1833" in page_of(admin_client, rows)


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("location", {}, "📍 Un lugar"),
        ("location", {"location": {"latitude": "x", "longitude": None}}, "📍 Un lugar"),
        ("contacts", {"contacts": "x"}, "👤 Un contacto"),
        ("contacts", {"contacts": [{"phones": [{"phone": "+54 9"}]}]}, "👤 Sin nombre: +54 9"),
        ("text", {"text": {"body": "hola"}}, ""),
    ],
)
def test_an_odd_shape_harms_nothing(kind: str, data: dict[str, Any], said: str):
    assert described(InboundMessage(kind=kind, wamid="w", data=data)) == said


def test_a_card_names_whom_it_is_of():
    card = messages.contacts(Person(wa_id="5493515550101"), name="Zoe Ñandú", phone="+54 351 555")
    message = InboundMessage(kind="contacts", wamid="w", data=card)
    assert described(message) == "👤 Zoe Ñandú: +54 351 555"

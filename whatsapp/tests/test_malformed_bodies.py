"""Signed bytes that are not the JSON they should be, or more than a database can hold."""

import json

import pytest

from whatsapp.tests.wire import events, text_document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hola",
        b"{",
        b'{"object": }',
        b"{'object': 1}",
        b'{"a": 1} {"b": 2}',
        b"\xff\xfe{\x00}\x00",
        b'{"a": "\xc3"}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_not_json_is_refused(post_webhook, body):
    assert post_webhook(body).status_code == 400
    assert events() == []


@pytest.mark.parametrize(
    "document",
    [
        None,
        True,
        0,
        1.5,
        "",
        "hola",
        [],
        {},
        [[]],
        {"entry": None},
        {"entry": {}},
        {"entry": [None]},
        {"entry": [{}]},
        {"entry": [{"changes": None}]},
        {"entry": [{"changes": [None]}]},
        {"entry": [{"changes": [{}]}]},
        {"entry": [{"changes": [{"field": None, "value": None}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": []}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"messages": [None]}}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"statuses": ["sent"]}}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"errors": [{}]}}]}]},
    ],
    ids=json.dumps,
)
def test_json_that_is_no_webhook_we_know_is_kept_and_answered(post_webhook, document):
    """A retry would not make it any better, and somebody may want to see it."""
    assert post_webhook(document).status_code == 200
    (event,) = events()
    assert (event.kind, event.estado, event.cliente_id) == ("other", "guardado", None)


@pytest.mark.parametrize("depth", [50, 400, 900, 950, 980, 990, 995, 1000, 1005, 2000, 20_000])
@pytest.mark.parametrize("place", ["bare", "in a message"])
def test_however_deep_it_is_nested_it_is_kept_or_refused(waba, post_webhook, depth, place):
    """Parsers and databases each have a depth of their own; between them nothing may break."""
    document = text_document(waba)
    document["entry"][0]["changes"][0]["value"]["messages"][0]["hondo"] = "AQUÍ"
    whole = '"AQUÍ"' if place == "bare" else json.dumps(document, ensure_ascii=False)
    body = whole.replace('"AQUÍ"', "[" * depth + "]" * depth).encode()
    answer = post_webhook(body).status_code
    assert answer in (200, 400)
    assert len(events()) == (answer == 200)
    assert answer == 200 or depth > 400


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("hola\x00chau", "hola�chau"),
        ("\x00", "�"),
        ("medio \ud83e mate", "medio � mate"),
        ("al revés \uddc9\ud83e", "al revés ��"),
        ("entero \ud83e\uddc9", "entero 🧉"),
        ("literal \\u0000 queda", "literal \\u0000 queda"),
        ("salto\nde\r\nlínea\t", "salto\nde\r\nlínea\t"),
        ("\ufeff\u202e\u200b", "\ufeff\u202e\u200b"),
    ],
)
def test_text_that_a_database_refuses_is_kept_as_near_as_can_be(waba, post_webhook, text, kept):
    assert post_webhook(text_document(waba, text)).status_code == 200
    (event,) = events()
    message = event.payload["entry"][0]["changes"][0]["value"]["messages"][0]
    assert message["text"]["body"] == kept


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e-400", "9" * 4000, "-0.0", "1E+2"])
def test_numbers_of_any_size_are_kept(waba, post_webhook, number):
    body = json.dumps(text_document(waba, "AQUÍ"), ensure_ascii=False)
    assert post_webhook(body.replace('"AQUÍ"', number).encode()).status_code == 200
    assert len(events(kind="message")) == 1


def test_names_that_a_database_refuses_are_kept_too(waba, post_webhook):
    document = text_document(waba)
    document["entry"][0]["changes"][0]["value"]["messages"][0]["raro\x00\ud83e"] = 1
    assert post_webhook(document).status_code == 200
    assert len(events(kind="message")) == 1


def test_the_last_of_two_fields_of_one_name_counts(waba, post_webhook):
    body = json.dumps(text_document(waba)).replace('"id"', '"id": "wamid.PRIMERO", "id"')
    assert post_webhook(body.encode()).status_code == 200
    assert [event.message_id == "wamid.PRIMERO" for event in events()] == [False]

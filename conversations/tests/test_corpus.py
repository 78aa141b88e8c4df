"""Every webhook Meta documents is kept, and digested by the worker without trouble."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django_scopes import scopes_disabled

from skills.router import handle
from whatsapp.models import InboundEvent
from whatsapp.tests.factories import WabaAccountFactory
from whatsapp.tests.wire import events

CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpus" / "webhooks"
FILES = sorted(CORPUS.glob("*.json"))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="Meta's sample webhooks are not beside this repository"),
]


@pytest.fixture
def handler():
    """Answer as Liora does: the skills must digest these too."""
    return handle


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def document(request, cliente):
    """Return a sample, and give the number it was sent to to a Cliente."""
    document = json.loads(request.param.read_text())
    for number in numbers_of(document):
        with scopes_disabled():
            WabaAccountFactory(cliente=cliente, phone_number_id=number)
    return document


def numbers_of(document) -> set[str]:
    values = [change["value"] for entry in document["entry"] for change in entry["changes"]]
    return {value["metadata"]["phone_number_id"] for value in values if "metadata" in value}


def test_a_sample_is_kept_and_digested(document, post_webhook, work):
    assert post_webhook(document).status_code == 200
    assert events()
    work()
    assert [event.error for event in events() if event.error] == []
    assert {event.estado for event in events()} <= {
        InboundEvent.Estado.HECHO,
        InboundEvent.Estado.GUARDADO,
        # A status of a message that is not ours yet is looked for again.
        InboundEvent.Estado.PENDIENTE,
    }
    assert [event for event in events(kind="message") if event.estado != "hecho"] == []
    assert all(event.attempts for event in events(estado=InboundEvent.Estado.PENDIENTE))

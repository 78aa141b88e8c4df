"""Who hides their number is answered by their user id, whatever the kind of the answer."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from conversations.tests.look import log, logs
from conversations.tests.road import Say
from conversations.tests.skills import Skill, replying
from whatsapp.graph.addressing import BSUID
from whatsapp.graph.bodies import message_body
from whatsapp.graph.messages import (
    Button,
    Buttons,
    CtaUrl,
    FilledTemplate,
    Image,
    ListMenu,
    Message,
    Row,
    Section,
    Text,
)
from whatsapp.message_templates.filling import fill
from whatsapp.message_templates.needs import Template
from whatsapp.simulator.addresses import Person
from whatsapp.tests.graph_stub import GraphStub

CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpus"
SCHEMA = CORPUS / "message.schema.json"
HIDDEN = "AR.13491208655302741918"
PICTURE = "https://tienda.example/mate.jpg"
KINDS: dict[type, Message] = {
    Text: Text("Hola"),
    Image: Image(PICTURE, "Un mate"),
    Buttons: Buttons("¿Lo querés?", (Button("si", "Sí"), Button("no", "No")), PICTURE),
    ListMenu: ListMenu("Elegí", "Ver", (Section("Mates", (Row("m1", "Uno"), Row("m2", "Dos"))),)),
    CtaUrl: CtaUrl("Mirá", "Abrir", "https://tienda.example/mate"),
    FilledTemplate: fill(
        Template(
            "pedido_listo",
            "es_AR",
            [
                {"type": "HEADER", "format": "IMAGE"},
                {"type": "BODY", "text": "Hola {{1}}"},
                {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ver"}]},
            ],
        ),
        {"encabezado": {"link": PICTURE}, "cuerpo": ["Ana"], "botones": ["ver"]},
    ),
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    if not SCHEMA.exists():
        pytest.skip(f"Meta's schema is not here: {SCHEMA.name}")
    return Draft202012Validator(json.loads(SCHEMA.read_text()))


def test_no_kind_of_message_is_forgotten_here() -> None:
    assert set(KINDS) == set(get_args(Message))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("address", [HIDDEN, "AR.ENT.11815799212886844830"])
def test_every_kind_of_answer_leaves_by_recipient(
    say: Say, skill: Skill, validator: Draft202012Validator, kind: type, address: str
) -> None:
    skill.instead["hola"] = replying(KINDS[kind])
    (body,) = say("hola", from_=Person(bsuid=address, name="Ana"))
    assert body["recipient"] == address
    assert "to" not in body
    assert [error.message for error in validator.iter_errors(body)] == []
    assert log(direction="out").estado == "enviado"


@pytest.mark.parametrize("path", sorted(CORPUS.glob("outbound/*.json")), ids=lambda path: path.stem)
def test_every_body_metas_schema_knows_may_leave_so(
    validator: Draft202012Validator, path: Path
) -> None:
    """Templates, reactions, media: `content` is all that differs, and the address is put here."""
    sample = json.loads(path.read_text())
    if "to" not in sample:
        pytest.skip("a mark names a message, not a person")
    kind = sample.setdefault("type", "text")
    said = {name: part for name, part in sample.items() if name in {"type", kind}}
    told = sample.get("context", {}).get("message_id", "")
    body = message_body(address=HIDDEN, content=said, callback_data="fila", reply_to=told)
    assert (body["recipient"], body.get("to")) == (HIDDEN, None)
    as_theirs = sample.pop("to") and sample | {"recipient": HIDDEN}
    if not list(validator.iter_errors(as_theirs)):
        assert [error.message for error in validator.iter_errors(body)] == []


def test_what_they_wrote_is_marked_as_read(say: Say, graph: GraphStub, waba: Any) -> None:
    say("hola", from_=Person(bsuid=HIDDEN))
    (mark,) = graph.marks
    assert mark["message_id"] == log(direction="in").wamid


def test_both_forms_of_the_id_are_one(say: Say) -> None:
    say("hola", from_=Person(wa_id=HIDDEN))
    say("otra vez", from_=Person(bsuid=HIDDEN))
    assert {row.user_msisdn for row in logs(direction="out")} == {HIDDEN}


@pytest.mark.parametrize(
    "near",
    ["AR.", "ar.123", "ARG.123", "AR.12-3", "AR.ENT.", "AR." + "1" * 129, "AR.1\n", " AR.1"],
)
def test_what_only_looks_like_one_is_none(near: str) -> None:
    assert BSUID.fullmatch(near) is None

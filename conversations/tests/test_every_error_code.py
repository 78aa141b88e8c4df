"""Every error code Meta publishes has its behaviour, seen on the whole way through a worker."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from conversations.delivery.failures import Failure
from conversations.models import ConversationLog
from conversations.tests.letters import BETO, write
from conversations.tests.look import log
from conversations.tests.road import Say, Work
from conversations.tests.stations import let_pass
from whatsapp.graph.errors import ErrorClass, classify
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import error
from whatsapp.tests.graph_stub import GraphStub

TABLE = Path(settings.BASE_DIR).parent / "shared" / "corpus" / "error_codes.json"

# What the table's own words ask for, beside the verdict that whatsapp/tests pins to each code.
PARKS = {
    ErrorClass.AUTH,
    ErrorClass.PERMISSION,
    ErrorClass.POLICY,
    ErrorClass.BILLING,
    ErrorClass.CONFIG,
    ErrorClass.REGISTRATION,
    ErrorClass.THROTTLE_SPAM,
}
HOLDS = {ErrorClass.THROTTLE_APP, ErrorClass.THROTTLE_WABA, ErrorClass.THROTTLE_NUMBER}
# One country, one person, one kind of message: the rest of the number goes on.
ONLY_THIS_ONE = {130497, 131030, 131063, 134011}
PASSES = {131053, 134101, 134102}
# Tried at the other form of the number too, before it is for good.
TRIES = {131030: 2}
Estado = ConversationLog.Estado


def published() -> Iterator[int]:
    rows = json.loads(TABLE.read_text()) if TABLE.exists() else []
    for row in rows:
        for part in row["code"].split(" / "):
            low = part.partition("-")[0]
            yield int(low.replace("x", "0")) if low.strip().isdigit() or "x" in low else 0


CODES = sorted(set(published())) or [190, 2, 130429, 131056, 131047, 131026, 1]


def behaviour(code: int) -> str:
    error_class = classify(code).error_class
    if code in ONLY_THIS_ONE:
        return "never"
    if error_class in PARKS:
        return "park"
    if error_class in HOLDS:
        return "hold"
    if error_class == ErrorClass.THROTTLE_PAIR:
        return "pair"
    if error_class == ErrorClass.AMBIGUOUS:
        return "uncertain"
    return "later" if error_class == ErrorClass.TRANSIENT or code in PASSES else "never"


@pytest.fixture
def refused(request: pytest.FixtureRequest, waba: WabaAccount, work: Work, graph: GraphStub) -> int:
    code = int(request.param)
    graph.will(*[error(code, 400)] * TRIES.get(code, 1))
    write(waba, "hola")
    work()
    write(waba, "hola", from_=BETO)
    work()
    return code


@pytest.mark.parametrize("refused", CODES, indirect=True)
def test_it_does_to_row_person_and_number_what_its_class_asks(
    refused: int, waba: WabaAccount, work: Work, graph: GraphStub
) -> None:
    row, other = log(direction="out", user_msisdn__endswith="0101"), graph.said_to(f"+{BETO}")
    number = WabaAccount._base_manager.get(id=waba.id)
    wanted = behaviour(refused)
    held = wanted in ("park", "hold")
    assert row.error_code == refused
    assert row.error_detail
    assert row.estado == {"never": Estado.FALLIDO, "uncertain": Estado.INCIERTO}.get(
        wanted, Estado.EN_COLA
    )
    assert bool(row.failure) == (wanted == "never")
    assert (other == []) == held, "another person's message"
    assert (number.paused_until is not None) == held
    assert (number.parked_since is not None) == (wanted == "park")
    let_pass(1300)
    work()
    row.refresh_from_db()
    assert row.estado == (Estado.FALLIDO if wanted == "never" else Estado.ENVIADO)
    assert row.maybe_twice == (wanted == "uncertain")
    assert graph.said_to(f"+{BETO}") == ["eco: hola"]


def test_what_passes_by_itself_is_not_tried_for_ever(
    waba: WabaAccount, work: Work, graph: GraphStub
) -> None:
    graph.will(*[error(131053)] * 3)
    write(waba, "hola")
    for _ in range(4):
        work()
        let_pass(600)
    row = log(direction="out")
    assert (row.estado, row.failure) == (Estado.FALLIDO, Failure.ARCHIVO)
    assert len(graph.sent) == 3


def test_a_number_in_maintenance_is_left_alone_for_a_minute(
    waba: WabaAccount, work: Work, graph: GraphStub
) -> None:
    graph.will(error(131057, 500))
    write(waba, "hola")
    work()
    let_pass(50)
    work()
    assert len(graph.sent) == 1
    let_pass(30)
    work()
    assert len(graph.sent) == 2


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (131047, Failure.FUERA_DE_VENTANA),
        (131026, Failure.DESTINATARIO),
        (132001, Failure.PLANTILLA),
        (131030, Failure.LISTA_DE_PRUEBA),
        (100, Failure.MENSAJE),
        (138001, Failure.RECHAZADO),
    ],
)
def test_a_refusal_for_good_has_a_stable_code(
    say: Say, graph: GraphStub, code: int, failure: Failure
) -> None:
    graph.will(*[error(code, 400)] * TRIES.get(code, 1))
    say("hola")
    assert log(direction="out").failure == failure

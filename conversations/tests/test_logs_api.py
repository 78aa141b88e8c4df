"""Reading what was said, by API: pages, filters, downloads, figures."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from accounts.models import UserCliente
from conversations.models import ConversationLog, MediaFile
from conversations.stats import delays
from liora.tests.unscoped import all_of
from liora.tests.world import Caller, World, build, caller
from tenants.models import AuditEntry

pytestmark = pytest.mark.django_db

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "＝1"]


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def owner(world: World) -> Caller:
    return world.callers["owner"]


@pytest.fixture
def log(world: World) -> ConversationLog:
    row: ConversationLog = world.alfa[ConversationLog]
    return row


def say(log: ConversationLog, **changes: Any) -> ConversationLog:
    """Add a message to the conversation of another one."""
    with scope(cliente=log.cliente):
        seq = ConversationLog.objects.count() + 1
        row = ConversationLog(
            cliente=log.cliente,
            convo=log.convo,
            seq=seq,
            user_msisdn=log.user_msisdn,
            message_type="text",
            **{"direction": "in", "estado": "recibido"} | changes,
        )
        row.save(force_insert=True)
        row.refresh_from_db()
        return row


def ids(owner: Caller, query: str = "") -> list[str]:
    answer = owner.get(f"clientes/tienda-1/logs?{query}")
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["data"]]


def test_it_works(owner: Caller, log: ConversationLog):
    [row] = owner.get("clientes/tienda-1/logs").json()["data"]
    assert (row["id"], row["direction"], row["message_body"]) == (
        str(log.pk),
        "in",
        "quiero un mate",
    )
    assert (row["slots_json"], row["estado"]) == ({"visto": "quiero un mate"}, "recibido")


def with_file(log: ConversationLog, **columns: Any) -> MediaFile:
    """Add a message that brought a file."""
    row = say(log)
    with scope(cliente=log.cliente):
        given = {"kind": "document", "media_id": "1003383421387256", "not_before": timezone.now()}
        return MediaFile.objects.create(cliente=log.cliente, log=row, **given | columns)


def test_a_message_names_its_file(owner: Caller, log: ConversationLog):
    kept = {"estado": "guardado", "mime": "application/pdf", "size": 1234, "name": "lista ñ.pdf"}
    file = with_file(log, **kept)
    missing = with_file(log, estado="fallido", failure="media_vencida")
    say(log)
    words, failed, whole, _of_the_world = owner.get("clientes/tienda-1/logs").json()["data"]
    assert words["media"] is None
    assert (failed["media"]["id"], failed["media"]["estado"], failed["media"]["failure"]) == (
        str(missing.pk),
        "fallido",
        "media_vencida",
    )
    assert whole["media"] == {
        "id": str(file.pk),
        "estado": "guardado",
        "failure": "",
        "kind": "document",
        "mime": "application/pdf",
        "size": 1234,
        "nombre": "lista ñ.pdf",
    }


def test_a_longer_page_asks_the_database_no_more(owner: Caller, log: ConversationLog):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ids(owner)
        return len(captured)

    asked()
    few = asked()
    for _ in range(5):
        with_file(log)
        say(log)
    assert asked() == few


def test_an_agente_may_read(world: World):
    assert world.callers["agente"].get("clientes/tienda-1/logs").status_code == 200


def test_what_was_published_is_read_too(owner: Caller):
    [row] = owner.get("clientes/tienda-1/logs?tipo=ingesta").json()["data"]
    assert (row["version"], row["rows_count"]) == (2, 1)
    assert row["errors_json"] == [{"fila": 2, "dice": "quiero un mate"}]


@pytest.mark.parametrize(
    ("change", "query"),
    [
        ({"direction": "out", "estado": "enviado"}, "direction=out"),
        ({"estado": "fallido"}, "estado=fallido"),
        ({"intent": "catalogo.ver"}, "intent=catalogo.ver"),
        ({"skill": "ayuda"}, "skill=ayuda"),
    ],
)
def test_filters_narrow(owner: Caller, log: ConversationLog, change: dict[str, str], query: str):
    assert ids(owner, query) == []
    found = say(log, **change)
    assert ids(owner, query) == [str(found.pk)]
    assert len(ids(owner)) == 2


def test_a_person_and_a_conversation_are_found(owner: Caller, log: ConversationLog):
    assert ids(owner, f"user_msisdn={log.user_msisdn}") == [str(log.pk)]
    assert ids(owner, f"convo_id={log.convo_id}") == [str(log.pk)]
    assert ids(owner, "user_msisdn=5490000000000") == []


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(
    owner: Caller, log: ConversationLog
):
    log.refresh_from_db()
    moment, later = log.created_at, log.created_at + timedelta(seconds=1)
    assert ids(owner, f"desde={quote((moment - timedelta(seconds=1)).isoformat())}")
    assert ids(owner, f"desde={quote(later.isoformat())}") == []
    assert ids(owner, f"hasta={quote(later.isoformat())}")
    assert ids(owner, f"hasta={quote((moment - timedelta(days=1)).isoformat())}") == []


def test_a_moment_without_an_offset_is_that_of_the_house(owner: Caller):
    local = timezone.localtime() - timedelta(minutes=5)
    assert ids(owner, f"desde={local:%Y-%m-%dT%H:%M:%S}")


def download(owner: Caller, query: str) -> tuple[Any, str]:
    answer = owner.get(f"clientes/tienda-1/export?{query}")
    return answer, b"".join(answer.streaming_content).decode()


def test_everything_is_downloaded_as_csv(owner: Caller, log: ConversationLog):
    say(log, message_body="ñandú 🥭, con «comas»\ny otra línea")
    answer, text = download(owner, "formato=csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="liora-')
    assert [row["message_body"] for row in rows] == [
        "quiero un mate",
        "ñandú 🥭, con «comas»\ny otra línea",
    ]
    assert rows[0]["id"] == str(log.pk)


def test_no_cell_runs_as_a_formula(owner: Caller, log: ConversationLog):
    for text in HOSTILE:
        say(log, message_body=text)
    _answer, text = download(owner, "formato=csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    told = [row["message_body"] for row in rows][1:]
    assert told == [f"'{text}" for text in HOSTILE]


def test_numbers_stay_numbers(owner: Caller, log: ConversationLog):
    say(log, message_body="-15")
    assert "\r\n" in download(owner, "formato=csv")[1]
    assert ",-15," in download(owner, "formato=csv")[1]


@pytest.mark.parametrize("tipo", ["conversacion", "ingesta"])
def test_everything_is_downloaded_as_json(owner: Caller, tipo: str):
    answer, text = download(owner, f"formato=json&tipo={tipo}")
    assert answer["Content-Type"] == "application/json"
    assert len(json.loads(text)) == 1


def test_a_download_of_nothing_is_sound(owner: Caller):
    assert json.loads(download(owner, "formato=json&intent=nada")[1]) == []
    assert len(download(owner, "formato=csv&intent=nada")[1].splitlines()) == 1


def test_a_download_is_audited(owner: Caller):
    download(owner, "formato=csv&direction=in")
    entry = all_of(AuditEntry).get(event="logs.exportados")
    assert entry.after == {"formato": "csv", "filtros": "formato=csv&direction=in"}


def test_an_unknown_format_is_refused(owner: Caller):
    assert owner.get("clientes/tienda-1/export?formato=xml").status_code == 422


def test_figures(owner: Caller, log: ConversationLog):
    say(log, intent="sin_match")
    for latency in (100, 200, 900):
        say(log, direction="out", estado="leido", latency_ms=latency)
    told = owner.get("clientes/tienda-1/metrics").json()["data"]
    assert told["mensajes"] == {"recibidos": 2, "enviados": 3, "por_estado": {"leido": 3}}
    assert told["latency_ms"] == {"p50": 200, "p95": 900, "promedio": 400}
    assert told["sin_match"] == {"cantidad": 1, "proporcion": 0.5}
    assert {one["intent"]: one["cantidad"] for one in told["intents"]} == {"": 1, "sin_match": 1}


def test_figures_of_a_period_without_messages(owner: Caller):
    told = owner.get("clientes/tienda-1/metrics?hasta=2026-01-01T00:00:00Z").json()["data"]
    assert told["mensajes"]["recibidos"] == 0
    assert told["latency_ms"] == {"p50": None, "p95": None, "promedio": None}
    assert told["sin_match"]["proporcion"] is None


@pytest.mark.parametrize(
    ("counted", "p50", "p95"),
    [
        ([(5, 1)], 5, 5),
        ([(1, 50), (2, 50)], 1, 2),
        ([(1, 95), (9, 5)], 1, 1),
        ([(1, 94), (9, 6)], 1, 9),
    ],
)
def test_percentiles_are_exact(counted: list[tuple[int, int]], p50: int, p95: int):
    found = delays(counted)
    assert (found.p50, found.p95) == (p50, p95)


def test_what_is_used_of_the_plan(owner: Caller):
    told = owner.get("clientes/tienda-1/uso").json()["data"]
    by_meter = {one["meter"]: one for one in told["limites"]}
    assert told["plan"] == "pro"
    assert (
        by_meter["usuarios"]["usado"]
        == all_of(UserCliente).filter(cliente__slug="tienda-1").count()
    )
    assert by_meter["filas_catalogo"]["usado"] == 1
    assert by_meter["pedidos_api"]["ventana"] == "minuto"
    assert by_meter["mensajes"]["limite"] is None


def test_the_other_business_sees_its_own(world: World):
    theirs = caller(world.beta[UserCliente]).get("clientes/tienda-2/logs").json()["data"]
    assert [row["message_body"] for row in theirs] == ["canario-de-beta"]

"""What a check of a number tells, for each thing that Meta may say about it."""

import logging
import traceback
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled

from tenants.tests.factories import ClienteFactory
from whatsapp.findings import Finding
from whatsapp.graph.client import GraphClient
from whatsapp.models import InboundEvent, WabaAccount
from whatsapp.numbers import retire
from whatsapp.tests.factories import InboundEventFactory, WabaAccountFactory
from whatsapp.tests.graph_numbers import GraphNumbers
from whatsapp.tests.graph_server import (
    GraphServer,
    answer,
    drip,
    error,
    graph_server,
    hang,
    hang_up,
    reset,
)
from whatsapp.verification import Verification, verify

pytestmark = pytest.mark.django_db

CANARY = "canarioSinFormaDeToken"


@pytest.fixture
def server(settings) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        yield server


@pytest.fixture
def client() -> Iterator[GraphClient]:
    client = GraphClient(connect_timeout=0.5, read_timeout=0.3, answer_timeout=0.5)
    yield client
    client.close()


@pytest.fixture
def account() -> WabaAccount:
    account = WabaAccountFactory(cliente=ClienteFactory(), access_token=CANARY)
    InboundEventFactory(waba_account=account)
    return account


@pytest.fixture
def meta(server: GraphServer, account: WabaAccount) -> GraphNumbers:
    return GraphNumbers(server, account)


@pytest.fixture
def check(meta, account, client, caplog):
    """Check the number; the token may turn up nowhere, whatever Meta says."""
    caplog.set_level(logging.DEBUG)

    def checked() -> Verification:
        try:
            verification = verify(account, client)
        except Exception:
            assert CANARY not in traceback.format_exc()
            raise
        assert CANARY not in repr(verification)
        assert CANARY not in caplog.text
        assert all(each.ok or each.como_arreglarlo for each in verification.findings)
        return verification

    return checked


def wrong(verification: Verification) -> list[str]:
    return [each.codigo for each in verification.findings if not each.ok]


def only(verification: Verification) -> Finding:
    [finding] = verification.findings
    assert not verification.ok
    return finding


def test_a_number_that_works(check, server, account):
    verification = check()
    assert verification.ok
    assert [each.codigo for each in verification.findings] == [
        "numero_encontrado",
        "cuenta_correcta",
        "app_suscripta",
        "webhook_recibe",
    ]
    paths = [one.path.partition("?")[0].rpartition("/v25.0/")[2] for one in server.received]
    number, waba = account.phone_number_id, account.waba_id
    assert paths == [number, f"{waba}/phone_numbers", f"{waba}/subscribed_apps"]
    assert {one.headers["Authorization"] for one in server.received} == {f"Bearer {CANARY}"}


@pytest.mark.parametrize(
    ("play", "codigo"),
    [
        (error(190, 401, message=f"Malformed access token {CANARY}"), "token_vencido"),
        (error(0, 401), "token_vencido"),
        (error(10, 403, message=CANARY, details=CANARY), "token_sin_permiso"),
        (error(200, 403), "token_sin_permiso"),
        (error(100), "numero_desconocido"),
        (error(33), "numero_desconocido"),
        (error(4, 429), "limite_de_llamadas"),
        (error(80007), "limite_de_llamadas"),
        (error(80008), "limite_de_llamadas"),
        (error(17), "limite_de_llamadas"),
        (answer(b"", 429), "limite_de_llamadas"),
        (error(2, 503), "meta_no_responde"),
        (error(1, 500), "meta_no_responde"),
        (answer(f"<html>{CANARY}".encode(), 502), "meta_no_responde"),
        (answer(b"[" * 10_000), "meta_no_responde"),
        (answer({"lleno": "x" * 70_000}), "meta_no_responde"),
        (answer(b"", 302, Location="http://127.0.0.1:1/"), "meta_no_responde"),
        (hang, "meta_no_responde"),
        (hang_up, "meta_no_responde"),
        (reset, "meta_no_responde"),
        (drip(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"), "meta_no_responde"),
        (error(368, 403, message=CANARY), "meta_rechazo"),
        (answer({"error": CANARY}, 404), "meta_rechazo"),
    ],
)
def test_a_refusal_is_told_and_nothing_else_is_asked(check, server, meta, play, codigo: str):
    meta.number = play
    assert only(check()).codigo == codigo
    assert len(server.received) == 1


def test_nobody_at_metas_address(check, settings):
    settings.META_GRAPH_URL = "http://127.0.0.1:1"
    assert only(check()).codigo == "meta_no_responde"


def test_a_token_no_header_can_carry(check, account, server):
    account.access_token = f"{CANARY},"
    assert only(check()).codigo == "no_se_puede_preguntar"
    assert server.received == []


def test_a_token_of_the_simulator_where_there_is_none(check, account, settings):
    settings.SIMULATOR_GRAPH_URL = ""
    account.access_token = "mock"
    finding = only(check())
    assert finding.codigo == "no_se_puede_preguntar"
    assert "simulador" in finding.que_pasa


def test_a_token_whose_key_is_gone(check, settings, server):
    settings.ENCRYPTION_KEYS = ["otra-clave"]
    assert only(check()).codigo == "token_ilegible"
    assert server.received == []


def test_a_retired_number_is_not_asked_for(check, account, server):
    retire(account)
    assert only(check()).codigo == "numero_retirado"
    assert server.received == []


def test_a_number_that_was_never_verified(check, meta):
    meta.found(code_verification_status="NOT_VERIFIED")
    verification = check()
    assert wrong(verification) == ["numero_sin_verificar"]
    assert not verification.ok


def test_a_code_that_was_used_long_ago_is_no_trouble(check, meta):
    meta.found(code_verification_status="EXPIRED")
    assert check().ok


@pytest.mark.parametrize("status", ["PENDING", "DISCONNECTED", "BANNED"])
def test_a_number_that_is_not_connected(check, meta, status: str):
    meta.found(status=status)
    assert wrong(check()) == ["numero_sin_conectar"]


def test_a_number_of_another_account(check, meta):
    meta.listed = answer({"data": [{"id": "1"}, {"id": 2}, "x"]})
    verification = check()
    assert wrong(verification) == ["numero_de_otra_cuenta"]
    assert not verification.ok


def test_a_long_list_without_the_number_proves_nothing(check, meta):
    meta.listed = answer({"data": [{"id": "1"}], "paging": {"next": "https://graph"}})
    assert check().ok


@pytest.mark.parametrize(
    ("play", "codigo"),
    [
        (error(100), "cuenta_desconocida"),
        (error(200, 403), "token_sin_permiso"),
        (hang_up, "meta_no_responde"),
    ],
)
@pytest.mark.parametrize("part", ["listed", "apps"])
def test_an_account_that_cannot_be_looked_up(check, meta, part: str, play, codigo: str):
    setattr(meta, part, play)
    assert wrong(check()) == [codigo]


@pytest.mark.parametrize("apps", [[], None, "x", {}])
def test_an_account_no_app_listens_to(check, meta, apps):
    meta.apps = answer({"data": apps})
    assert wrong(check()) == ["app_sin_suscribir"]


@pytest.mark.parametrize(("days", "told"), [(-1, True), (6, True), (8, False)])
def test_a_token_that_expires_soon(check, account, days: int, told: bool):
    account.expiracion_token = timezone.now() + timedelta(days=days)
    verification = check()
    assert verification.ok
    assert wrong(verification) == (["token_por_vencer"] if told else [])


def test_a_webhook_that_never_heard_anything(check, account, settings):
    settings.PUBLIC_URL = "https://liora.example"
    settings.WABA_VERIFY_TOKEN = "palabra-secreta"
    with scopes_disabled():
        InboundEvent.objects.all().delete()
    verification = check()
    assert verification.ok
    assert wrong(verification) == ["webhook_sin_mensajes"]
    how = verification.findings[-1].como_arreglarlo
    assert "https://liora.example/webhook/meta" in how
    assert "palabra-secreta" not in repr(verification)


def unnamed(account: WabaAccount) -> None:
    with scopes_disabled():
        account.display_phone = ""
        account.save(update_fields=["display_phone"])


def test_it_remembers_what_the_number_is_called(check, account, meta):
    unnamed(account)
    check()
    account.refresh_from_db()
    assert account.display_phone == "+54 9 351 555-0199"


@pytest.mark.parametrize("phone", ["x" * 31, "", 351, None, "\ud83d"])
def test_an_odd_name_of_a_number_does_no_harm(check, account, meta, phone):
    unnamed(account)
    meta.found(display_phone_number=phone)
    assert check().ok


def test_a_name_it_has_stays(check, account):
    check()
    account.refresh_from_db()
    assert account.display_phone.startswith("+54 351 555")

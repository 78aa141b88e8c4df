"""Whether a number works: what Meta says, told so that a shop's owner can mend it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from whatsapp.graph.client import GraphClient
from whatsapp.models import WabaAccount
from whatsapp.tests.factories import InboundEventFactory
from whatsapp.tests.graph_server import GraphServer, Play, answer, error, graph_server, hang, reset
from whatsapp.verification import Verification, verify

pytestmark = pytest.mark.django_db

TOKEN = "EAAcanarioDeLaVerificacion123"
SOUND = {
    "id": "1",
    "display_phone_number": "+54 351 555-0101",
    "quality_rating": "GREEN",
    "code_verification_status": "VERIFIED",
    "status": "CONNECTED",
}


@pytest.fixture
def server(settings, waba: WabaAccount) -> Iterator[GraphServer]:
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        server.nodes = {
            waba.phone_number_id: answer(SOUND),
            "/phone_numbers": answer({"data": [{"id": waba.phone_number_id}]}),
            "/subscribed_apps": answer({"data": [{"whatsapp_business_api_data": {"id": "7"}}]}),
        }
        yield server


@pytest.fixture
def waba(waba: WabaAccount) -> WabaAccount:
    with scope(cliente=waba.cliente):
        waba.access_token = TOKEN
        waba.save(update_fields=["access_token"])
    return waba


def verified(waba: WabaAccount) -> Verification:
    client = GraphClient(connect_timeout=1, read_timeout=0.3, answer_timeout=0.5)
    with scope(cliente=waba.cliente):
        found = verify(waba, client)
    client.close()
    assert TOKEN not in repr(found)
    assert all(finding.ok or finding.como_arreglarlo for finding in found.findings)
    return found


def wrong(waba: WabaAccount) -> set[str]:
    return {finding.codigo for finding in verified(waba).findings if not finding.ok}


def test_it_works(waba: WabaAccount, server: GraphServer):
    InboundEventFactory(waba_account=waba)
    found = verified(waba)
    assert found.ok
    assert [finding.codigo for finding in found.findings] == ["token_valido", "webhook_recibe"]


def test_before_the_first_post_it_says_where_meta_must_call(waba: WabaAccount, server: GraphServer):
    [finding] = [one for one in verified(waba).findings if not one.ok]
    assert finding.codigo == "webhook_sin_avisos"
    assert "/webhook/meta" in finding.como_arreglarlo


def test_it_keeps_a_phone_that_was_not_known(waba: WabaAccount, server: GraphServer):
    with scope(cliente=waba.cliente):
        WabaAccount.objects.update(display_phone="")
        waba.refresh_from_db()
        verified(waba)
        assert WabaAccount.objects.get().display_phone == "+54 351 555-0101"


@pytest.mark.parametrize(
    ("play", "codigo"),
    [
        (error(190, 401, f"Malformed access token {TOKEN}"), "token_invalido"),
        (error(0, 401), "token_invalido"),
        (error(10, 403), "token_sin_permiso"),
        (error(200, 403), "token_sin_permiso"),
        (error(100, 400), "numero_desconocido"),
        (error(33, 400), "numero_desconocido"),
        (error(4, 400), "meta_limita"),
        (error(80007, 400), "meta_limita"),
        (error(2, 503), "meta_no_responde"),
        (error(131031, 403), "meta_rechaza"),
        (answer(b"<html>", 502), "meta_no_responde"),
        (answer([]), "meta_no_responde"),
        (hang, "meta_no_responde"),
        (reset, "meta_no_responde"),
    ],
)
def test_what_meta_refuses_is_told(waba: WabaAccount, server: GraphServer, play: Play, codigo: str):
    server.nodes[waba.phone_number_id] = play
    assert codigo in wrong(waba)
    assert len(server.looked_up) == 1


@pytest.mark.parametrize(
    ("change", "codigo"),
    [
        ({"code_verification_status": "NOT_VERIFIED"}, "numero_sin_verificar"),
        ({"status": "DISCONNECTED"}, "numero_desconectado"),
        ({"quality_rating": "RED"}, "calidad_baja"),
    ],
)
def test_the_health_of_the_number_is_told(
    waba: WabaAccount, server: GraphServer, change: dict, codigo: str
):
    server.nodes[waba.phone_number_id] = answer(SOUND | change)
    assert codigo in wrong(waba)


def test_a_number_of_another_account_is_told(waba: WabaAccount, server: GraphServer):
    server.nodes["/phone_numbers"] = answer({"data": [{"id": "5"}, "x", {}]})
    assert "numero_de_otra_cuenta" in wrong(waba)


def test_an_account_no_app_listens_to_is_told(waba: WabaAccount, server: GraphServer):
    server.nodes["/subscribed_apps"] = answer({"data": []})
    assert "app_no_suscripta" in wrong(waba)


@pytest.mark.parametrize(("days", "codigo"), [(-1, "token_vencido"), (3, "token_por_vencer")])
def test_the_end_of_the_token_is_told(
    waba: WabaAccount, server: GraphServer, days: int, codigo: str
):
    waba.expiracion_token = timezone.now() + timedelta(days=days)
    assert codigo in wrong(waba)


def test_a_token_that_cannot_be_read_is_told_and_nobody_is_called(
    waba: WabaAccount, server: GraphServer, settings
):
    settings.ENCRYPTION_KEYS = ["otra-clave"]
    assert wrong(waba) == {"token_ilegible"}
    assert server.looked_up == []


def test_a_token_that_is_no_token_is_told(waba: WabaAccount, server: GraphServer):
    waba.access_token = "dos palabras"
    assert "token_mal_escrito" in wrong(waba)


def test_the_column_holds_only_ciphertext(waba: WabaAccount):
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_token FROM waba_account")
        [[stored]] = cursor.fetchall()
    assert TOKEN not in stored
    assert TOKEN[:12] not in stored
    assert "$gAAAA" in stored

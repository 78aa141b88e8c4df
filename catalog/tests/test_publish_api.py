"""Publishing over HTTP: signed, or by somebody who may; every answer in the envelope."""

import gzip
import hashlib
import hmac
import tempfile
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.api import publishing
from catalog.models import CatalogSnapshot
from catalog.publisher import Publisher
from catalog.tests.conftest import active_version, file_of, some
from liora.tests.world import Caller, World, build
from tenants.models import Cliente, PublishSecret
from tenants.publish_secrets import new_secret, rotate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def alfa(world: World) -> Cliente:
    return world.cliente("alfa")


class Shop:
    """A program of a shop, which signs what it pushes."""

    def __init__(self, cliente: Cliente, secret: str) -> None:
        self.slug, self.secret = cliente.slug, secret
        self.client = Client(raise_request_exception=False)

    def push(self, body: bytes, query: str = "", **headers: str) -> Any:
        stamp = str(int(time.time()))
        between = b".liberar." if "liberar=true" in query else b"."
        mac = hmac.new(self.secret.encode(), stamp.encode() + between + body, hashlib.sha256)
        signed = {"X-Liora-Timestamp": stamp, "X-Liora-Signature": f"sha256={mac.hexdigest()}"}
        return self.client.generic(
            "POST",
            f"/api/v1/clientes/{self.slug}/catalog/publish{query}",
            body,
            content_type=headers.pop("content_type", "text/csv"),
            headers=signed | headers,
        )


@pytest.fixture
def shop(alfa: Cliente) -> Shop:
    return Shop(alfa, new_secret(alfa))


def data(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()["data"]


def error(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()["error"]


def test_a_signed_push_is_sold_from_at_once(shop: Shop, alfa: Cliente):
    told = data(shop.push(file_of(*some(5)), "?liberar=true"), 201)
    assert (told["version"], told["estado"], told["rows_count"]) == (3, "activo", 5)
    assert told["cifras"]["columnas"]["sku"] == "sku"
    assert told["diferencias"]["agregados"] == 5
    assert active_version(alfa) == 3


def test_the_same_file_again_does_nothing(shop: Shop, alfa: Cliente):
    content = file_of(*some(5))
    data(shop.push(content, "?liberar=true"), 201)
    time.sleep(1.1)
    assert data(shop.push(content), 200)["version"] == 3
    assert CatalogSnapshot._base_manager.filter(cliente=alfa).count() == 3


def test_a_push_that_changes_too_much_is_held_and_says_why(shop: Shop, alfa: Cliente):
    told = data(shop.push(file_of(*some(1))), 201)
    assert told["estado"] == "retenido"
    assert "faltan_productos" in [reason["code"] for reason in told["motivos"]]
    assert active_version(alfa) == 2


def test_a_query_that_lets_it_go_has_to_be_signed_for(shop: Shop, world: World):
    stamp, body = str(int(time.time())), file_of(*some(1))
    mac = hmac.new(shop.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    answer = shop.client.generic(
        "POST",
        f"/api/v1/clientes/{shop.slug}/catalog/publish?liberar=true",
        body,
        content_type="text/csv",
        headers={"X-Liora-Timestamp": stamp, "X-Liora-Signature": f"sha256={mac.hexdigest()}"},
    )
    assert error(answer, 401)["code"] == "firma_invalida"


def test_a_replay_is_refused(shop: Shop):
    body, stamp = file_of(*some(2)), str(int(time.time()))
    mac = hmac.new(shop.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    headers = {"X-Liora-Timestamp": stamp, "X-Liora-Signature": f"sha256={mac.hexdigest()}"}
    path = f"/api/v1/clientes/{shop.slug}/catalog/publish"
    answers = [
        shop.client.generic("POST", path, body, content_type="text/csv", headers=headers)
        for _ in range(2)
    ]
    assert answers[0].status_code == 201
    assert error(answers[1], 401)["code"] == "firma_repetida"


def test_an_old_secret_signs_until_its_day(shop: Shop, alfa: Cliente):
    old = shop.secret
    shop.secret, _until = rotate(alfa)
    assert shop.push(file_of(*some(2))).status_code == 201
    shop.secret = old
    assert shop.push(file_of(*some(3))).status_code == 201


def test_unknown_and_wrongly_signed_answer_alike(shop: Shop, alfa: Cliente, world: World):
    body = file_of(*some(1))
    wrong = Shop(alfa, "lps_otro").push(body, **{"X-Request-ID": "r"})
    unknown = Shop(Cliente(slug="no-hay-tal"), "lps_otro").push(body, **{"X-Request-ID": "r"})
    beta = Shop(world.cliente("beta"), shop.secret).push(body, **{"X-Request-ID": "r"})
    assert wrong.content == unknown.content == beta.content
    assert error(wrong, 401)["code"] == "firma_invalida"


def test_a_suspended_business_publishes_nothing(shop: Shop, alfa: Cliente):
    Cliente.objects.filter(pk=alfa.pk).update(estado="suspendido")
    assert error(shop.push(file_of(*some(1))), 403)["code"] == "cliente_suspendido"


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?version=2", 409, "version_superada"),
        ("?version=9", 409, "version_superada"),
        ("?version=0", 422, "validacion"),
        ("?version=x", 422, "validacion"),
        ("?activate=quizas", 422, "validacion"),
        ("?otra=1", 422, "validacion"),
        ("?origen=%00", 422, "validacion"),
    ],
)
def test_a_bad_query_is_refused_with_its_reason(shop: Shop, query: str, status: int, code: str):
    assert error(shop.push(file_of(*some(1)), query), status)["code"] == code


def test_the_next_number_is_taken_when_asked_for(shop: Shop):
    assert data(shop.push(file_of(*some(1)), "?version=3&activate=false"), 201)["estado"] in (
        "listo",
        "retenido",
    )


def test_a_file_that_is_no_catalog_is_told_why(shop: Shop, alfa: Cliente):
    assert error(shop.push(b"hola,chau\n1,2\n"), 422)["code"] == "catalogo_ilegible"
    told = error(shop.push(b"sku,title,price\nA,,1\nB,Uno,caro\n"), 422)
    assert told["code"] == "catalogo_sin_productos"
    assert set(told["fields"]) == {"linea_2.title", "linea_3.price"}
    assert error(shop.push(b""), 422)["code"] == "catalogo_ilegible"
    assert active_version(alfa) == 2


def test_a_large_file_is_queued_and_can_be_followed(shop: Shop, world: World, alfa: Cliente):
    content = file_of(*some(25_000))
    told = data(shop.push(content, "?liberar=true"), 202)
    assert told["estado"] == "recibido"
    path = f"clientes/{alfa.slug}/catalog/snapshots/{told['version']}"
    owner = world.callers["owner"]
    assert error(shop.push(file_of(*some(1))), 409)["code"] == "publicacion_en_curso"
    Publisher().step()
    told = data(owner.get(path), 200)
    assert (told["estado"], told["rows_count"]) == ("activo", 25_000)


def upload(caller: Caller, cliente: Cliente, files: dict[str, Any]) -> Any:
    return caller.client.post(
        f"/api/v1/clientes/{cliente.slug}/catalog/publish?liberar=true",
        files,
        headers={"Authorization": f"Bearer {caller.token}"},
    )


def test_an_owner_uploads_a_form(world: World, alfa: Cliente):
    file = SimpleUploadedFile("mi catálogo.csv.gz", gzip.compress(file_of(*some(4))))
    told = data(upload(world.callers["owner"], alfa, {"archivo": file}), 201)
    assert (told["rows_count"], told["source"]) == (4, "mi catálogo.csv.gz")


@pytest.mark.parametrize("count", [0, 2])
def test_a_form_carries_one_file(world: World, alfa: Cliente, count: int):
    files = {f"a{number}": SimpleUploadedFile("a.csv", b"x") for number in range(count)}
    told = error(upload(world.callers["owner"], alfa, {"campo": "x", **files}), 400)
    assert told["code"] == "falta_archivo"


def test_a_body_that_is_announced_too_large_is_not_read(shop: Shop):
    big = shop.client.post(
        f"/api/v1/clientes/{shop.slug}/catalog/publish",
        b"",
        content_type="text/csv",
        CONTENT_LENGTH=str(2**40),
        headers={
            "X-Liora-Timestamp": str(int(time.time())),
            "X-Liora-Signature": "sha256=" + "a" * 64,
        },
    )
    assert error(big, 413)["code"] == "demasiado_grande"


def test_a_version_that_is_still_being_read_is_not_searched(
    shop: Shop, world: World, alfa: Cliente
):
    owner, path = world.callers["owner"], f"clientes/{alfa.slug}/catalog/items?version=3&q=producto"
    data(shop.push(file_of(*some(25_000)), "?liberar=true"), 202)
    assert error(owner.get(path), 409)["code"] == "version_en_curso"
    Publisher().step()
    assert len(data(owner.get(path), 200)) > 0


@pytest.mark.parametrize("name", ["a%00b", "..", "%F0%9F%A7%89", "A" * 300])
def test_a_name_no_business_could_have_is_nobodys(shop: Shop, name: str):
    shop.slug = name
    assert error(shop.push(file_of(*some(1))), 401)["code"] == "firma_invalida"


def test_what_nobody_could_have_signed_is_written_nowhere(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    written: list[bytes] = []
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", written.append)
    beta = Shop(world.cliente("beta"), "lps_x")
    PublishSecret._base_manager.all().delete()
    assert error(beta.push(file_of(*some(1000))), 401)["code"] == "firma_invalida"
    assert written == []


def test_whoever_sends_wrong_signatures_is_refused_before_the_body(world: World, alfa: Cliente):
    wrong = Shop(alfa, "lps_otro")
    new_secret(alfa)
    statuses = [wrong.push(file_of(*some(1))).status_code for _ in range(22)]
    assert statuses == [401] * 20 + [429] * 2


def test_a_version_published_while_a_body_arrives_is_a_conflict(
    shop: Shop, alfa: Cliente, monkeypatch: pytest.MonkeyPatch
):
    """The body of one is still on its way while the other one is published whole."""
    slow = publishing.receive

    def receive(*args: Any) -> Any:
        monkeypatch.setattr(publishing, "receive", slow)
        assert shop.push(file_of(*some(2)), "?liberar=true").status_code == 201
        return slow(*args)

    monkeypatch.setattr(publishing, "receive", receive)
    assert error(shop.push(file_of(*some(3)), "?liberar=true"), 409)["code"] == "version_superada"
    assert active_version(alfa) == 3


def test_versions_are_compared_and_rolled_back_over_http(world: World, alfa: Cliente, shop: Shop):
    owner = world.callers["owner"]
    base = f"clientes/{alfa.slug}/catalog"
    data(shop.push(file_of(*some(3)), "?liberar=true"), 201)
    found = data(owner.get(f"{base}/snapshots/3/diff?contra=1"), 200)
    assert (found["contra"], found["agregados"]) == (1, 3)
    assert [one["sku"] for one in found["ejemplos"]["agregados"]] == ["SKU-0", "SKU-1", "SKU-2"]
    assert data(owner.post(f"{base}/rollback", {"desde": 3}), 200)["version"] == 2
    assert data(owner.post(f"{base}/rollback", {"desde": 3}), 200)["version"] == 2
    assert data(owner.get(f"{base}/active"), 200)["version"] == 2
    versions = [one["version"] for one in data(owner.get(f"{base}/snapshots"), 200)]
    assert versions == [3, 2, 1]
    items = data(owner.get(f"{base}/items?version=3&q=producto 1"), 200)
    assert [one["sku"] for one in items] == ["SKU-1"]
    for bad in ("x", "-1", "9" * 30, ""):
        assert owner.get(f"{base}/snapshots/3/diff?contra={bad}").status_code == 422


def test_rules_are_changed_and_held_to_their_limits(world: World, alfa: Cliente):
    owner, path = world.callers["owner"], f"clientes/{alfa.slug}/catalog/reglas"
    assert data(owner.patch(path, {"most_removed_pct": None}), 200)["most_removed_pct"] is None
    assert error(owner.patch(path, {"most_removed_pct": 101}), 422)["fields"]
    for currency in ("pesos", "ars", "ZZZ", "€€€", ""):
        assert error(owner.patch(path, {"currency": currency}), 422)["fields"]
    assert data(owner.patch(path, {"currency": "USD"}), 200)["currency"] == "USD"

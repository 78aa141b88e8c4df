"""From the shell to the shop's customers: `docs/publicar.sh` against a real server and worker."""

import hmac
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings
from django.db import connection
from django_scopes import scopes_disabled

from catalog.models import CatalogActive, CatalogSnapshot, CatalogUpload
from catalog.publish import publish, push_of
from catalog.snapshots import rollback
from liora.tests.racing import race
from liora.tests.running import Running, free_port, get, manage, until
from tenants.audit import SYSTEM
from tenants.models import Cliente
from tenants.publish_secrets import new_secret
from tenants.registration import register_cliente
from whatsapp.numbers import connect

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NUMBER = "100000000000909"
WRITER = "5493515550909"
HEADER = "sku,title,description,price,currency,stock,url,image_url,category,brand\n"
KINDS = ("Zapatilla", "Remera", "Mochila", "Termo", "Mate", "Yerba", "Taza", "Silla", "Lámpara")

Push = Callable[..., Any]


@pytest.fixture
def environment(tmp_path: Path, database_url: str) -> dict[str, str]:
    return {"DATABASE_URL": database_url, "PORT": str(free_port()), "WEB_CONCURRENCY": "1"}


@pytest.fixture
def url(tmp_path: Path, environment: dict[str, str]) -> Iterator[str]:
    address = f"http://127.0.0.1:{environment['PORT']}"
    with manage(tmp_path, "web", **environment):
        until(lambda: get(f"{address}/ready")[0] == 200)
        yield address


@pytest.fixture
def worker(tmp_path: Path, environment: dict[str, str]) -> Iterator[Running]:
    with manage(tmp_path, "worker", **environment) as running:
        yield running


@pytest.fixture
def shop(transactional_db: None) -> Cliente:
    cliente = register_cliente(slug="andar", name="Andar", plan=Cliente.Plan.PRO)
    connect(
        cliente=cliente,
        waba_id="200000000000909",
        phone_number_id=NUMBER,
        access_token="mock",  # the word that chooses the simulator
    )
    return cliente


@pytest.fixture
def push(url: str, shop: Cliente, tmp_path: Path) -> Push:
    """Push a file as a shop's program would, and return what it is told."""
    secret = new_secret(shop)

    def pushed(content: str, options: str = "") -> Any:
        file = tmp_path / "catalogo.csv"
        file.write_text(content)
        about = {"LIORA_URL": url, "LIORA_CLIENTE": shop.slug, "LIORA_SECRETO": secret}
        told = subprocess.run(
            ["sh", str(settings.BASE_DIR / "docs" / "publicar.sh"), str(file), options],
            env=os.environ | about,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert told.stdout, told.stderr
        return json.loads(told.stdout)

    return pushed


def rows(count: int, *, price: int = 100) -> str:
    return HEADER + "".join(
        f"SKU-{number},{KINDS[number % len(KINDS)]} modelo {number},,{price},ARS,5,,,"
        f"Categoría {number % 30},Marca {number % 90}\n"
        for number in range(count)
    )


def ask(url: str, text: str) -> str:
    """Write to the shop from the simulator's phone and return its answer."""
    before = len(answers(url))
    said = {"phone_number_id": NUMBER, "from": WRITER, "kind": "text", "text": text}
    assert requests.post(f"{url}/simulador/api/enviar", json=said, timeout=30).status_code == 200
    until(lambda: len(answers(url)) > before)
    return json.dumps(answers(url)[before:], ensure_ascii=False)


def answers(url: str) -> list[Any]:
    told = requests.get(
        f"{url}/simulador/api/chat",
        params={"numero": NUMBER, "de": WRITER},
        timeout=30,
    ).json()
    return [one for one in told["messages"] if not one["mine"]]


def version(shop: Cliente) -> int | None:
    with scopes_disabled():
        return CatalogActive.objects.filter(cliente=shop).values_list("version", flat=True).first()


def estado(shop: Cliente, number: int) -> str:
    with scopes_disabled():
        return CatalogSnapshot.objects.get(cliente=shop, version=number).estado


def test_a_small_file_is_sold_from_held_back_and_rolled_back(
    url: str, worker: Running, shop: Cliente, push: Push
):
    assert push(rows(8))["data"]["estado"] == "activo"
    assert "$ 100" in ask(url, "SKU-3").replace("\xa0", " ")
    held = push(rows(8, price=900))["data"]
    assert (held["estado"], version(shop)) == ("retenido", 1)
    assert push(rows(8, price=900) + "\n", "liberar=true")["data"]["estado"] == "activo"
    assert "$ 900" in ask(url, "SKU-3").replace("\xa0", " ")
    assert push(rows(9), "version=2")["error"]["code"] == "version_superada"
    rollback(shop, actor=SYSTEM)
    assert "$ 100" in ask(url, "SKU-3").replace("\xa0", " ")


def test_a_huge_file_is_sold_from_seconds_later(
    url: str, worker: Running, shop: Cliente, push: Push
):
    # A million is for `make bench-publish`; SQLite is for development, where less is a lot.
    count = 300_000 if connection.vendor == "postgresql" else 100_000
    assert push(rows(8))["data"]["version"] == 1
    assert push(rows(count))["data"]["estado"] == "recibido"
    until(lambda: estado(shop, 2) not in ("recibido", "validando"), seconds=240)
    assert (estado(shop, 2), version(shop)) == ("activo", 2)
    assert f"modelo {count - 1}" in ask(url, f"SKU-{count - 1}")


def test_a_worker_killed_in_the_middle_leaves_the_old_version_and_another_one_goes_on(
    url: str, shop: Cliente, push: Push, tmp_path: Path, environment: dict[str, str]
):
    push(rows(8))
    with manage(tmp_path, "worker", **environment) as doomed:
        assert push(rows(200_000))["data"]["estado"] == "recibido"
        until(lambda: estado(shop, 2) == "validando")
        time.sleep(0.5)
        doomed.process.send_signal(signal.SIGKILL)
        doomed.process.wait()
    assert (estado(shop, 2), version(shop)) == ("validando", 1)
    with scopes_disabled():
        # Nobody waits two minutes for the lease of the dead.
        CatalogUpload.objects.update(lease_until="2020-01-01T00:00:00Z")
    with manage(tmp_path, "worker", **environment):
        assert "$ 100" in ask(url, "SKU-3").replace("\xa0", " ")
        until(lambda: estado(shop, 2) == "activo", seconds=120)
    with scopes_disabled():
        assert CatalogSnapshot.objects.get(cliente=shop, version=2).rows_count == 200_000


def test_of_fifty_who_push_at_once_one_wins(url: str, shop: Cliente):
    secret = new_secret(shop)

    def push(number: int) -> Callable[[], int]:
        body, stamp = rows(number + 1).encode(), str(int(time.time()))
        mac = hmac.new(secret.encode(), f"{stamp}.".encode() + body, "sha256").hexdigest()
        headers = {"X-Liora-Timestamp": stamp, "X-Liora-Signature": f"sha256={mac}"}
        where = f"{url}/api/v1/clientes/{shop.slug}/catalog/publish?version=1"
        return lambda: requests.post(where, body, headers=headers, timeout=60).status_code

    assert Counter(race(*[push(number) for number in range(50)])) == {201: 1, 409: 49}
    with scopes_disabled():
        assert CatalogSnapshot.objects.get(cliente=shop).estado == "activo"


DIES = """
import os, signal
from django.db import transaction
from catalog.snapshots import activate
from tenants.audit import SYSTEM
from tenants.models import Cliente
with transaction.atomic():
    activate(Cliente.objects.get(slug="andar"), 1, actor=SYSTEM)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_whoever_is_killed_while_it_activates_leaves_the_version_there_was(
    shop: Cliente, environment: dict[str, str]
):
    for count in (1, 2):
        publish(shop, push_of(rows(count).encode(), "prueba", release=True))
    died = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "shell", "-c", DIES],
        env=os.environ | environment,
        timeout=60,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    assert (version(shop), estado(shop, 1), estado(shop, 2)) == (2, "listo", "activo")
    # Nothing of it is held: the next one moves it at once.
    assert rollback(shop, actor=SYSTEM).version == 1

"""The owner's demo script, over HTTP, against a real server and a real worker."""

import re
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings
from django.test import override_settings

from accounts.registration import register_operator
from liora.tests.running import free_port, get, manage, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "clave-larga-del-guion"
LINK = re.compile(r"/cuenta/invitacion/([^\s<\"]+)")
WRITER = "5493515550777"
CATALOG = """sku,title,price,currency,stock,url,category
M-1,Mate imperial,12500,ARS,3,https://nandu.com.ar/mate,Mates
M-2,Mate de calabaza,9000,ARS,5,,Mates
B-1,Bombilla de acero,4500,ARS,9,,Mates
Y-1,Yerba suave 1 kg,5200,ARS,12,,Yerbas
Y-2,Yerba con hierbas,5600,ARS,0,,Yerbas
T-1,Termo de acero,38000,ARS,2,,Termos
T-2,Termo chico,26000,ARS,4,,Termos
C-1,Café molido ñandú,8800,ARS,7,,Café
""".encode()


class Door:
    """The API of a running house, as a program of the owner's would call it."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def call(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        answer = requests.request(
            method, f"{self.url}/api/v1/{path}", json=body, headers=self.headers, timeout=30
        )
        assert answer.status_code == status, (path, answer.status_code, answer.text)
        told = answer.json() if answer.content else {}
        assert not told or told["ok"] is (status < 400)
        return told.get("data") if status < 400 else told.get("error")

    def upload(self, path: str, content: bytes, status: int) -> Any:
        answer = requests.post(
            f"{self.url}/api/v1/{path}",
            data=content,
            headers=self.headers | {"Content-Type": "text/csv"},
            timeout=30,
        )
        assert answer.status_code == status, answer.text
        return answer.json()["data"]

    def login(self, email: str) -> "Door":
        tokens = self.call("POST", "auth/login", {"email": email, "password": PASSWORD})
        return Door(self.url, tokens["access"])


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> Iterator[tuple[str, Path]]:
    """Run the web server and a worker; return their address and where mail lands."""
    mail, port = tmp_path / "mail", free_port()
    mail.mkdir()
    environment = {
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "EMAIL_URL": f"filemail:///{mail}",
        "WEB_CONCURRENCY": "1",
    }
    url = f"http://127.0.0.1:{port}"
    with manage(tmp_path, "web", **environment), manage(tmp_path, "worker", **environment):
        until(lambda: get(f"{url}/ready")[0] == 200)
        yield url, mail


def link_to(mail: Path, address: str) -> str:
    """Return the token in the invitation that an address was mailed."""

    def found() -> str | None:
        letters = [
            BytesParser(policy=default).parsebytes(file.read_bytes()) for file in mail.iterdir()
        ]
        texts = [one.get_body(("plain",)).get_content() for one in letters if one["To"] == address]
        links = [link for text in texts if (link := LINK.search(text))]
        return links[0][1] if links else None

    return until(found)


def accept(door: Door, mail: Path, address: str, nombre: str) -> Door:
    sent = {"token": link_to(mail, address), "password": PASSWORD, "nombre": nombre}
    tokens = door.call("POST", "auth/invitacion", sent, 201)
    assert tokens["usuario"]["nombre"] == nombre
    return Door(door.url, tokens["access"])


def test_the_owner_and_their_people_get_going(house: tuple[str, Path]):
    url, mail = house
    nobody = Door(url)
    # Hashed as the server will check it, not as quickly as the tests like it.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"]):
        register_operator(email="operador@liora", password=PASSWORD)

    # 1. A business and its owner.
    operator = nobody.login("operador@liora")
    new = {"name": "Almacén Ñandú", "owner_email": "duena@nandu"}
    assert operator.call("POST", "clientes", new, 201)["publish_secret"].startswith("lps_")
    owner = accept(nobody, mail, "duena@nandu", "Ñata")
    shop = "clientes/almacen-nandu"
    assert owner.call("GET", "me")["rol"] == "owner"

    # Somebody invited, who accepts.
    owner.call("POST", f"{shop}/usuarios", {"email": "bea@nandu", "rol": "agente"}, 201)
    agente = accept(nobody, mail, "bea@nandu", "Bea")
    assert {one["email"] for one in owner.call("GET", f"{shop}/usuarios")} == {
        "duena@nandu",
        "bea@nandu",
    }

    # 2. A WhatsApp number, and the webhook.
    number = {"waba_id": "200000000000777", "phone_number_id": "100000000000777"}
    waba = owner.call("POST", f"{shop}/waba", number | {"access_token": "mock"}, 201)
    assert "access_token" not in waba
    found = owner.call("POST", f"{shop}/waba/{waba['id']}/verificar")
    assert [one["codigo"] for one in found["findings"] if not one["ok"]] == ["webhook_sin_mensajes"]
    handshake = f"{url}/webhook/meta?hub.mode=subscribe&hub.challenge=777&hub.verify_token="
    assert get(handshake + settings.WABA_VERIFY_TOKEN) == (200, b"777")
    assert get(f"{handshake}otro")[0] == 403
    write(url, number["phone_number_id"], "ayuda")
    until(lambda: len(owner.call("GET", f"{shop}/logs")) >= 2)
    found = owner.call("POST", f"{shop}/waba/{waba['id']}/verificar")
    assert all(one["ok"] for one in found["findings"])

    # 3. A catalog of eight products, and what customers make of it.
    told = owner.upload(f"{shop}/catalog/publish", CATALOG, 201)
    assert (told["estado"], told["rows_count"], told["errors_count"]) == ("activo", 8, 0)
    write(url, number["phone_number_id"], "ver catálogo")
    until(lambda: "Mates" in said(owner, shop))
    write(url, number["phone_number_id"], "mate imperial")
    until(lambda: "12.500" in said(owner, shop))
    [link] = until(lambda: owner.call("GET", f"{shop}/links"))
    browser = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"}
    opened = requests.get(link["url"], headers=browser, allow_redirects=False, timeout=30)
    assert opened.headers["Location"].startswith("https://nandu.com.ar/mate?utm_source=whatsapp")
    assert owner.call("GET", f"{shop}/metrics")["ctr"]["total"]["con_clic"] == 1
    bad = owner.upload(f"{shop}/catalog/publish", CATALOG.replace(b"12500", b"99999"), 201)
    assert bad["estado"] == "retenido"
    owner.call("POST", f"{shop}/catalog/snapshots/2/activate", {"liberar": True})
    assert owner.call("POST", f"{shop}/catalog/rollback", {})["version"] == 1
    assert agente.call("GET", f"{shop}/catalog/active")["version"] == 1

    # 4. The last events, and how long an answer took.
    until(lambda: owner.call("GET", f"{shop}/metrics")["latency_ms"]["p50"])
    newest, oldest = owner.call("GET", f"{shop}/logs?limit=2")
    assert (newest["direction"], oldest["direction"]) == ("out", "in")
    assert owner.call("GET", f"{shop}/uso")["limites"][0]["usado"] >= 1

    # Refused everywhere one should be.
    assert nobody.call("GET", shop, status=401)["code"] == "no_autenticado"
    assert agente.call("GET", f"{shop}/waba", status=403)["code"] == "sin_permiso"
    assert agente.call("GET", "clientes/no-existe/logs", status=404)["code"] == "no_encontrado"
    taken = owner.call("POST", f"{shop}/waba", number | {"access_token": "mock"}, 409)
    assert taken["code"] == "numero_ocupado"
    mine = next(one for one in owner.call("GET", f"{shop}/usuarios") if one["rol"] == "owner")
    last = owner.call("DELETE", f"{shop}/usuarios/{mine['id']}", status=409)
    assert last["code"] == "ultimo_dueno"
    wrong = {"email": "duena@nandu", "password": "otra-clave-cualquiera"}
    assert nobody.call("POST", "auth/login", wrong, 401)["code"] == "credenciales_invalidas"
    owner.call("POST", "auth/logout", {}, 204)
    assert owner.call("GET", "me", status=401)["code"] == "no_autenticado"


def said(door: Door, shop: str) -> str:
    """Return all that the shop has said, in one text."""
    logs = door.call("GET", f"{shop}/logs?direction=out&limit=20")
    return "\n".join(one["message_body"] for one in logs)


def write(url: str, phone_number_id: str, text: str) -> None:
    """Write to the shop from the simulator's phone."""
    said = {"phone_number_id": phone_number_id, "from": WRITER, "kind": "text", "text": text}
    answer = requests.post(f"{url}/simulador/api/enviar", json=said, timeout=30)
    assert answer.status_code == 200, answer.text

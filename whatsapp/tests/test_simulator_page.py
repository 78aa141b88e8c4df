"""The page opens, has a word for everything its scripts say, and does not exist in production."""

import json
import re
from collections.abc import Iterator
from html import unescape
from importlib import reload
from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_url_caches

import liora.urls
from whatsapp.simulator.page_texts import texts
from whatsapp.tests.phones import NUMBER, make_number

pytestmark = pytest.mark.django_db

SCRIPTS = Path(__file__).resolve().parents[1] / "static" / "simulador" / "js"
SOURCE = "\n".join(path.read_text() for path in sorted(SCRIPTS.glob("*.js")))

# Keys put together while the page runs: t(`tick_${status}`) and the like.
BUILT = ("tick_", "estado_", "tipo_", "adjunto_", "traza_", "falla_")


def start_of(html: str) -> dict:
    found = re.search(
        r'<script id="arranque" type="application/json">(.*?)</script>', html, re.DOTALL
    )
    assert found
    return json.loads(unescape(found[1]))


def test_the_page_opens_and_offers_every_number():
    make_number()
    make_number("100000000000002", "Vivero & Cía <b>")
    html = Client().get("/simulador/").content.decode()
    start = start_of(html)
    assert [number["nombre"] for number in start["numeros"]] == ["Almacén", "Vivero & Cía <b>"]
    assert "<b>" not in html.split("<body", 1)[1]
    for testid in ("composer", "send", "attach", "new-chat", "drawer"):
        assert f'data-testid="{testid}"' in html


def test_without_any_number_the_page_says_how_to_get_one():
    html = Client().get("/simulador/").content.decode()
    assert "manage.py seed_demo" in html


def test_the_page_is_in_spanish_and_runs_no_inline_script():
    html = Client().get("/simulador/").content.decode()
    assert '<html lang="es">' in html
    kinds = re.findall(r"<script[^>]*type=\"([^\"]+)\"", html)
    assert kinds == ["application/json", "module"]
    assert not re.search(r"\son\w+=", html)


def test_every_script_and_style_of_the_page_is_served():
    html = Client().get("/simulador/").content.decode()
    linked = re.findall(r'(?:href|src)="/(static/[^"]+)"', html)
    assert len(linked) >= 10
    for address in linked:
        assert (SCRIPTS.parents[2] / address).is_file(), address


def test_every_word_the_scripts_ask_for_is_there():
    asked = set(re.findall(r'\bt\("(\w+)"', SOURCE))
    assert len(asked) > 50
    assert asked <= texts().keys()


def test_no_word_is_kept_that_no_script_asks_for():
    quoted = set(re.findall(r'"(\w+)"', SOURCE))
    unused = {key for key in texts() if key not in quoted and not key.startswith(BUILT)}
    assert unused == set()


def test_media_nobody_sent_are_not_found():
    assert Client().get("/simulador/media/123").status_code == 404


@pytest.fixture
def production(settings) -> Iterator[None]:
    """Build the address table as it is where the simulator is switched off."""
    settings.SIMULATOR_ENABLED = False
    reload(liora.urls)
    clear_url_caches()
    yield
    settings.SIMULATOR_ENABLED = True
    reload(liora.urls)
    clear_url_caches()


@pytest.mark.parametrize(
    "path",
    [
        "/simulador/",
        "/simulador/api/chats",
        "/simulador/api/chat",
        "/simulador/api/enviar",
        "/simulador/api/reenviar",
        "/simulador/api/fallas",
        "/simulador/media/1",
        "/simulador/traza/wamid.X",
        f"/simulador/graph/v25.0/{NUMBER}/messages",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_in_production_there_is_no_simulator(production, path, method):
    assert getattr(Client(), method)(path).status_code == 404


@pytest.mark.parametrize("path", ["/simulador/", "/simulador/api/fallas"])
def test_where_it_is_switched_on_the_same_addresses_answer(path):
    assert Client().get(path).status_code == 200

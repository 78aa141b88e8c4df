"""Each guard of a fetch by itself, where another would have hidden that it is gone."""

import hashlib
import time
from datetime import timedelta

import pytest
from django_scopes import scopes_disabled

from conversations.media import kinds, station
from conversations.media.fetching import MOST_BYTES
from conversations.media.station import MediaFetcher
from conversations.media.tests.conftest import (
    ID,
    PATIENCE_S,
    PERSON,
    PICTURE,
    Fetch,
    Send,
    Shelf,
    file,
    files,
    kept,
    let_pass_for_files,
)
from conversations.models import MediaFile
from liora.tests.running import until
from whatsapp.graph.media import MediaClient
from whatsapp.models import WabaAccount
from whatsapp.simulator.payloads import envelope, messages
from whatsapp.tests.factories import business_number
from whatsapp.tests.graph_server import Handler, Play, answer, drip, hang

OTHER = "2003383421387256"
LEASE = timedelta(seconds=150)


def promising(length: int, content: bytes) -> Play:
    """Announce some length, give other content, and hang up."""

    def play(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(length))
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return play


def and_then_nothing(handler: Handler) -> None:
    """Announce more than is allowed, and give none of it."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**9))
    handler.end_headers()
    handler.wfile.flush()
    hang(handler)


def test_of_what_announces_too_much_not_a_byte_is_waited_for(
    shelf: Shelf, send: Send, fetch: Fetch
) -> None:
    shelf.bytes_[ID] = [and_then_nothing]
    send()
    fetch()
    assert (file().estado, file().failure) == ("fallido", "media_demasiado_grande")


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("image", 5 * 2**20),
        ("audio", 16 * 2**20),
        ("video", 16 * 2**20),
        ("document", 100 * 2**20),
        ("sticker", 500 * 2**10),
    ],
)
def test_the_limits_are_metas(kind: str, most: int) -> None:
    assert kinds.MOST_BYTES[kind] == most


@pytest.mark.parametrize(("more", "estado"), [(0, "guardado"), (1, "fallido")])
def test_the_limit_itself_is_allowed_and_one_byte_more_is_not(
    shelf: Shelf, send: Send, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, more: int, estado: str
) -> None:
    monkeypatch.setitem(MOST_BYTES, "image", len(PICTURE) - more)
    send()
    fetch()
    assert file().estado == estado


@pytest.mark.parametrize(
    ("length", "content", "failure"),
    [
        # Cut where it said it would end: only the fingerprint tells.
        (10, PICTURE, "media_alterada"),
        (len(PICTURE), PICTURE[:-1], "media_sin_respuesta"),
    ],
)
def test_a_length_that_lies_brings_no_file(
    shelf: Shelf, send: Send, fetch: Fetch, length: int, content: bytes, failure: str
) -> None:
    shelf.bytes_[ID] = [promising(length, content)]
    send()
    fetch()
    assert (file().estado, file().failure) == ("esperando", failure)
    assert not kept().exists()


def test_graphs_fingerprint_counts_where_the_webhook_had_none(
    shelf: Shelf, send: Send, fetch: Fetch
) -> None:
    shelf.facts[ID] = answer(shelf.told(ID, PICTURE, sha256=hashlib.sha256(b"otra").hexdigest()))
    send(sha256="")
    fetch()
    assert (file().sha256, file().failure) == ("", "media_alterada")


def test_the_webhooks_fingerprint_counts_where_graph_tells_none(
    shelf: Shelf, send: Send, fetch: Fetch
) -> None:
    shelf.facts[ID] = answer(shelf.told(ID, PICTURE, sha256=None))
    send(PICTURE + b"otra cosa")
    fetch()
    assert file().failure == "media_alterada"


def test_a_redirect_is_not_followed_even_to_graph_itself(
    shelf: Shelf, send: Send, fetch: Fetch
) -> None:
    shelf.content[OTHER] = PICTURE
    shelf.bytes_[ID] = [answer(b"", 302, Location=f"{shelf.server.url}/files/{OTHER}")]
    send()
    fetch()
    assert file().failure == "media_sin_respuesta"
    assert f"/files/{OTHER}" not in shelf.asked


def test_what_drips_is_left_after_its_time(shelf: Shelf, send: Send) -> None:
    shelf.bytes_[ID] = [drip(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n")]
    fetcher = MediaFetcher(MediaClient(whole_s=1.0), lease_s=150.0)
    send()
    started = time.monotonic()
    fetcher.step()
    until(lambda: fetcher.step() or not fetcher.is_busy, seconds=PATIENCE_S)
    took = time.monotonic() - started
    fetcher.close()
    assert file().failure == "media_sin_respuesta"
    assert took < 5


def test_who_comes_late_undoes_nothing(shelf: Shelf, send: Send, fetcher: MediaFetcher) -> None:
    """Its lease is over and somebody else has fetched the file; its own try fails after that."""
    shelf.bytes_[ID] = [drip(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n")]
    send()
    fetcher.step()
    until(lambda: f"/files/{ID}" in shelf.asked)
    let_pass_for_files(151)
    second = MediaFetcher(MediaClient(), lease_s=150.0)
    second.step()
    until(lambda: second.step() or not second.is_busy)
    second.close()
    assert file().estado == "guardado"
    until(lambda: fetcher.step() or not fetcher.is_busy, seconds=PATIENCE_S)
    row = file()
    assert (row.estado, row.failure, row.size) == ("guardado", "", len(PICTURE))
    assert kept().read_bytes() == PICTURE


def test_two_workers_do_not_take_the_same_file(shelf: Shelf, send: Send) -> None:
    send()
    with scopes_disabled():
        first = station.take(5, of_one=2, but=[], lease=LEASE)
        second = station.take(5, of_one=2, but=[], lease=LEASE)
    assert (len(first), second) == (1, [])


def test_a_business_whose_files_never_come_delays_no_other(
    shelf: Shelf, send: Send, post_webhook, stations, fetcher: MediaFetcher, other_waba: WabaAccount
) -> None:
    for number in range(12):
        shelf.content[str(number + 1)] = PICTURE
        shelf.bytes_[str(number + 1)] = [hang]
        send(media_id=str(number + 1))
    message = messages.image(PERSON, media_id=ID, content=PICTURE)
    document = envelope(business_number(other_waba), person=PERSON, messages=[message])
    assert post_webhook(document).status_code == 200
    stations.inbox.step()
    theirs = {"cliente_id": other_waba.cliente_id}

    def has_come() -> list[MediaFile]:
        fetcher.step()
        return files(estado="guardado", **theirs)

    started = time.monotonic()
    until(has_come, seconds=PATIENCE_S)
    assert time.monotonic() - started < 2.5, "it waited for somebody else's"
    assert fetcher.in_flight.total() == station.OF_ONE_CLIENTE

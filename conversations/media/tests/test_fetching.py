"""What people send is fetched behind the conversation's back, whole, checked, and never run."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django_scopes import scopes_disabled

from conversations.media import keeping, station
from conversations.media.tests.conftest import (
    ID,
    PICTURE,
    Fetch,
    Send,
    Shelf,
    file,
    files,
    kept,
    let_pass_for_files,
)
from conversations.models import ConversationLog, MediaFile
from conversations.tests.look import log, logs
from conversations.tests.stations import let_pass
from liora.tests.running import until
from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import answer, drip, error, hang, hang_up, reset

PDF = b"%PDF-1.7 " + b"lista de precios " * 50


def test_it_works(shelf: Shelf, send: Send, fetch: Fetch):
    send(caption="¿tienen este?")
    assert file().estado == "esperando"
    assert log(direction="in").message_body == "¿tienen este?"
    fetch()
    row = file()
    assert (row.estado, row.mime, row.size) == ("guardado", "image/jpeg", len(PICTURE))
    assert kept().read_bytes() == PICTURE
    assert shelf.tokens == {f"Bearer {token()}"}


def token() -> str:
    with scopes_disabled():
        return WabaAccount.objects.get().access_token.reveal()


def test_the_message_is_answered_whether_or_not_the_file_ever_comes(shelf, send, fetch):
    shelf.facts[ID] = error(100, 400)
    send()
    assert logs(direction="out")
    fetch()
    assert (file().estado, file().failure) == ("fallido", "media_no_existe")


@pytest.mark.parametrize(
    ("kind", "content", "mime"),
    [
        ("image", b"\x89PNG\r\n\x1a\n" + b"p" * 300, "image/png"),
        ("sticker", b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"s" * 300, "image/webp"),
        ("audio", b"OggS\x00\x02" + b"\x00" * 22 + b"\x01\x13OpusHead" + b"a" * 300, "audio/ogg"),
        ("video", b"\x00\x00\x00\x20ftypisom" + b"v" * 300, "video/mp4"),
        ("video", b"\x00\x00\x00\x14ftyp3gp4" + b"v" * 300, "video/3gpp"),
        ("document", PDF, "application/pdf"),
        ("document", b"sku;precio\nA;100\n", "application/octet-stream"),
        ("document", b"<svg onload='alert(1)'></svg>", "application/octet-stream"),
    ],
)
def test_every_kind_is_kept_as_what_it_is(shelf, send, fetch, kind, content, mime):
    shelf.content[ID] = content
    send(content, kind)
    fetch()
    assert (file().kind, file().estado, file().mime) == (kind, "guardado", mime)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image", b"<html><script>alert(1)</script></html>"),
        ("image", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("image", PDF),
        ("audio", PICTURE),
        ("sticker", PICTURE),
        ("document", b"MZ" + b"\x00" * 300),
        ("document", b"\x7fELF\x02\x01\x01" + b"\x00" * 300),
    ],
)
def test_what_is_not_what_it_says_is_not_kept(shelf, send, fetch, kind, content):
    shelf.content[ID] = content
    send(content, kind)
    fetch()
    assert (file().estado, file().failure) == ("fallido", "media_tipo")
    assert not kept().exists()


def test_bytes_that_were_changed_on_their_way_are_asked_for_again(shelf, send, fetch):
    send()
    shelf.bytes_[ID] = [answer(PICTURE[:-1] + b"?")]
    fetch()
    assert (file().estado, file().failure) == ("esperando", "media_alterada")
    assert not kept().exists()
    let_pass_for_files(60)
    fetch()
    assert file().estado == "guardado"
    assert file().failure == ""


def test_bytes_that_are_never_right_are_given_up(shelf, send, fetch):
    send(PICTURE + b"otra cosa")
    for _ in range(station.MOST_ALTERED):
        fetch()
        let_pass_for_files(3600)
    assert (file().estado, file().failure) == ("fallido", "media_alterada")
    assert file().attempts == station.MOST_ALTERED


def test_what_weighs_too_much_is_left_where_it_is(shelf, send, fetch, monkeypatch):
    monkeypatch.setitem(station.fetch.__globals__["MOST_BYTES"], "image", 1000)
    send()
    fetch()
    assert (file().estado, file().failure) == ("fallido", "media_demasiado_grande")


def test_what_promises_little_and_never_ends_is_cut_off(shelf, send, fetch, monkeypatch):
    monkeypatch.setitem(station.fetch.__globals__["MOST_BYTES"], "image", 100_000)

    def pour(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            for _ in range(10_000):
                handler.wfile.write(b"\xff\xd8\xff\xe0" * 1000)
        except OSError:
            pass

    shelf.bytes_[ID] = [pour]
    send()
    fetch()
    assert file().failure == "media_demasiado_grande"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://example.com/foto.jpg",
        "https://lookaside.fbsbx.com.example.com/foto.jpg",
        "https://lookaside.fbsbx.com@example.com/foto.jpg",
        "https://example.com@lookaside.fbsbx.com/foto.jpg",
        "https://example.com\\.fbsbx.com/foto.jpg",
        "https://example.com\\@lookaside.fbsbx.com/foto.jpg",
        "https://example.com\t.fbsbx.com/foto.jpg",
        "https://ejemplofbsbx.com/foto.jpg",
        "http://127.0.0.1:1/foto.jpg",
        "http://lookaside.fbsbx.com/foto.jpg",
        "https://lookaside.fbsbx.com:8443/foto.jpg",
        "file:///etc/passwd",
        "https://[::1",
        "",
    ],
)
def test_the_token_goes_to_nobody_but_meta(shelf, send, fetch, url):
    shelf.facts[ID] = answer(shelf.told(ID, PICTURE, url=url))
    send()
    fetch()
    assert (file().estado, file().failure) == ("fallido", "media_direccion")
    assert len(shelf.asked) == 1


def test_a_redirect_is_not_followed(shelf, send, fetch):
    shelf.bytes_[ID] = [answer(b"", 302, Location="http://169.254.169.254/")]
    send()
    fetch()
    assert (file().estado, file().failure) == ("esperando", "media_sin_respuesta")


@pytest.mark.parametrize(
    "trouble",
    [
        answer(b"", 403),
        answer(b"", 404),
        answer(b"", 500),
        answer(PICTURE[:100], Content_Length="99999"),
        hang,
        hang_up,
        reset,
    ],
)
def test_after_any_trouble_it_is_asked_for_anew(shelf, send, fetch, trouble):
    shelf.bytes_[ID] = [trouble]
    send()
    fetch()
    assert (file().estado, file().failure) == ("esperando", "media_sin_respuesta")
    let_pass_for_files(60)
    fetch()
    assert file().estado == "guardado"
    looked_up = [path for path in shelf.asked if not path.startswith("/files/")]
    assert len(looked_up) == 2, "an address is good for five minutes only"


def test_a_refused_token_makes_it_wait(shelf, send, fetch):
    shelf.facts[ID] = error(190, 401)
    send()
    fetch()
    assert (file().estado, file().failure) == ("esperando", "media_rechazada")


def test_after_seven_days_it_is_given_up(shelf, send, fetch):
    shelf.facts[ID] = error(2, 500)
    send()
    with scopes_disabled():
        row = file()
        row.created_at -= timedelta(days=7, seconds=1)
        row.save(update_fields=["created_at"])
    fetch()
    assert (file().estado, file().failure) == ("fallido", "media_vencida")


def test_without_its_number_there_is_nothing_to_ask_with(shelf, send, fetch, waba):
    send()
    with scopes_disabled():
        MediaFile.objects.update(waba_account=None)
    fetch()
    assert (file().estado, file().failure) == ("fallido", "media_sin_numero")
    assert shelf.asked == []


def test_a_full_disk_makes_it_wait(shelf, send, fetch, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(station.fetch.__globals__["publish"].__globals__["os"], "fsync", refuse)
    send()
    fetch()
    monkeypatch.undo()
    assert (file().estado, file().failure) == ("esperando", "media_disco")
    assert not list((Path(settings.MEDIA_DIR) / keeping.PARTS).glob("*"))


def test_a_worker_that_died_is_missed_when_its_lease_ends(shelf, send, fetcher, fetch):
    send()
    with scopes_disabled():
        station.take(5, of_one=2, but=[], lease=timedelta(seconds=150))
    fetch()
    assert file().estado == "esperando", "somebody else has it"
    let_pass_for_files(151)
    fetch()
    assert (file().estado, file().attempts) == ("guardado", 2)


def test_what_a_dead_worker_left_half_way_is_swept(db, shelf, fetcher, settings, monkeypatch):
    parts = Path(settings.MEDIA_DIR) / keeping.PARTS
    parts.mkdir(parents=True)
    (parts / "a-medias").write_bytes(b"x")
    monkeypatch.setattr(keeping, "ABANDONED_S", -1)
    fetcher.step()
    assert list(parts.iterdir()) == []


def test_few_of_one_business_are_fetched_at_once(shelf, send, fetcher, waba):
    for number in range(6):
        send(media_id=f"{number + 1}")
        shelf.facts[f"{number + 1}"] = hang
    with scopes_disabled():
        fetcher._begin()
        fetcher._begin()
    assert fetcher.in_flight.total() == station.OF_ONE_CLIENTE


def test_who_stops_does_not_wait_for_a_slow_download(shelf, send, fetcher, monkeypatch):
    monkeypatch.setattr(station, "CLOSING_S", 0.2)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"
    shelf.bytes_[ID] = [drip(head)]
    fetcher.client.whole_s = 600.0
    send()
    fetcher.step()
    until(lambda: f"/files/{ID}" in shelf.asked)
    started = time.monotonic()
    fetcher.close()
    assert time.monotonic() - started < 1.5
    assert file().estado == "esperando"


def test_a_name_is_never_a_path(shelf, send, fetch):
    shelf.content[ID] = PDF
    send(PDF, "document", filename="../../../etc/passwd")
    fetch()
    assert kept().parent.name == file().cliente_id.hex
    assert file().name == "../../../etc/passwd"
    assert oct(kept().stat().st_mode & 0o777) == "0o600"


def test_a_message_that_comes_twice_has_one_file(shelf, send, fetch, waba):
    send()
    send()
    assert len(files()) == 2, "two messages, each with its own"
    with scopes_disabled():
        assert ConversationLog.objects.filter(media__isnull=False).count() == 2


@pytest.mark.parametrize("broken", ["", "../1", "abc", None, 7.5, "1" * 40])
def test_an_id_that_is_none_is_no_file(shelf, send, fetch, broken):
    send(id=broken)
    assert files() == []
    assert logs(direction="in")


def test_nothing_of_it_reaches_a_message_that_waits(shelf, send, stations, fetch):
    """The station of answers and that of files share nothing but the rows."""
    send()
    let_pass(1)
    stations.work()
    assert file().estado == "esperando"

"""A real worker is killed in mid-download; the next one fetches the file, and no half is left."""

import base64
import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scopes_disabled

from conversations.media.keeping import ABANDONED_S, PARTS, place_of
from conversations.media.tests.conftest import ID, PERSON, Shelf, file, files
from conversations.tests.real_workers import HASTE, Workers
from conversations.tests.road import PostWebhook
from liora.tests.running import until
from tenants.tests.factories import ClienteFactory
from whatsapp.models import WabaAccount
from whatsapp.simulator.payloads import envelope, messages
from whatsapp.tests.factories import WabaAccountFactory, business_number
from whatsapp.tests.graph_server import Handler
from whatsapp.tests.graph_stub import GraphStub, graph_stub

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Several pieces, so that some of them are on the disk when the worker dies.
PICTURE = b"\xff\xd8\xff\xe0" + os.urandom(1024 * 1024)
LEASE_S = 3


@pytest.fixture
def shelf(settings: Any, tmp_path: Path) -> Iterator[Shelf]:
    """Run a Graph that takes messages and keeps files."""
    settings.MEDIA_DIR = str(tmp_path / "media")
    with graph_stub() as graph:
        yield shelf_beside(graph)


def shelf_beside(graph: GraphStub) -> Shelf:
    take_messages = graph.server.play
    shelf = Shelf(graph.server)
    shelf.content[ID] = PICTURE

    def play(handler: Handler) -> None:
        (shelf.play if handler.command == "GET" else take_messages)(handler)

    graph.server.play = play
    return shelf


@pytest.fixture
def workers(shelf: Shelf, tmp_path: Path, database_url: str, settings: Any) -> Iterator[Workers]:
    environment = {
        "DATABASE_URL": database_url,
        "META_GRAPH_URL": shelf.server.url,
        "MEDIA_DIR": settings.MEDIA_DIR,
        "MEDIA_LEASE_S": str(LEASE_S),
        **HASTE,
    }
    with ExitStack() as stack:
        yield Workers(stack, tmp_path, environment)


def half(handler: Handler) -> None:
    """Give half of a picture, and then one byte at a time for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(PICTURE)))
    handler.end_headers()
    handler.wfile.write(PICTURE[: len(PICTURE) // 2])
    while not handler.server.stopping.wait(0.1):
        handler.wfile.write(b"x")


def post_picture(post_webhook: PostWebhook) -> None:
    with scopes_disabled():
        waba: WabaAccount = WabaAccountFactory(cliente=ClienteFactory(), marks_read=False)
    message = messages.image(PERSON, media_id=ID, content=PICTURE)
    message["image"]["sha256"] = base64.b64encode(hashlib.sha256(PICTURE).digest()).decode()
    document = envelope(business_number(waba), person=PERSON, messages=[message])
    assert post_webhook(document).status_code == 200


def parts(media_dir: str) -> list[Path]:
    """Return what is being fetched and has bytes on the disk."""
    return [path for path in (Path(media_dir) / PARTS).glob("*") if path.stat().st_size]


def let_pass_since_death(left: list[Path]) -> None:
    """Make what a dead worker left as old as what the next one sweeps."""
    for path in left:
        then = path.stat().st_mtime - ABANDONED_S - 1
        os.utime(path, (then, then))


def test_a_killed_worker_leaves_no_half_file_and_the_next_one_fetches_it(
    shelf: Shelf, workers: Workers, post_webhook: PostWebhook, settings: Any
) -> None:
    shelf.bytes_[ID] = [half]
    first = workers.start()
    post_picture(post_webhook)
    left = until(lambda: parts(settings.MEDIA_DIR))
    first.process.kill()
    first.process.wait()
    assert (file().estado, file().attempts) == ("esperando", 1)
    assert not place_of(file().cliente_id, file().id).exists(), "half a file was shown as whole"
    let_pass_since_death(left)

    workers.start()
    until(lambda: files(estado="guardado"))
    row = file()
    assert (row.attempts, row.size, row.failure) == (2, len(PICTURE), "")
    assert place_of(row.cliente_id, row.id).read_bytes() == PICTURE
    assert [path.parent.name for path in Path(settings.MEDIA_DIR).rglob("*") if path.is_file()] == [
        row.cliente_id.hex
    ]

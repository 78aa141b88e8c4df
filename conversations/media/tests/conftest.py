"""A Graph that keeps files, and a station that fetches from it."""

import base64
import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django_scopes import scopes_disabled

from conversations.media.keeping import place_of
from conversations.media.station import MediaFetcher
from conversations.models import MediaFile
from conversations.tests.road import ANA, PostWebhook
from conversations.tests.stations import Stations
from whatsapp.graph.media import MediaClient
from whatsapp.models import WabaAccount
from whatsapp.simulator.addresses import Person
from whatsapp.simulator.payloads import envelope, messages
from whatsapp.tests.factories import business_number
from whatsapp.tests.graph_server import GraphServer, Handler, Play, answer, error, graph_server
from whatsapp.tests.graph_stub import GraphStub

Send = Callable[..., None]
Fetch = Callable[[], None]

ID = "1003383421387256"
PERSON = Person(wa_id=ANA, name="Ana")
PICTURE = b"\xff\xd8\xff\xe0" + b"una foto " * 400
PATIENCE_S = 20.0
LEASE_S = 150.0


class Shelf:
    """What Meta keeps, by id. `facts` and `bytes_` may be played otherwise by a test."""

    def __init__(self, server: GraphServer) -> None:
        self.server = server
        self.content: dict[str, bytes] = {}
        self.facts: dict[str, Play] = {}
        self.bytes_: dict[str, list[Play]] = {}
        self.asked: list[str] = []
        self.tokens: set[str] = set()
        server.play = self.play

    def play(self, handler: Handler) -> None:
        path = urlsplit(handler.path).path
        self.asked.append(path)
        self.tokens.add(handler.headers.get("Authorization", ""))
        media_id = path.rsplit("/", 1)[-1]
        self._play_of(media_id, is_file=path.startswith("/files/"))(handler)

    def _play_of(self, media_id: str, *, is_file: bool) -> Play:
        if is_file:
            waiting = self.bytes_.get(media_id)
            return waiting.pop(0) if waiting else answer(self.content[media_id])
        if media_id in self.facts:
            return self.facts[media_id]
        content = self.content.get(media_id)
        return error(100, 400) if content is None else answer(self.told(media_id, content))

    def told(self, media_id: str, content: bytes, **changes: Any) -> dict[str, Any]:
        return {
            "messaging_product": "whatsapp",
            "url": f"{self.server.url}/files/{media_id}",
            "mime_type": "image/jpeg",
            "sha256": hashlib.sha256(content).hexdigest(),
            "file_size": len(content),
            "id": media_id,
        } | changes


@pytest.fixture
def shelf(graph: GraphStub, settings: Any, tmp_path: Path) -> Iterator[Shelf]:
    """Come after the Graph that takes messages: this one is asked for files."""
    settings.MEDIA_DIR = str(tmp_path / "media")
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        shelf = Shelf(server)
        shelf.content[ID] = PICTURE
        yield shelf


@pytest.fixture
def send(waba: WabaAccount, post_webhook: PostWebhook, stations: Stations) -> Send:
    """Return a function that sends a file and lets Liora answer, before anything is fetched."""

    def send(
        content: bytes = PICTURE, kind: str = "image", *, media_id: str = ID, **part: object
    ) -> None:
        message = messages.image(PERSON, media_id=media_id, content=content)
        described = message.pop("image")
        described["sha256"] = base64.b64encode(hashlib.sha256(content).digest()).decode()
        message |= {"type": kind, kind: described | part}
        document = envelope(business_number(waba), person=PERSON, messages=[message])
        assert post_webhook(document).status_code == 200
        stations.inbox.step()

    return send


@pytest.fixture
def fetcher(shelf: Shelf) -> Iterator[MediaFetcher]:
    station = MediaFetcher(MediaClient(whole_s=3.0), lease_s=LEASE_S)
    yield station
    station.close()


@pytest.fixture
def fetch(fetcher: MediaFetcher) -> Fetch:
    """Return a function that lets the station work until nothing is left to do now."""

    def work() -> None:
        deadline = time.monotonic() + PATIENCE_S
        while fetcher.step() or fetcher.is_busy:
            assert time.monotonic() < deadline, "the station never rests"
            time.sleep(0.005)

    return work


def kept() -> Path:
    """Return where the only file belongs."""
    return place_of(file().cliente_id, file().id)


def let_pass_for_files(seconds: float) -> None:
    with scopes_disabled():
        for row in MediaFile.objects.all():
            row.not_before -= timedelta(seconds=seconds)
            row.save(update_fields=["not_before"])


def files(**filters: Any) -> list[MediaFile]:
    with scopes_disabled():
        return list(MediaFile.objects.filter(**filters).order_by("id"))


def file(**filters: Any) -> MediaFile:
    (found,) = files(**filters)
    return found

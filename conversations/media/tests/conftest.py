"""A Graph that keeps files, and a station that fetches from it."""

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django_scopes import scopes_disabled

from conversations.media.station import MediaFetcher
from conversations.models import MediaFile
from whatsapp.graph.media import MediaClient
from whatsapp.tests.graph_server import GraphServer, Handler, Play, answer, error, graph_server

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
def shelf(settings: Any, tmp_path: Path) -> Iterator[Shelf]:
    settings.MEDIA_DIR = str(tmp_path / "media")
    with graph_server() as server:
        settings.META_GRAPH_URL = server.url
        yield Shelf(server)


@pytest.fixture
def fetcher(shelf: Shelf) -> Iterator[MediaFetcher]:
    station = MediaFetcher(MediaClient(whole_s=3.0), lease_s=LEASE_S)
    yield station
    station.close()


@pytest.fixture
def fetch(fetcher: MediaFetcher) -> Callable[[], None]:
    """Return a function that lets the station work until nothing is left to do now."""

    def work() -> None:
        deadline = time.monotonic() + PATIENCE_S
        while fetcher.step() or fetcher.is_busy:
            assert time.monotonic() < deadline, "the station never rests"
            time.sleep(0.005)

    return work


def files(**filters: Any) -> list[MediaFile]:
    with scopes_disabled():
        return list(MediaFile.objects.filter(**filters).order_by("id"))


def file(**filters: Any) -> MediaFile:
    (found,) = files(**filters)
    return found

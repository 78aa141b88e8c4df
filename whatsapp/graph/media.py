"""Fetching what people send: first where it is, then the bytes themselves.

Source: Cloud API, media. The id of a webhook is good for seven days, the address that Graph tells
for it for five minutes, and both ask for the token.
"""

import errno
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from whatsapp.graph.calls import TOKEN, SimulatorOffError, base_url_for
from whatsapp.graph.client import GraphClient
from whatsapp.graph.results import Lookup

# The token goes to nobody else, whatever an answer says.
METAS_HOSTS = (".fbsbx.com", ".fbcdn.net", ".whatsapp.net", ".facebook.com")
# One parser ends a host at a backslash and another does not; in this, all of them see the same.
PLAIN = re.compile(r"[!-\[\]-~]+")
PIECE = 64 * 1024
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)
WHOLE_S = 60.0


class Problem(StrEnum):
    """Why the bytes did not come. Only a wrong address and too much of them are for good."""

    NO_ANSWER = "sin_respuesta"
    GONE = "url_vencida"
    ADDRESS = "direccion_ajena"
    TOO_LARGE = "demasiado_grande"
    CUT_SHORT = "incompleto"


@dataclass(frozen=True, slots=True)
class Bytes:
    """How many came, or why not."""

    size: int = 0
    problem: Problem | None = None


class MediaClient(GraphClient):
    """Shared by threads; one download takes at most WHOLE_S seconds."""

    def __init__(self, *, pool_size: int = 8, whole_s: float = WHOLE_S) -> None:
        super().__init__(pool_size=pool_size, answer_timeout=whole_s)
        self.whole_s = whole_s
        self.is_closed = False

    def close(self) -> None:
        """Let no download go on: whoever stops does not wait for a slow one."""
        self.is_closed = True
        super().close()

    def look_up(self, media_id: str, token: str) -> Lookup:
        """Ask where a file is: `url`, `mime_type`, `sha256` in hex, `file_size` in bytes."""
        return self._get(media_id, "", token=token)

    def download(self, url: str, token: str, *, to: BinaryIO, most: int) -> Bytes:
        """Write what is at an address of Meta's into `to`, up to `most` bytes of it.

        Raises OSError if they cannot be written.
        """
        if not (TOKEN.fullmatch(token) and is_metas(url, token)):
            return Bytes(problem=Problem.ADDRESS)
        try:
            return self._download(url, token, to, most)
        except (requests.RequestException, HTTPError, OSError) as error:
            if getattr(error, "errno", None) in NO_ROOM:
                raise
            return Bytes(problem=Problem.NO_ANSWER)

    def _download(self, url: str, token: str, to: BinaryIO, most: int) -> Bytes:
        headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        deadline = time.monotonic() + self.whole_s
        with self._session.get(
            url, headers=headers, timeout=self._timeouts, allow_redirects=False, stream=True
        ) as answer:
            if answer.status_code != 200:
                gone = answer.status_code in (401, 403, 404, 410)
                return Bytes(problem=Problem.GONE if gone else Problem.NO_ANSWER)
            if _promised(answer.headers) > most:
                return Bytes(problem=Problem.TOO_LARGE)
            size = 0
            while piece := answer.raw.read1(PIECE, decode_content=False):
                size += len(piece)
                if size > most:
                    return Bytes(problem=Problem.TOO_LARGE)
                if time.monotonic() > deadline or self.is_closed:
                    return Bytes(problem=Problem.NO_ANSWER)
                to.write(piece)
            whole = _promised(answer.headers) in (0, size)
            return Bytes(size) if whole else Bytes(problem=Problem.CUT_SHORT)


def is_metas(url: str, token: str) -> bool:
    """Tell whether an address is Meta's over HTTPS, or of the Graph that stands in for it."""
    if not PLAIN.fullmatch(url):
        return False
    try:
        asked, graph = urlsplit(url), urlsplit(base_url_for(token))
        here = (asked.scheme, asked.hostname, asked.port)
    except (ValueError, SimulatorOffError):
        return False
    if asked.username or asked.password or not asked.hostname:
        return False
    if here == (graph.scheme, graph.hostname, graph.port):
        return True
    return (
        asked.scheme == "https"
        and asked.port in (None, 443)
        and asked.hostname.endswith(METAS_HOSTS)
    )


def _promised(headers: Mapping[str, str]) -> int:
    written = headers.get("Content-Length", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 0

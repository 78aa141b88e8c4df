"""Giving a file to somebody's browser, in which it may do nothing."""

from collections.abc import Iterator
from pathlib import Path

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from conversations.media.keeping import place_of
from conversations.media.kinds import SHOWN, UNKNOWN
from conversations.models import MediaFile

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "application/pdf": "pdf",
}
PIECE = 64 * 1024
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def file_response(media: MediaFile) -> StreamingHttpResponse | None:
    """Return a kept file, or None where there is none.

    Pictures, sounds and films may be shown in a page; everything else can only be saved.
    """
    place = place_of(media.cliente_id, media.id)
    try:
        size = place.stat().st_size
    except OSError:
        return None
    shown = media.mime in SHOWN
    # Under its own type only what a browser merely shows.
    response = StreamingHttpResponse(_pieces(place), content_type=media.mime if shown else UNKNOWN)
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not shown, file_name(media)) or "attachment"
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _pieces(place: Path) -> Iterator[bytes]:
    """Read a file once somebody wants it; who asks for its headers alone opens nothing."""
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def file_name(media: MediaFile) -> str:
    """Return what the file is saved as: its own name, or its kind with what it is."""
    if media.name:
        return media.name
    extension = EXTENSIONS.get(media.mime, "bin")
    return f"{media.kind}-{str(media.id)[:8]}.{extension}"

"""Giving a file to somebody's browser, in which it may do nothing."""

from django.http import FileResponse, HttpResponse
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
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def file_response(media: MediaFile) -> FileResponse | HttpResponse | None:
    """Return a kept file, or None where there is none.

    Pictures, sounds and films may be shown in a page; everything else can only be saved.
    """
    try:
        file = place_of(media.cliente_id, media.id).open("rb")
    except OSError:
        return None
    shown = media.mime in SHOWN
    # Under its own type only what a browser merely shows.
    response = FileResponse(file, content_type=media.mime if shown else UNKNOWN)
    response.headers["Content-Disposition"] = (
        content_disposition_header(not shown, file_name(media)) or "attachment"
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def file_name(media: MediaFile) -> str:
    """Return what the file is saved as: its own name, or its kind with what it is."""
    if media.name:
        return media.name
    extension = EXTENSIONS.get(media.mime, "bin")
    return f"{media.kind}-{str(media.id)[:8]}.{extension}"

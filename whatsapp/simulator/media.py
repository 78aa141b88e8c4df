"""Media people send: kept as Meta keeps uploads, and found again by a numeric id."""

import base64
import secrets
from pathlib import Path

from django.utils.translation import gettext as _

from whatsapp.simulator.models import SimulatorMedia

SAMPLES = Path(__file__).parent / "samples"
# Cloud API, supported media: a picture has at most 5 MB. In base64 it must fit Django's limit.
PICTURE_MOST = 2 * 1024 * 1024
PICTURE_STARTS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class MediaError(ValueError):
    """The upload is not something WhatsApp sends; the message is Spanish."""


def keep_picture(encoded: str) -> SimulatorMedia:
    """Keep a picture given in base64, or the sample one for ""; raises MediaError."""
    content = _decoded(encoded) if encoded else (SAMPLES / "foto.jpg").read_bytes()
    if len(content) > PICTURE_MOST:
        raise MediaError(_("La foto pesa más de 2 MB."))
    for start, mime_type in PICTURE_STARTS.items():
        if content.startswith(start):
            return _keep(content, mime_type)
    raise MediaError(_("WhatsApp solo manda fotos JPEG o PNG."))


def keep_voice_note() -> SimulatorMedia:
    return _keep((SAMPLES / "nota-de-voz.ogg").read_bytes(), "audio/ogg; codecs=opus")


def keep_sticker() -> SimulatorMedia:
    return _keep((SAMPLES / "sticker.webp").read_bytes(), "image/webp")


def _keep(content: bytes, mime_type: str) -> SimulatorMedia:
    media_id = str(10**14 + secrets.randbelow(9 * 10**14))
    return SimulatorMedia.objects.create(id=media_id, content=content, mime_type=mime_type)


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as problem:
        raise MediaError(_("La foto llegó dañada.")) from problem

"""Taking in a body that may be half a gigabyte, without ever holding it in memory."""

import errno
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.translation import gettext as _

from catalog.files.unpacking import LARGEST_PACKED
from liora.api.errors import ApiError, BadRequest, TooLarge

PIECE = 256 * 1024
IN_MEMORY = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came, checksum over its own bytes."""

    file: BinaryIO
    size: int
    checksum: str
    name: str = ""


def receive(request: Any, each: Callable[[bytes], None], keep: bool = True) -> Received:
    """Read a request's body into a file, giving `each` its pieces; the caller closes the file.

    Nothing is written where the body is not to be kept.

    Raises TooLarge, and BadRequest for a body that ends early.
    """
    if "Transfer-Encoding" in request.headers:
        raise ApiError(
            _("Mandá el cuerpo con Content-Length."), code="falta_content_length", status=411
        )
    announced = _announced(request)
    if announced > LARGEST_PACKED:
        raise TooLarge(_("El archivo pasa de 512 MB: mandalo comprimido con gzip."))
    digest, size = hashlib.sha256(), 0
    spooled = cast("BinaryIO", tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    try:
        while piece := request.read(PIECE):
            if keep:
                spooled.write(piece)
                digest.update(piece)
            each(piece)
            size += len(piece)
    except OSError as error:
        spooled.close()
        raise _refused(error) from error
    if size != announced:
        spooled.close()
        raise BadRequest(_("El cuerpo llegó cortado: mandalo de nuevo."), code="cuerpo_cortado")
    spooled.seek(0)
    return Received(spooled, size, digest.hexdigest())


def file_in(request: Any, received: Received) -> Received:
    """Return the one file of a multipart form; any other body is the file itself."""
    content_type = request.content_type or ""
    if not content_type.startswith("multipart/form-data"):
        return received
    about = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(received.size)}
    handlers = [TemporaryFileUploadHandler(request)]
    try:
        _fields, files = MultiPartParser(about, received.file, handlers, "utf-8").parse()  # type: ignore[arg-type]
    except MultiPartParserError:
        raise BadRequest(_("El formulario no se entiende."), code="formulario_invalido") from None
    found = [one for _name, several in files.lists() for one in several]
    if len(found) != 1:
        raise BadRequest(_("El formulario lleva un archivo, y uno solo."), code="falta_archivo")
    file = found[0].file
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return Received(file, found[0].size, digest, found[0].name or "")


def _announced(request: Any) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() and len(given) < 16 else 0


def _refused(error: OSError) -> ApiError:
    if error.errno == errno.ENOSPC:
        return ApiError(
            _("No queda lugar para recibir el archivo: probá más tarde."),
            code="sin_espacio",
            status=503,
        )
    return BadRequest(_("El cuerpo llegó cortado: mandalo de nuevo."), code="cuerpo_cortado")

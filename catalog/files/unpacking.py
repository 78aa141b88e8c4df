"""Getting at the bytes of a pushed file, compressed or not, without ever holding all of them."""

import gzip
import io
import zlib
from typing import IO, BinaryIO, cast

from django.utils.translation import gettext as _

from catalog.files.trouble import TooMuch, UnreadableCatalog

GZIP = b"\x1f\x8b"
# Archives and spreadsheets, which people push by mistake (PKWARE APPNOTE 4.3.7, [MS-CFB] 2.2,
# and the magic numbers of xz, bzip2, zstd and 7z).
OTHERS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xfd7zXZ",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
)
# A million products with long descriptions are some 500 MB.
LARGEST_UNPACKED = 2 * 1024**3
LARGEST_PACKED = 512 * 1024**2


class Limited(io.RawIOBase):
    """A stream that raises TooMuch beyond `limit` bytes, and UnreadableCatalog for bad gzip."""

    def __init__(self, source: IO[bytes], limit: int = LARGEST_UNPACKED) -> None:
        self._source, self._left = source, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        try:
            read = self._source.read(len(buffer))
        except (EOFError, OSError, zlib.error):
            raise UnreadableCatalog(_("El archivo comprimido está cortado o dañado.")) from None
        self._left -= len(read)
        if self._left < 0:
            raise TooMuch(_("El archivo descomprimido es demasiado grande."))
        buffer[: len(read)] = read
        return len(read)


def unpacked(raw: BinaryIO) -> io.BufferedReader:
    """Return the file's own bytes from the start; raises UnreadableCatalog for other archives."""
    raw.seek(0)
    magic = raw.read(6)
    raw.seek(0)
    if magic.startswith(OTHERS):
        raise UnreadableCatalog(
            _("Mandá el catálogo como CSV o JSON por líneas, solo o comprimido con gzip.")
        )
    source = cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if magic.startswith(GZIP) else raw
    return io.BufferedReader(Limited(source), 256 * 1024)

"""Which encoding a pushed file is written in."""

import codecs
import io
from typing import BinaryIO

from catalog.files.unpacking import unpacked

# The longer ones first: UTF-32's mark begins as UTF-16's does.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "cp1252", "ascii"}
BLOCK = 1024 * 1024
# What Excel writes on a Spanish Windows.
WINDOWS = "cp1252"


def encoding_of(raw: BinaryIO, named: str = "") -> str:
    """Return the encoding of a file: its byte order mark's, the one named, or what its bytes are.

    Bytes that are no UTF-8 are taken for Windows-1252. Reads the whole file once.
    """
    head = unpacked(raw).read(4096)
    marked = next((encoding for mark, encoding in MARKS if head.startswith(mark)), "")
    return marked or _known(named) or _without_mark(head) or _by_content(raw)


def as_text(raw: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Return the file as text; what cannot be decoded becomes U+FFFD, which no cell may hold."""
    return io.TextIOWrapper(unpacked(raw), encoding=encoding, errors="replace", newline="")


def _known(named: str) -> str:
    try:
        name = codecs.lookup(named).name
    except LookupError:
        return ""
    # Who says ISO-8859-1 nearly always means Windows-1252 (WHATWG Encoding, 4.2), and who says
    # UTF-8 is often wrong: it is looked at.
    if name in ("iso8859-1", "ascii"):
        return WINDOWS
    return name if name in KNOWN - {"utf-8"} else ""


def _without_mark(head: bytes) -> str:
    """Tell UTF-16 by its zeros: a header is ASCII, so every other byte is one."""
    evens, odds = head[:200:2], head[1:200:2]
    if len(odds) < 4 or head.count(0) < len(odds) // 2:
        return ""
    if odds.count(0) > 0.8 * len(odds):
        return "utf-16-le"
    return "utf-16-be" if evens.count(0) > 0.8 * len(evens) else ""


def _by_content(raw: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream = unpacked(raw)
    try:
        while block := stream.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8"

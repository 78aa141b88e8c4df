"""Which encoding a pushed file is written in."""

import codecs
import io
from collections.abc import Iterator
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
SURE = {"utf-16", "utf-16-le", "utf-16-be"}
BLOCK = 1024 * 1024
# What Excel writes on a Spanish Windows.
WINDOWS = "cp1252"


def encoding_of(raw: BinaryIO, named: str = "") -> str:
    """Return the encoding of a file: its byte order mark's, the one named, or what its bytes are.

    Bytes that are mostly no UTF-8 are taken for Windows-1252. Reads the whole file once.
    """
    head = unpacked(raw).read(4096)
    marked = next((encoding for mark, encoding in MARKS if head.startswith(mark)), "")
    return marked or _known(named) or _without_mark(head) or _by_content(raw)


def as_text(raw: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """Return the file as text; what cannot be decoded becomes U+FFFD, which no cell may hold."""
    return io.TextIOWrapper(unpacked(raw), encoding=encoding, errors="replace", newline="")


def _known(named: str) -> str:
    """Believe a sender who names UTF-16; whoever names another one is often wrong."""
    try:
        name = codecs.lookup(named).name
    except LookupError:
        return ""
    return name if name in SURE else ""


def _without_mark(head: bytes) -> str:
    """Tell UTF-16 by its zeros: a header is ASCII, so every other byte is one."""
    evens, odds = head[:200:2], head[1:200:2]
    if len(odds) < 4 or head.count(0) < len(odds) // 2:
        return ""
    if odds.count(0) > 0.8 * len(odds):
        return "utf-16-le"
    return "utf-16-be" if evens.count(0) > 0.8 * len(evens) else ""


def _by_content(raw: BinaryIO) -> str:
    """Tell UTF-8 from Windows-1252 by which letters beyond ASCII come out right.

    A single stray byte in a file of UTF-8 spoils its own row alone.
    """
    try:
        for _text in _decoded(raw, "strict"):
            pass
    except UnicodeDecodeError:
        right = wrong = 0
        for text in _decoded(raw, "replace"):
            wrong += text.count("\ufffd")
            right += len(text) - len(text.encode("ascii", "ignore"))
        return "utf-8" if right > 2 * wrong else WINDOWS
    return "utf-8"


def _decoded(raw: BinaryIO, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    stream = unpacked(raw)
    while block := stream.read(BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)

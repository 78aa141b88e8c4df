"""Files that are meant to hurt, or look as if they were, are refused with a reason."""

import gzip
import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from catalog.files import unpacking
from catalog.files.reading import read_catalog
from catalog.files.rows import Product, plain_text
from catalog.files.tables import LARGEST_CELL, LONGEST_LINE, MOST_COLUMNS
from catalog.files.trouble import RowError, TooMuch, UnreadableCatalog

HEADER = "sku,title,description,price,currency,stock,url,image_url,category,brand\n"


def rows(content: bytes | str) -> list[tuple[int, Product] | RowError]:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return list(read_catalog(io.BytesIO(raw), currency="ARS").rows)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableCatalog),
        (b"\n \n", UnreadableCatalog),
        (b"\xef\xbb\xbf", UnreadableCatalog),
        (b"PK\x03\x04" + b"a" * 100, UnreadableCatalog),
        (b"\xd0\xcf\x11\xe0" + b"a" * 100, UnreadableCatalog),
        (gzip.compress(HEADER.encode())[:-9], UnreadableCatalog),
        (b"\x1f\x8b" + b"nada" * 9, UnreadableCatalog),
        (b"%PDF-1.4", UnreadableCatalog),
        (b"\x00" * 1000, UnreadableCatalog),
        (b"<html><body>404</body></html>", UnreadableCatalog),
        (HEADER + 'A,"abierta\n' + "x,y\n" * 60_000, UnreadableCatalog),
        (HEADER + "A," + "t" * (LARGEST_CELL + 1), UnreadableCatalog),
        (HEADER + "A," + "t," * LONGEST_LINE, TooMuch),
        (",".join(f"c{number}" for number in range(MOST_COLUMNS + 1)), TooMuch),
        ("{}\n{}\n", UnreadableCatalog),
        ("{" + '"a":' * 5000, UnreadableCatalog),
    ],
    ids=[
        *("empty", "blank", "only a mark", "zip", "xls", "cut gzip", "no gzip", "pdf", "zeros"),
        *("html", "open quote", "long cell", "long line", "many columns", "no keys", "deep"),
    ],
)
def test_a_file_that_is_no_catalog_is_refused_whole(content, error):
    with pytest.raises(error) as refused:
        rows(content)
    assert str(refused.value)
    assert refused.value.code


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("A,Nulo\x00,,1,ARS,1,,,,", "title"),
        ("A,Ok,d\x00,1,ARS,1,,,,", "description"),
        ("A\x07,Campana,,1,ARS,1,,,,", "sku"),
        ("A,\ufffd,,1,ARS,1,,,,", "title"),
        (f"{'s' * 101},Largo,,1,ARS,1,,,,", "sku"),
        (f"A,{'t' * 501},,1,ARS,1,,,,", "title"),
        (f"A,Ok,,1,ARS,1,,,{'c' * 201},", "category"),
        (f"A,Ok,,1,ARS,1,,,,{'b' * 201}", "brand"),
        ("A,Ok,,1,XXZ,1,,,,", "currency"),
        ("A,Ok,,1,A RS,1,,,,", "currency"),
        ("A,Ok,,1 USD,ARS,1,,,,", "currency"),
        ("A,Ok,,1,ARS,1,,,,,sobra", ""),
        ("A,Ok,,1,ARS,1,javascript:alert(1),,,", "url"),
        ("A,Ok,,1,ARS,1,https://u:p@t.com/,,,", "url"),
        ("A,Ok,,1,ARS,1,//t.com,,,", "url"),
        ("A,Ok,,1,ARS,1,http://169.254.169.254/,,,", "url"),
        ("A,Ok,,1,ARS,1,https://localhost/a,,,", "url"),
        ("A,Ok,,1,ARS,1,,data:image/png;base64,", "image_url"),
        ("A,Ok,,1,ARS,1,,file:///etc/passwd,,", "image_url"),
    ],
)
def test_a_bad_cell_is_told_with_its_column_and_the_rest_goes_on(row: str, column: str):
    first, second = rows(f"{HEADER}{row}\nB,Bueno,,2,ARS,1,,,,\n")
    assert isinstance(first, RowError)
    assert (first.line, first.column) == (2, column)
    assert first.reason
    assert second[1].sku == "B"


def test_what_is_told_of_an_error_can_be_stored():
    [error] = rows(HEADER + f"A,{'x' * 600}\x00\ud83d,,1,ARS,1,,,,")
    told = error.as_json()
    assert len(told["value"]) <= 200
    assert "\x00" not in str(told)


class Endless(io.RawIOBase):
    """A compressed file of short lines, on and on."""

    def __init__(self, blocks: int) -> None:
        self.packed = io.BytesIO(gzip.compress((b"a" * 999 + b"\n") * 1000, 9) * blocks)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, *args: int) -> int:
        return self.packed.seek(*args)

    def readinto(self, buffer) -> int:
        return self.packed.readinto(buffer)


def test_a_compressed_bomb_ends_at_the_limit_and_in_little_memory(monkeypatch: pytest.MonkeyPatch):
    # The real limit takes half a minute to reach.
    monkeypatch.setattr(unpacking.Limited.__init__, "__defaults__", (50_000_000,))
    tracemalloc.start()
    with pytest.raises(TooMuch, match="descomprimido"):
        read_catalog(io.BufferedReader(Endless(100)), currency="ARS")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


def long_file(count: int) -> Iterator[bytes]:
    yield HEADER.encode()
    for number in range(count):
        yield f"SKU-{number},Producto {number},,1,ARS,1,,,,\n".encode()


def test_a_long_file_is_never_all_in_memory():
    content = io.BytesIO(b"".join(long_file(60_000)))
    tracemalloc.start()
    count = sum(1 for _row in read_catalog(content, currency="ARS").rows)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 60_000
    # What it does keep is every SKU, to find those that come twice.
    assert peak < 15_000_000


def test_formulas_that_our_exports_quoted_come_back_as_they_were():
    row = "A,'=1+1,\"'-5 grados\",1,ARS,1,,,'@casa,'Quilmes\n"
    [(_line, product)] = rows(HEADER + row)
    assert (product.title, product.description) == ("=1+1", "-5 grados")
    assert (product.category, product.brand) == ("@casa", "'Quilmes")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Uno</p><p>Dos</p>", "Uno\nDos"),
        ("A &amp; B", "A & B"),
        ("<script>alert(1)</script>Hola", "alert(1)Hola"),
        ("5 < 6", "5 < 6"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("x<br/>y", "x\ny"),
    ],
)
def test_descriptions_lose_their_markup(markup: str, text: str):
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    "price", ["1" + " " * 90_000 + "!", "1x!" + " " * 50_000, "1." * 40_000, "$" * 90_000]
)
def test_no_price_keeps_everybody_waiting(price: str):
    started = time.monotonic()
    [error] = rows(HEADER + f"A,Uno,,{price},ARS,1,,,,")
    assert (error.column, time.monotonic() - started < 1) == ("price", True)


@pytest.mark.parametrize("markup", ["<" * 99_000, "<br" * 33_000, "<p>" * 33_000, "<a " * 33_000])
def test_no_markup_does_either(markup: str):
    started = time.monotonic()
    rows(HEADER + f"A,Uno,{markup},1,ARS,1,,,,")
    assert time.monotonic() - started < 1


def test_objects_of_nothing_but_brackets_take_little_memory():
    line = ('{"sku": "A", "title": "B", "price": 1, "c": [' + "[]," * 30_000 + "[]]}\n").encode()
    tracemalloc.start()
    rows(gzip.compress(line * 30))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_line_that_never_ends_is_not_read_to_its_end():
    packed = gzip.compress(b"a" * 100_000_000)
    tracemalloc.start()
    with pytest.raises(TooMuch):
        rows(packed)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000

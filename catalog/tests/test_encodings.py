"""A file in any real encoding imports exactly, or says where it cannot be read."""

import gzip
import io
from collections.abc import Iterable

import pytest

from catalog.files.reading import CatalogFile, read_catalog
from catalog.files.rows import Product
from catalog.files.trouble import RowError

ROWS = (
    ("sku", "title", "description", "price", "stock"),
    ("ÑAN-1", "Café «ñandú» 100 % puro", "Línea uno\nlínea dos; con, todo", "1500", "3"),
    ("TÉ-2", 'Té "verde" — suave', "", "900.50", "0"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
ENDINGS = ("\n", "\r\n", "\r")


def written(rows: Iterable[Iterable[str]], *, delimiter: str = ",", ending: str = "\n") -> str:
    quoted = (
        delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows
    )
    return ending.join(quoted) + ending


def read(content: bytes, **options: str) -> CatalogFile:
    return read_catalog(io.BytesIO(content), currency="ARS", **options)


def products(file: CatalogFile) -> list[Product]:
    rows = list(file.rows)
    assert not [row for row in rows if isinstance(row, RowError)], rows
    return [row[1] for row in rows]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_value_arrives_as_it_was_written(encoding: str, delimiter: str, ending: str):
    content = written(ROWS, delimiter=delimiter, ending=ending).encode(encoding)
    file = read(content)
    assert file.delimiter == delimiter
    first, second = products(file)
    assert (first.sku, first.title) == ("ÑAN-1", "Café «ñandú» 100 % puro")
    assert first.description.replace("\r\n", "\n").replace("\r", "\n") == ROWS[1][2]
    assert (second.sku, second.title, second.price) == ("TÉ-2", 'Té "verde" — suave', "900.50")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_compressed_file_is_read_as_its_content(encoding: str):
    assert len(products(read(gzip.compress(written(ROWS).encode(encoding))))) == 2


def test_several_compressed_pieces_in_a_row_are_one_file():
    whole = written(ROWS).encode()
    content = gzip.compress(whole[:40]) + gzip.compress(whole[40:])
    assert len(products(read(content))) == 2


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("utf-16-le", "utf-16-le"),
        ("ISO-8859-1", "cp1252"),
        ("utf-8", "cp1252"),
        ("no-existe", "cp1252"),
    ],
)
def test_what_the_sender_names_counts_where_it_can_be_true(named: str, encoding: str):
    content = written(ROWS).encode(encoding)
    file = read(content, encoding=named)
    assert products(file)[0].title == ROWS[1][1]


def test_a_byte_that_is_no_letter_is_told_with_its_line_and_column():
    content = b"sku,title,price\nA,Caf\xe9,1\nB,T\x81,2\n"
    first, second = read(content).rows
    assert first[1].title == "Café"
    assert isinstance(second, RowError)
    assert (second.line, second.column) == (3, "title")
    assert "codificación" in second.reason


def test_json_by_lines_is_a_table_too():
    content = (
        '{"sku": "A", "title": "Café", "price": 1500.5, "stock": 3, "talle": "M"}\n'
        "\n"
        '{"sku": "B", "title": "Té", "price": "900", "stock": null, "colores": ["rojo", "azul"]}\n'
    ).encode()
    file = read(content)
    first, second = products(file)
    assert (first.price, first.stock, first.attributes_json) == ("1500.5", "3", '{"talle": "M"}')
    assert (second.stock, "rojo" in second.attributes_json) == ("0", True)
    assert file.report()["separador"] == "json"


def test_an_object_that_is_none_is_told_with_its_line():
    content = b'{"sku": "A", "title": "Uno", "price": 1}\n[1]\n{"sku": NaN}\n{"sku"\n'
    _first, *errors = read(content).rows
    assert [error.line for error in errors] == [2, 3, 4]


def test_empty_lines_before_the_header_and_between_rows_are_nothing():
    file = read(b"\n \n\nsku;title;price\n\nA;Uno;1\n\n")
    assert products(file)[0].sku == "A"
    errors = list(read(b"\n\nsku;title;price\n\nA;;1\n").rows)
    assert errors[0].line == 5

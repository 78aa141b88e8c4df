"""`manage.py publish_catalog`: a file from the shell, however large."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.tests.conftest import Publish, active_version, file_of, some
from tenants.models import Cliente


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mi lista.csv"
    path.write_bytes(file_of(*some(3), "X,,,1,ARS,1,,,,"))
    return path


def run(file: Path, *options: str, cliente: str = "tienda") -> str:
    out = io.StringIO()
    call_command("publish_catalog", str(file), "--cliente", cliente, *options, stdout=out)
    return out.getvalue()


def test_it_works(shop: Cliente, file: Path):
    told = run(file)
    assert "v1 · Activo · 3 productos, 1 filas con errores" in told
    assert "línea 5, title" in told
    assert active_version(shop) == 1
    assert "no se hizo nada" in run(file)


def test_a_large_file_is_read_here(shop: Cliente, tmp_path: Path):
    Cliente.objects.update(plan=Cliente.Plan.PRO)
    path = tmp_path / "grande.csv"
    path.write_bytes(file_of(*some(25_000)))
    assert "25000 productos" in run(path)
    assert active_version(shop) == 1


def test_a_held_version_is_said_to_be_held(shop: Cliente, publish: Publish, file: Path):
    publish(*some(20))
    assert "Retenido" in run(file)
    assert active_version(shop) == 1
    file.write_bytes(file.read_bytes() + b"\n")
    assert "Activo" in run(file, "--liberar")


def test_it_can_be_kept_for_later(shop: Cliente, file: Path):
    assert "Listo" in run(file, "--sin-activar")
    assert active_version(shop) is None


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"hola\n", (), "catalogo_ilegible"),
        (b"sku,title,price\nA,,1\n", (), "catalogo_sin_productos"),
        (file_of(*some(1)), ("--numero", "7"), "version_superada"),
    ],
)
def test_what_cannot_be_published_fails_with_its_code(
    shop: Cliente, file: Path, content: bytes, options: tuple[str, ...], said: str
):
    file.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        run(file, *options)


def test_who_or_what_is_not_there_is_told(shop: Cliente, file: Path):
    with pytest.raises(CommandError, match="No existe el negocio"):
        run(file, cliente="nadie")
    with pytest.raises(CommandError, match="No se puede leer"):
        run(file.with_name("no-esta.csv"))

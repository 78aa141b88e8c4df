"""What was done, and how much of it, is read from plain words."""

import pytest

from skills.vida_sana.quantities import Note, notes_in
from skills.wording import read


@pytest.mark.parametrize(
    ("typed", "measure", "amount"),
    [
        ("tomé 2 vasos de agua", "agua_ml", 500),
        ("bebí un litro de agua", "agua_ml", 1000),
        ("tomé 1,5 litros de agua", "agua_ml", 1500),
        ("tomé medio litro de agua", "agua_ml", 500),
        ("tomé un litro y medio de agua", "agua_ml", 1500),
        ("2 vasos de agua", "agua_ml", 500),
        ("hoy caminé 30 min", "caminata_min", 30),
        ("caminé media hora", "caminata_min", 30),
        ("caminé una hora y media", "caminata_min", 90),
        ("caminé 10 cuadras", "caminata_km", 1),
        ("anotá que corrí 5 km", "carrera_km", 5),
        ("corrí 5km", "carrera_km", 5),
        ("troté 20 minutos", "carrera_min", 20),
        ("hice 10 km de bici", "bici_km", 10),
        ("12.500 pasos", "pasos", 12_500),
        ("caminé 8000 pasos", "pasos", 8_000),
        ("hice 10 mil pasos", "pasos", 10_000),
        ("dormí 7 horas", "sueno_h", 7),
        ("dormí 7", "sueno_h", 7),
        ("dormí 6 horas y media", "sueno_h", 6.5),
        ("peso 72,5", "peso_kg", 72.5),
        ("mi peso hoy es 72.5 kg", "peso_kg", 72.5),
        ("hice 20 minutos de yoga", "ejercicio_min", 20),
        ("hice 30 abdominales", "repeticiones", 30),
        ("comí 2 frutas", "comidas", 2),
    ],
)
def test_it_works(typed: str, measure: str, amount: float) -> None:
    assert notes_in(read(typed)) == (Note(measure, amount),)


def test_two_things_in_one_line() -> None:
    notes = notes_in(read("tomé 2 vasos de agua y caminé media hora"))
    assert notes == (Note("agua_ml", 500), Note("caminata_min", 30))


def test_each_amount_belongs_to_what_was_done_before_it() -> None:
    notes = notes_in(read("caminé 9 km y corrí 20 minutos y dormí 7"))
    assert notes == (Note("caminata_km", 9), Note("carrera_min", 20), Note("sueno_h", 7))


def test_the_same_thing_twice_is_added_up() -> None:
    assert notes_in(read("caminé 10 min y caminé 20 min")) == (Note("caminata_min", 30),)


@pytest.mark.parametrize("typed", ["", "tomé agua", "hola", "tengo 3 gatos", "dormí mal"])
def test_no_amount_no_note(typed: str) -> None:
    assert notes_in(read(typed)) == ()

"""Reading what someone did from their words: "tomé 2 vasos de agua y caminé media hora"."""

from collections.abc import Iterator
from dataclasses import dataclass

from skills.numbers import number_in
from skills.vida_sana.measures import GLASS_ML, MEASURES
from skills.wording import Line
from skills.wordset import word_set

HALVES = {"media": 0.5, "medio": 0.5, "cuarto": 0.25}
MILLILITRES = {
    "vaso": GLASS_ML, "vasos": GLASS_ML, "vasito": GLASS_ML, "vasitos": GLASS_ML, "taza": GLASS_ML,
    "tazas": GLASS_ML, "litro": 1000, "litros": 1000, "lt": 1000, "lts": 1000, "l": 1000,
    "botella": 500, "botellas": 500, "botellita": 500, "botellitas": 500, "ml": 1, "termo": 1000,
}  # fmt: skip
MINUTES = {
    "min": 1, "mins": 1, "minuto": 1, "minutos": 1, "h": 60, "hs": 60, "hr": 60, "hrs": 60,
    "hora": 60, "horas": 60,
}  # fmt: skip
KILOMETRES = {
    "km": 1.0, "kms": 1.0, "kilometro": 1.0, "kilometros": 1.0, "cuadra": 0.1, "cuadras": 0.1,
}  # fmt: skip
KILOS = word_set("kg kgs kilo kilos")
STEPS = word_set("paso pasos")
REPETITIONS = word_set("abdominales sentadillas flexiones burpees lagartijas repeticiones")
DEED_OF = {
    word: deed
    for deed, words in {
        "caminata": "camine caminata caminatas caminar camino anduve caminando",
        "carrera": "corri corro correr carrera trote trotar running corriendo",
        "bici": "bici bicicleta pedalee spinning pedalear",
        "sueno": "dormi duermo sueno descanse siesta descanso dormido",
        "peso": "peso pese pesando pesaba",
        "agua": "agua tome bebi tomo bebo hidrate",
        "comida": "comi almorce cene desayune merende desayuno almuerzo cena comida comidas fruta"
        " frutas verdura verduras ensalada",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Note:
    """An amount of one measure (a key of `MEASURES`)."""

    measure: str
    amount: float


def notes_in(line: Line) -> tuple[Note, ...]:
    """Return everything the line says was done, believable or not."""
    return tuple(note for note in _notes(line.words) if note is not None)


def believable(note: Note) -> bool:
    measure = MEASURES[note.measure]
    return measure.least <= note.amount <= measure.most


def deed_in(line: Line) -> str:
    """Return what was done, without its amount: "agua", "sueno"…; "" if nothing known."""
    return next((DEED_OF[word] for word in line.words if word in DEED_OF), "")


def _notes(words: tuple[str, ...]) -> Iterator[Note | None]:
    deed = ""
    at = 0
    while at < len(words):
        deed = DEED_OF.get(words[at], deed)
        amount, following = _amount(words, at)
        if amount is not None:
            named = next(
                (DEED_OF[w] for w in words[following : following + 3] if w in DEED_OF), deed
            )
            yield _note(amount, _word(words, following), named or deed)
        at = max(following, at + 1)


def _amount(words: tuple[str, ...], at: int) -> tuple[float | None, int]:
    """Read a number at `at` with the half that may follow its unit; and where it ends."""
    amount = number_in(words[at])
    if amount is None:
        return None, at
    half = next((i for i in (at + 1, at + 2) if _word(words, i) == "y"), None)
    if half is not None and _word(words, half + 1) in HALVES:
        amount += HALVES[words[half + 1]]
    return amount, at + 1


def _note(amount: float, unit: str, deed: str) -> Note | None:
    if unit in MILLILITRES and deed in ("agua", ""):
        return Note("agua_ml", amount * MILLILITRES[unit])
    if unit in STEPS:
        return Note("pasos", amount)
    if unit in REPETITIONS:
        return Note("repeticiones", amount)
    if unit in KILOMETRES:
        return Note(
            f"{deed if deed in ('carrera', 'bici') else 'caminata'}_km", amount * KILOMETRES[unit]
        )
    if unit in MINUTES:
        return _timed(amount * MINUTES[unit], deed)
    return _unitless(amount, unit, deed)


def _timed(minutes: float, deed: str) -> Note:
    if deed == "sueno":
        return Note("sueno_h", minutes / 60)
    return Note(f"{deed if deed in ('caminata', 'carrera', 'bici') else 'ejercicio'}_min", minutes)


def _unitless(amount: float, unit: str, deed: str) -> Note | None:
    if deed == "peso" or unit in KILOS:
        return Note("peso_kg", amount)
    if deed == "sueno":
        return Note("sueno_h", amount)
    return Note("comidas", amount) if deed == "comida" else None


def _word(words: tuple[str, ...], at: int) -> str:
    return words[at] if at < len(words) else ""

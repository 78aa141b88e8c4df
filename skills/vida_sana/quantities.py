"""Reading what someone did from their words: "tomé 2 vasos de agua y caminé media hora"."""

from collections.abc import Iterator
from dataclasses import dataclass

from skills.numbers import number_in
from skills.vida_sana.measures import GLASS_ML, MEASURES
from skills.wording import Line
from skills.wordset import word_set

THOUSAND = "mil"
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
    """Return everything the line says was done, believable or not, each measure once."""
    amounts: dict[str, float] = {}
    for note in _notes(line.words):
        before = amounts.get(note.measure, 0) if MEASURES[note.measure].sums else 0
        amounts[note.measure] = before + note.amount
    return tuple(Note(measure, amount) for measure, amount in amounts.items())


def believable(note: Note) -> bool:
    measure = MEASURES[note.measure]
    return measure.least <= note.amount <= measure.most


def deed_in(line: Line) -> str:
    """Return what was done, without its amount: "agua", "sueno"…; "" if nothing known."""
    return next((DEED_OF[word] for word in line.words if word in DEED_OF), "")


def _notes(words: tuple[str, ...]) -> Iterator[Note]:
    deed = ""
    for at, word in enumerate(words):
        deed = DEED_OF.get(word, deed)
        amount = _amount(words, at)
        if amount is None:
            continue
        named = _deed_after(words, at) or deed
        unit = _word(words, at + (2 if _word(words, at + 1) == THOUSAND else 1))
        if note := _note(amount, unit, named):
            yield note


def _amount(words: tuple[str, ...], at: int) -> float | None:
    """Read the number at `at` with the half that may follow it or its unit: "una hora y media"."""
    amount = number_in(words[at])
    if amount is None or _is_the_half_of_the_one_before(words, at):
        return None
    if _word(words, at + 1) == THOUSAND:
        return amount * 1000
    half = next((i + 1 for i in (at + 1, at + 2) if _word(words, i) == "y"), at)
    return amount + (HALVES.get(_word(words, half), 0) if half > at else 0)


def _deed_after(words: tuple[str, ...], at: int) -> str:
    """Return what the amount is of, if the next words say so: "2 vasos de agua"."""
    for word in words[at + 1 : at + 4]:
        if word == "y":
            break
        if word in DEED_OF:
            return DEED_OF[word]
    return ""


def _is_the_half_of_the_one_before(words: tuple[str, ...], at: int) -> bool:
    return words[at] in HALVES and at > 0 and words[at - 1] == "y"


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

"""What can be noted down, in which unit, and how much of it is believable."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GLASS_ML = 250


@dataclass(frozen=True, slots=True)
class Measure:
    """`most` is the largest amount believed in one go; `least` the smallest. `sums` tells whether
    a day adds up or only its last value counts (weight)."""

    key: str
    label: str | Promise
    unit: str | Promise
    most: float
    least: float = 0.01
    sums: bool = True


MEASURES = {
    measure.key: measure
    for measure in (
        Measure("agua_ml", _("💧 Agua"), _("ml"), most=5_000),
        Measure("pasos", _("👣 Pasos"), _("pasos"), most=100_000),
        Measure("caminata_min", _("🚶 Caminata"), _("min"), most=1_440),
        Measure("caminata_km", _("🚶 Caminata"), _("km"), most=100),
        Measure("carrera_min", _("🏃 Carrera"), _("min"), most=1_440),
        Measure("carrera_km", _("🏃 Carrera"), _("km"), most=100),
        Measure("bici_min", _("🚴 Bici"), _("min"), most=1_440),
        Measure("bici_km", _("🚴 Bici"), _("km"), most=400),
        Measure("ejercicio_min", _("🏋️ Ejercicio"), _("min"), most=1_440),
        Measure("repeticiones", _("🏋️ Repeticiones"), _("repeticiones"), most=5_000),
        Measure("sueno_h", _("😴 Sueño"), _("h"), most=24),
        Measure("comidas", _("🥗 Comidas"), _("anotadas"), most=20),
        Measure("peso_kg", _("⚖️ Peso"), _("kg"), most=400, least=20, sums=False),
    )
}

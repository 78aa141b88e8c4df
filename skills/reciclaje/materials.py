"""Every material Liora knows what to do with."""

from skills.reciclaje.hazardous import HAZARDOUS
from skills.reciclaje.household import HOUSEHOLD
from skills.reciclaje.material import Material
from skills.reciclaje.packaging import PACKAGING

MATERIALS: tuple[Material, ...] = (*PACKAGING, *HOUSEHOLD, *HAZARDOUS)

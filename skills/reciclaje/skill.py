"""What to do with waste: bins, materials, places."""

from skills.reciclaje.answers import guess, show_menu, tell_material, tell_places
from skills.reciclaje.rules import RULES
from skills.skill import Skill

RECICLAJE = Skill(
    name="reciclaje",
    intents={
        "reciclaje.menu": show_menu,
        "reciclaje.material": tell_material,
        "reciclaje.puntos": tell_places,
    },
    rules=RULES,
    actions={
        "menu": "reciclaje.menu",
        "material": "reciclaje.material",
        "puntos": "reciclaje.puntos",
    },
    guess=guess,
)

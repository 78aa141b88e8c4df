"""Healthy habits: guided plans, a diary, and how it is going."""

from skills.skill import Skill
from skills.vida_sana.guiding import guide, show_menu
from skills.vida_sana.recording import record, report
from skills.vida_sana.rules import RULES

VIDA_SANA = Skill(
    name="vida_sana",
    intents={
        "vida_sana.menu": show_menu,
        "vida_sana.plan": guide,
        "vida_sana.registrar": record,
        "vida_sana.progreso": report,
    },
    rules=RULES,
    actions={
        "menu": "vida_sana.menu",
        "plan": "vida_sana.plan",
        "registrar": "vida_sana.registrar",
        "progreso": "vida_sana.progreso",
    },
)

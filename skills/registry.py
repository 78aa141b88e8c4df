"""Every skill there is, in one table."""

from collections.abc import Iterator

from skills.adjuntos.skill import ADJUNTOS
from skills.ayuda.skill import AYUDA
from skills.baja.skill import BAJA
from skills.ecommerce.skill import ECOMMERCE
from skills.fallback.skill import FALLBACK
from skills.reciclaje.skill import RECICLAJE
from skills.routes import Route, Rule
from skills.vida_sana.skill import VIDA_SANA
from skills.wording import Line

SKILLS = {
    skill.name: skill
    for skill in (BAJA, AYUDA, ECOMMERCE, VIDA_SANA, RECICLAJE, ADJUNTOS, FALLBACK)
}
SKILL_OF = {intent: skill.name for skill in SKILLS.values() for intent in skill.intents}


def _by_weight() -> Iterator[tuple[Rule, str]]:
    every = ((rule, skill.name) for skill in SKILLS.values() for rule in skill.rules)
    return iter(sorted(every, key=lambda entry: -entry[0].weight))


RULES = tuple(_by_weight())


def match(line: Line) -> Route | None:
    """Return the route of the heaviest rule that the line satisfies."""
    for rule, skill in RULES:
        if route := rule.match(line, skill=skill):
            return route
    return None

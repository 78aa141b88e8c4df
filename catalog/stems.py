"""The form under which a Spanish word is looked up: without number, nor gender where it is safe.

Only what a catalog needs: "luces" is "luz", "rojas" is "rojo", but "bolsa" is no "bolso".
"""

import re
from functools import lru_cache

LONG_ENOUGH = 4
"""Shorter words are kept as they are: "gas", "tés"."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNITS = {
    form: unit
    for unit, forms in {
        "g": "gr grs gramo gramos",
        "kg": "kgs kilo kilos kilogramo kilogramos",
        "l": "lt lts ltr ltrs litro litros",
        "ml": "mls mililitro mililitros",
        "cm": "cms centimetro centimetros",
        "m": "mt mts metro metros",
        "w": "watt watts",
        "te": "tes",
    }.items()
    for form in forms.split()
}
# "calzada" would be read as "calzado" too: no harm where the other gender is nothing one sells.
GENDERED = re.compile(r"..+(?:ad|id|ic|iv|os|an|in|er|en|it)a")
ADJECTIVES = _set("""
roja negra blanca amarilla larga corta ancha angosta nueva chica lisa fina gruesa seca pura fresca
alta baja buena barata completa oscura clara cruda moderna interna externa blanda dura plana redonda
suelta tinta
""")
QUALITIES = _set("""
rojo negro blanco amarillo azul verd gris marron rosa rosado violeta lila morado bordo beig celest
turquesa naranja dorado plateado crudo claro oscuro largo corto ancho chico grand mediano pequeno
nuevo barato liso rayado estampado color
""")
"""Stems that tell how a thing is, never which: nobody who asks for a red hat wants a red radio."""


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of a plain word: lower case, no accents, only letters or only digits."""
    if word in UNITS:
        return UNITS[word]
    if len(word) < LONG_ENOUGH or word[0].isdigit():
        return word
    return _genderless(_endless(word.removesuffix("s")))


def other_gender(stem: str) -> str:
    """Return the stem with its last vowel turned: "gorra" for "gorro"; "" if it has none."""
    turned = {"a": "o", "o": "a"}.get(stem[-1:], "")
    return stem[:-1] + turned if turned and len(stem) >= LONG_ENOUGH else ""


def _endless(word: str) -> str:
    """Take off the "e" that a plural leaves or hides: "flore" and "flor", "verde", "luce"."""
    if len(word) < LONG_ENOUGH or not word.endswith("e"):
        return word
    return word[:-2] + "z" if word.endswith("ce") else word[:-1]


def _genderless(word: str) -> str:
    return word[:-1] + "o" if word in ADJECTIVES or GENDERED.fullmatch(word) else word

"""Products of a large shop: Spanish titles of some ten thousand distinct words."""

import random
from collections.abc import Iterator
from dataclasses import dataclass


def _read(words: str) -> tuple[str, ...]:
    return tuple(words.split())


NOUNS = _read("""
zapatilla bota sandalia alpargata pantufla remera camisa pantalón campera buzo vestido pollera gorro
bufanda guante cinturón mochila bolso cartera billetera riñonera valija paraguas reloj pulsera
collar anillo lámpara velador cortina alfombra almohadón manta sábana toalla mantel cuchillo sartén
olla cacerola tetera cafetera termo bombilla taza plato vaso jarra bandeja silla mesa sillón
escritorio estante biblioteca colchón espejo reloj cuadro maceta regadera manguera pala rastrillo
martillo destornillador taladro lijadora sierra escalera candado linterna parlante auricular
micrófono teclado ratón monitor impresora cámara trípode cargador batería cable funda celular
tableta bicicleta casco pelota raqueta colchoneta pesa soga carpa conservadora muñeca rompecabezas
peluche cuaderno lápiz marcador agenda tijera pegamento champú jabón perfume crema
cepillo secador
""")
KINDS = _read("""
eléctrico inalámbrico portátil plegable térmico automático clásico urbano deportivo infantil
impermeable antideslizante recargable ergonómico reforzado acolchado estampado rayado liso bordado
tejido artesanal orgánico natural rústico moderno compacto profesional escolar magnético ajustable
giratorio rectangular redondo cuadrado mediano pequeño grande liviano resistente
""")
STUFFS = _read("""
algodón cuero lona lana lino gamuza acero aluminio madera bambú vidrio cerámica plástico goma
silicona poliéster nylon mimbre yute corcho mármol bronce cobre hierro fieltro seda
terciopelo microfibra
""")
COLOURS = _read("""
rojo negro blanco azul verde gris marrón rosa violeta amarillo celeste beige turquesa
""")
SOUNDS = [consonant + vowel for consonant in "bcdfglmnprstv" for vowel in "aeiou"]
NAMES, BRANDS, CATEGORIES = 9000, 600, 300
SEED = 7


@dataclass(frozen=True, slots=True)
class Good:
    title: str
    category: str
    brand: str
    noun: str
    telling: str


def goods(rows: int) -> Iterator[Good]:
    """Yield products, the same each time; the telling word of a title goes with its noun."""
    chance = random.Random(SEED)
    names = _names(chance, NAMES)
    brands = _names(chance, BRANDS)
    aisles = [f"{noun} y {chance.choice(names)}".capitalize() for noun in NOUNS * 3][:CATEGORIES]
    for _row in range(rows):
        noun, stuff = chance.choice(NOUNS), chance.choice(STUFFS)
        kind, colour, name = chance.choice(KINDS), chance.choice(COLOURS), chance.choice(names)
        title = f"{noun} {kind} de {stuff} {colour} {name}".capitalize()
        telling = chance.choice((kind, stuff, name))
        yield Good(title, chance.choice(aisles), chance.choice(brands), noun, telling)


def _names(chance: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(SOUNDS, k=chance.choice((3, 4))))] = None
    return list(found)

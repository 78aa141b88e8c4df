"""What one country calls otherwise than the next. Each line is one thing; only what a shop has
among its words is ever used."""

from collections import defaultdict
from collections.abc import Mapping

from catalog.words import stems

SAME_THING = """
remera playera camiseta polera franela
campera chaqueta chamarra casaca cazadora
zapatilla tenis championes deportivas
zapato calzado
buzo sudadera hoodie canguro poleron
ojota chancla chinela chancleta sandalia
media calcetin soquete
gorro gorra
pantalon jean vaquero
pollera falda saya
malla bañador
suéter pulóver jersey chompa
bolso cartera bandolera
mochila morral
riñonera canguro koala
neceser cosmetiquera
auricular audífono
parlante bocina altavoz corneta
celular móvil teléfono
cargador fuente
batería powerbank pila
reloj smartwatch
computadora notebook laptop ordenador portátil
heladera refrigerador nevera
velador lámpara
manta frazada cobija cobertor
taza pocillo jarro tazón
maceta macetero
planta potus suculenta
frutilla fresa
palta aguacate
infusión te manzanilla
manteca mantequilla
durazno melocotón
galletita galleta
regalo obsequio
running correr deportiva
escolar cole colegio escuela
inalámbrico bluetooth
impermeable lluvia
bebé beba infantil
"""


def _read(lines: str) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for line in lines.strip().splitlines():
        words = stems(line)
        for word in words:
            found[word] |= dict.fromkeys(other for other in words if other != word)
    return {word: tuple(others) for word, others in found.items()}


SYNONYMS = _read(SAME_THING)

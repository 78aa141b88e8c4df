"""What people type, and the products of the demo shop that an assistant would bring them.

Written from the catalog alone, before any search was tried on it. HELD_OUT is never tuned against.
"""

from collections.abc import Mapping


def _read(table: str) -> Mapping[str, frozenset[str]]:
    """Read lines of "what is typed | SKUs"; "CALZ-001..003" stands for three of them."""
    lines = (line.split("|") for line in table.strip().splitlines())
    return {query.strip(): frozenset(_skus(skus)) for query, skus in lines}


def _skus(text: str) -> list[str]:
    skus = []
    for word in text.split():
        first, _dots, last = word.partition("..")
        family, number = first.split("-")
        until = int(last or number)
        skus += [f"{family}-{one:03}" for one in range(int(number), until + 1)]
    return skus


LABELLED = _read("""
zapatillas rojas                      | CALZ-001
zapatillas rojas talla 40             | CALZ-001
Zapatillas                            | CALZ-001..003
zapatilla                             | CALZ-001..003
zapatilla roja                        | CALZ-001
zapatilas rojas                       | CALZ-001
sapatillas                            | CALZ-001..003
zapatiyas blancas                     | CALZ-002
zapatillas talle 38                   | CALZ-002
zapatillas para correr                | CALZ-003
zapatillas negras 42                  | CALZ-003
zapatillas menos de 100 mil           | CALZ-001
alpargatas                            | CALZ-004
alpargatas azul                       | CALZ-004
botas de gamuza                       | CALZ-005
botitas                               | CALZ-005
sandalias 37                          | CALZ-006
ojotas verdes                         | CALZ-007
pantuflas                             | CALZ-008
calzado talle 40                      | CALZ-001 CALZ-007
yerba                                 | MATE-001..003
yerba organica                        | MATE-001
yerba orgánica                        | MATE-001
yerva suave                           | MATE-002
yerba menos de 6000                   | MATE-001..002
yerba 1 kg                            | MATE-003
yerba 1kg                             | MATE-003
mate de calabaza                      | MATE-004 MATE-005
mate imperial                         | MATE-005
bombilla                              | MATE-006
bombillas                             | MATE-006
termo                                 | MATE-007..008
termos                                | MATE-007..008
termo con stock                       | MATE-007
termo negro                           | MATE-008
termo de 1 litro                      | MATE-007
caja de regalo                        | MATE-009 ALMA-008
regalo hasta 20 mil                   | ALMA-008
cafe                                  | CAFE-001..004
café molido                           | CAFE-001..002 CAFE-004
cafe molido                           | CAFE-001..002 CAFE-004
CAFE EN GRANO                         | CAFE-003
cafe descafeinado                     | CAFE-004
cafe de 500 gramos                    | CAFE-002
te                                    | CAFE-005..006
té negro                              | CAFE-005
te verde                              | CAFE-006
manzanilla                            | CAFE-007
cafetera                              | CAFE-008
aceite de oliva                       | ALMA-001..002
aseite de oliva                       | ALMA-001..002
aceite oliva menos de 12000           | ALMA-002
miel                                  | ALMA-003 CAFE-007
dulce de leche                        | ALMA-004
granola                               | ALMA-005
harina integral                       | ALMA-006
mermelada de frutillas                | ALMA-007
mermelada                             | ALMA-007
remera azul                           | INDU-001
remera                                | INDU-001..003
remeras blancas                       | INDU-002
remera manga larga                    | INDU-003
playera azul                          | INDU-001
buzo con capucha                      | INDU-004
campera impermeable                   | INDU-005
campera verde m                       | INDU-005
pantalon                              | INDU-006
pantalones cargo                      | INDU-006
medias                                | INDU-007
medias de algodon                     | INDU-007
gorra de lana                         | INDU-008
mochila                               | MOCH-001..003
mochila negra                         | MOCH-001
mochila negro                         | MOCH-001
mochilas menos de 80 lucas            | MOCH-001..002
mochila escolar                       | MOCH-002
mochilla roja                         | MOCH-003
bolso                                 | MOCH-004
bolso de gimnasio                     | MOCH-004
riñonera                              | MOCH-006
rinonera                              | MOCH-006
bolsa de tela                         | MOCH-007
neceser                               | MOCH-008
auriculares                           | ELEC-001..002
auriculares inalambricos              | ELEC-001..002
auriculares inalámbricos hasta $50.000 | ELEC-002
auricular inalambrico                 | ELEC-001..002
auris                                 | ELEC-001..002
parlante                              | ELEC-003
cargador usb c                        | ELEC-004
cargador rapido                       | ELEC-004
bateria portatil                      | ELEC-005
reloj                                 | ELEC-006
radio                                 | ELEC-007
maceta                                | HOGA-001..002
regadera                              | HOGA-003
velador                               | HOGA-004
vela                                  | HOGA-005
bela de lavanda                       | HOGA-005
manta                                 | HOGA-006
taza de ceramica                      | HOGA-007
tasa                                  | HOGA-007
huerta                                | HOGA-008
CALZ-003                              | CALZ-003
moch-00                               | MOCH-001..008
elec 4                                | ELEC-004
andarela                              | CALZ-001..002
lomaroja                              | MATE-001..003
entre 20 y 30 mil zapatos             | CALZ-004 CALZ-008
""")

HELD_OUT = _read("""
zapatillas blancas                    | CALZ-002
zapatillas runing                     | CALZ-003
alpargata talle 39                    | CALZ-004
pantufla de corderito                 | CALZ-008
yerbas                                | MATE-001..003
bombiya de acero                      | MATE-006
termo de acero menos de 75000         | MATE-008
te con menta                          | CAFE-006
cafe descafeinado molido              | CAFE-004
cafetera de embolo                    | CAFE-008
asucar                                |
miel de monte                         | ALMA-003
mermeladas de frutiya                 | ALMA-007
remera rallada                        | INDU-003
camiseta blanca                       | INDU-002
gorro mostaza                         | INDU-008
cartera de cuero                      | MOCH-005
mochila para el cole                  | MOCH-002
riñoneras impermeables                | MOCH-006
bocina portatil                       | ELEC-003
reloj intelijente                     | ELEC-006
potus                                 | HOGA-002
mantas tejidas                        | HOGA-006
hoga-005                              | HOGA-005
""")

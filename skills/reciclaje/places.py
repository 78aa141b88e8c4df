"""The kinds of place that take what does not go in a bin. No addresses: those are the city's."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, str | Promise] = {
    "punto_limpio": _(
        "*Punto limpio o punto verde*: papel, cartón, plásticos, vidrio, latas; muchos también"
        " aceite y electrónicos."
    ),
    "electronicos": _(
        "*Puntos RAEE, tiendas de electrónica y operadores de celular*: aparatos, cables y"
        " baterías."
    ),
    "especiales": _(
        "*Recepción de residuos especiales del municipio* (y algunas ferreterías o supermercados):"
        " pilas, focos, pinturas y químicos."
    ),
    "aceite": _("*Recolección de aceite usado*: puntos limpios y algunas estaciones de servicio."),
    "farmacia": _("*Farmacias y centros de salud adheridos*: medicamentos vencidos y agujas."),
    "textil": _("*Contenedores de ropa, iglesias y organizaciones*: ropa, calzado, juguetes."),
    "voluminosos": _(
        "*Recolección de voluminosos del municipio*: muebles, colchones, escombros, neumáticos."
    ),
    "compost": _("*Compostera en casa o huerta comunitaria*: restos de frutas, verduras y poda."),
}

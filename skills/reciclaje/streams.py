"""Where each kind of waste goes. Colours are the most usual in Latin America; cities differ."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Stream:
    """One way out of the house: a bin with its usual colour, or a kind of place to take it to."""

    where: str | Promise
    place: str
    """The kind of place that takes it, a key of `places.PLACES`."""


PLASTIC = Stream(_("con los reciclables: tacho amarillo donde se separa por color"), "punto_limpio")
PAPER = Stream(_("con los reciclables: tacho azul donde se separa por color"), "punto_limpio")
GLASS = Stream(_("con los reciclables o en la campana de vidrio: color verde"), "punto_limpio")
METAL = Stream(_("con los reciclables: tacho gris o amarillo, según la ciudad"), "punto_limpio")
CARTON = Stream(
    _("con los reciclables donde lo aceptan (amarillo o beige); si no, en un punto limpio"),
    "punto_limpio",
)
ORGANIC = Stream(_("a la compostera o al tacho de orgánicos: marrón o verde"), "compost")
REST = Stream(_("a la basura común: tacho negro o gris. No se recicla"), "basura")
SPECIAL = Stream(_("a un punto de entrega especial; nunca a la basura común"), "especiales")
ELECTRONIC = Stream(_("a un punto de electrónicos (RAEE); nunca a la basura común"), "electronicos")
PHARMACY = Stream(_("a una farmacia o centro de salud que los reciba"), "farmacia")
OIL = Stream(_("a un punto de recolección de aceite usado"), "aceite")
TEXTILE = Stream(_("a donación si sirve; si no, a un contenedor de ropa"), "textil")
RUBBLE = Stream(
    _("al punto limpio o a un volquete; no va con la basura domiciliaria"), "voluminosos"
)
DEALER = Stream(_("se devuelve donde comprás el reemplazo, o a un punto limpio"), "especiales")

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liora.api.errors import Conflict


class NumberTaken(Conflict):
    """The number is connected already. `ours` tells whether by the very Cliente that asked;
    whose it is otherwise is another business's affair and is not known here."""

    code = "numero_ocupado"

    def __init__(self, *, ours: bool) -> None:
        self.ours = ours
        told = _("Ya tenés conectado ese número.") if ours else _("Ese número ya está conectado.")
        super().__init__(told)


class NumberRetired(Conflict):
    """The number was retired: nothing of it changes any more."""

    code = "numero_retirado"
    message = gettext_lazy("El número fue retirado. Para volver a usarlo, conectalo otra vez.")

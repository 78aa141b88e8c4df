"""What can be wrong with a pushed file: all of it, or one row."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liora.api.errors import ApiError

LONGEST_QUOTE = 200


class UnreadableCatalog(ApiError):
    """The file as a whole cannot be read."""

    status = 422
    code = "catalogo_ilegible"
    message = _("No se puede leer el archivo.")


class TooMuch(ApiError):
    """The file passes a limit that no plan lifts."""

    status = 413
    code = "catalogo_demasiado_grande"
    message = _("El archivo es demasiado grande.")


@dataclass(frozen=True, slots=True)
class RowError:
    """Why one row was left out: its line in the file, the column, the value, the reason."""

    line: int
    column: str
    value: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return it for a JSON column, which keeps neither NUL nor half surrogate pairs."""
        shown = self.value[:LONGEST_QUOTE].replace("\x00", "\ufffd")
        return asdict(self) | {"value": shown.encode("utf-8", "replace").decode()}


class CellError(ValueError):
    """One cell that cannot be sold from."""

    def __init__(self, column: str, value: str, reason: Any) -> None:
        super().__init__(str(reason))
        self.column, self.value, self.reason = column, value, str(reason)

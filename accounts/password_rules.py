"""What a text must be to serve as a password or to be stored; NIST SP 800-63B-4 §3.1.1.2."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 1024


def can_be_stored(text: str) -> bool:
    """Tell whether a database takes it: PostgreSQL refuses NUL, and UTF-8 has no lone halves."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def can_be_a_password(text: str) -> bool:
    """Tell whether anybody's password could read so; all of it counts, however long."""
    return len(text) <= MOST_CHARACTERS and can_be_stored(text)


class UsablePasswordValidator:
    """Refuses what cannot be compared later, instead of cutting or cleaning it in silence."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > MOST_CHARACTERS:
            raise ValidationError(
                _("La contraseña puede tener hasta %(most)d caracteres."),
                code="password_too_long",
                params={"most": MOST_CHARACTERS},
            )
        if not can_be_stored(password):
            raise ValidationError(
                _("La contraseña tiene caracteres que no se pueden guardar."),
                code="password_unusable",
            )

    def get_help_text(self) -> str:
        return _("Puede tener hasta %(most)d caracteres, de cualquier idioma.") % {
            "most": MOST_CHARACTERS
        }

"""Admin pages of who acts; importing them registers them."""

from accounts.admin.letter import LetterAdmin
from accounts.admin.log_entry import LogEntryAdmin
from accounts.admin.membership import UserClienteAdmin
from accounts.admin.second_factor import SecondFactorAdmin
from accounts.admin.session import SessionAdmin
from accounts.admin.usuario import UsuarioAdmin

__all__ = [
    "LetterAdmin",
    "LogEntryAdmin",
    "SecondFactorAdmin",
    "SessionAdmin",
    "UserClienteAdmin",
    "UsuarioAdmin",
]

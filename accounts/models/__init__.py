"""Who acts: people (`usuario`), what they may do where (`membership`), their sessions and mail."""

from accounts.models.letter import Letter
from accounts.models.membership import UserCliente
from accounts.models.second_factor import SecondFactor
from accounts.models.session import Session
from accounts.models.usuario import Usuario

__all__ = ["Letter", "SecondFactor", "Session", "UserCliente", "Usuario"]

"""`manage.py unlock`: let somebody try again who was locked out after too many wrong guesses."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.lockout import normal, unlock
from accounts.models import Usuario


class Command(BaseCommand):
    help = "Deja que una persona vuelva a probar su contraseña y su código, desde cualquier lado."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="correo de la persona")

    def handle(self, *args: Any, **options: Any) -> None:
        email = normal(options["email"])
        usuario = Usuario.objects.filter(email=email).first()
        if unlock(email, str(usuario.pk) if usuario else ""):
            told = _("Listo: «%(email)s» puede volver a probar.")
        else:
            told = _("«%(email)s» no tenía intentos fallidos.")
        self.stdout.write(told % {"email": email})

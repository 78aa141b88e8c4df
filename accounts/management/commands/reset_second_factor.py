"""`manage.py reset_second_factor`: for an operator who lost the phone and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.lockout import normal
from accounts.models import Usuario
from accounts.second_factor import reset


class Command(BaseCommand):
    help = "Borra el segundo factor de una persona: la próxima vez que entre, registra otro."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="correo de la persona")

    def handle(self, *args: Any, **options: Any) -> None:
        email = normal(options["email"])
        usuario = Usuario.objects.filter(email=email).first()
        if usuario is None:
            raise CommandError(_("No hay nadie con el correo «%(email)s».") % {"email": email})
        if reset(usuario):
            told = _("Listo: «%(email)s» va a registrar otro al entrar.")
        else:
            told = _("«%(email)s» no tenía segundo factor.")
        self.stdout.write(told % {"email": email})

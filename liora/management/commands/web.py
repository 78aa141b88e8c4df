import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from liora.ops.web_server import command


class Command(BaseCommand):
    help = (
        "Arranca el servidor web de producción en $HOST:$PORT; SIGTERM termina lo que hay en curso."
    )
    # A server that starts without its database answers /health, and /ready says what is missing.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        server = command(os.environ, port=settings.PORT, development=settings.DEVELOPMENT)
        # Replacing this process lets signals reach the server itself and loads Django only once.
        os.execv(server[0], server)

import os
import signal
import sys
import urllib.request
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from liora.demo.port import is_taken
from liora.demo.processes import Processes
from liora.demo.welcome import welcome
from liora.ops.database_checks import missing_migrations
from liora.ops.web_server import command as web_server

MANAGE = str(settings.BASE_DIR / "manage.py")
START_TIMEOUT_S = 30.0
LOOK_EVERY_S = 0.1


class Command(BaseCommand):
    help = "Arranca Liora con datos de muestra: base, servidor web, worker y simulador, en $PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_to_start()
        self.prepare()
        processes = Processes()
        stop_on_signals(processes)
        try:
            start(processes)
            if wait_until_ready(processes):
                self.stdout.write(welcome(settings.PUBLIC_URL))
                processes.wait()
            failed = processes.ended()
        finally:
            processes.stop()
        self.say_how_it_ended(failed)

    def prepare(self) -> None:
        """Bring the tables and the sample data up to date; what is there already stays."""
        # The static files are served from where they lie; WhiteNoise wants the directory anyway.
        Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
        self.stdout.write(_("Preparando la base de datos…"))
        if missing_migrations():
            call_command("migrate", verbosity=0)
        call_command("seed_demo", stdout=self.stdout)

    def say_how_it_ended(self, failed: dict[str, int]) -> None:
        if failed:
            names = ", ".join(f"{name} ({code})" for name, code in failed.items())
            raise CommandError(_("Terminó por su cuenta: %(names)s.") % {"names": names})
        self.stdout.write(_("Liora se detuvo. Los datos quedan guardados."))


def refuse_to_start() -> None:
    """Raise CommandError where a demo has no business, or no port to listen on."""
    if not settings.DEVELOPMENT:
        raise CommandError(_("«demo» es solo para desarrollo: LIORA_ENV dice otra cosa."))
    if is_taken(settings.PORT):
        raise CommandError(
            _("El puerto %(port)d está ocupado. Elegí otro: PORT=8001 make demo")
            % {"port": settings.PORT}
        )


def start(processes: Processes) -> None:
    """Start the web server and the worker, reachable from this machine only."""
    env = {
        "HOST": "127.0.0.1",
        "GRANIAN_LOG_LEVEL": "error",
        "LOG_LEVEL": "WARNING",
        **os.environ,
        "PORT": str(settings.PORT),
        "PUBLIC_URL": settings.PUBLIC_URL,
    }
    web = web_server(env, port=settings.PORT, development=True)
    processes.start("web", web, env=env)
    processes.start("worker", [sys.executable, MANAGE, "worker"], env=env)


def stop_on_signals(processes: Processes) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: processes.ask_to_stop())


def wait_until_ready(processes: Processes) -> bool:
    """Wait for `/ready`; False when a stop was asked for, or a process ended, before."""
    for _attempt in range(int(START_TIMEOUT_S / LOOK_EVERY_S)):
        if processes.wait(LOOK_EVERY_S):
            return False
        if is_ready(f"http://127.0.0.1:{settings.PORT}/ready"):
            return True
    raise CommandError(
        _("El servidor no respondió en %(seconds)d segundos.") % {"seconds": START_TIMEOUT_S}
    )


def is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - an address of our own
            return True
    except OSError:
        return False

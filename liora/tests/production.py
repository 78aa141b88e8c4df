"""Liora as production runs it: its settings in a process of its own, asked through its door."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

STRONG = "Zq7-Lk2_vB9xWm4TnR8sYc3HdPf6GjUa0192837465AbCdEfGhIjKl"
SOUND = {
    "LIORA_ENV": "production",
    "SECRET_KEY": STRONG,
    "JWT_SECRET": STRONG[::-1],
    "ENCRYPTION_KEY": STRONG.swapcase(),
    "META_APP_SECRET": STRONG,
    "WABA_VERIFY_TOKEN": STRONG,
    "ALLOWED_HOSTS": "liora.example,api.liora.example",
    "PUBLIC_URL": "https://liora.example",
    "ALLOWED_ORIGINS": "https://panel.example,https://otro.example:8443",
    # Nothing asked here needs a database, and what does fails.
    "DATABASE_URL": "sqlite:////no-existe/liora.sqlite3",
}

# Gathers the static files as the image does, but for those of the API's documentation: big, and
# asked for nowhere. Then asks what it is given on stdin, and tells the answers on stdout.
SCRIPT = """
import json, sys
import django
from django.conf import settings
django.setup()
settings.STATIC_ROOT = sys.argv[1]
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0, ignore=["drf_spectacular_sidecar"])
client = Client(raise_request_exception=False, enforce_csrf_checks=True)
def ask(method, path, headers):
    answer = client.generic(method, path, headers=headers, secure=True)
    body = b"".join(answer) if answer.streaming else answer.content
    return [answer.status_code, dict(answer.headers), body.decode(errors="replace")]
print(json.dumps([ask(*question) for question in json.load(sys.stdin)]))
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Question:
    path: str
    method: str = "GET"
    host: str = "liora.example"
    headers: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> list[Any]:
        return [self.method, self.path, {"Host": self.host, **dict(self.headers)}]


def environment(**changes: str) -> dict[str, str]:
    """Return a sound production environment, with some variables changed, or left out if empty."""
    ours = {name: value for name, value in (SOUND | changes).items() if value}
    kept = {name: value for name, value in os.environ.items() if name not in SOUND}
    return {**kept, "DJANGO_SETTINGS_MODULE": "liora.settings", **ours}


def run(*command: str, stdin: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    """Run Python in production's environment."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environment(**changes),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def ask(static_root: Path, questions: list[Question]) -> dict[Question, Answer]:
    """Start production once and ask it everything."""
    asked = json.dumps([question.as_json() for question in questions])
    ended = run("-W", "ignore", "-c", SCRIPT, str(static_root), stdin=asked)
    assert ended.returncode == 0, ended.stderr
    answers = [Answer(*answer) for answer in json.loads(ended.stdout.splitlines()[-1])]
    return dict(zip(questions, answers, strict=True))

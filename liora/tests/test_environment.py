"""What the environment says, and what Liora refuses to start with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

STRONG = "Zq7-Lk2_vB9xWm4TnR8sYc3HdPf6GjUa"
SOUND = {
    "LIORA_ENV": "production",
    "SECRET_KEY": STRONG,
    "JWT_SECRET": STRONG[::-1],
    "ENCRYPTION_KEY": STRONG.swapcase(),
    "META_APP_SECRET": f" {STRONG} , {STRONG[::-1]} ",
    "WABA_VERIFY_TOKEN": STRONG,
    "ALLOWED_HOSTS": "liora.example",
    "PUBLIC_URL": "https://liora.example",
}


SHOWN = "print(settings.META_APP_SECRETS, settings.SIMULATOR_ENABLED, settings.WABA_VERIFY_TOKEN)"


def start(*, script: str = SHOWN, **changes: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of their own and print a few."""
    script = f"import django; django.setup(); from django.conf import settings; {script}"
    environment = {
        **{name: value for name, value in os.environ.items() if name not in SOUND},
        "DJANGO_SETTINGS_MODULE": "liora.settings",
        **{name: value for name, value in (SOUND | changes).items() if value},
    }
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_works() -> None:
    started = start()
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == [f"['{STRONG}',", f"'{STRONG[::-1]}']", "False", STRONG]


@pytest.mark.parametrize("environment", ["staging", "production"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "changeme"),
        ("SECRET_KEY", "a" * 60),
        ("JWT_SECRET", ""),
        ("ENCRYPTION_KEY", f"{STRONG.swapcase()},corta"),
        ("LIORA_FAULT", "outbox.leaving@3"),
        ("META_APP_SECRET", ""),
        ("WABA_VERIFY_TOKEN", "desarrollo-desarrollo-desarrollo-1"),
        ("EMAIL_URL", "consolemail://"),
        ("DEBUG", "1"),
        ("ADMIN_SECOND_FACTOR", "0"),
        ("LIORA_HOOKS_ALLOW_PRIVATE", "1"),
        ("ALLOWED_HOSTS", "*"),
        ("PUBLIC_URL", "http://liora.example"),
        ("PUBLIC_URL", "https://127.0.0.1"),
        ("PUBLIC_URL", ""),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "null"),
        ("ALLOWED_ORIGINS", "http://panel.example"),
        ("ALLOWED_ORIGINS", "https://panel.example/"),
        ("ALLOWED_ORIGINS", "https://panel.example,*"),
    ],
)
def test_an_unfit_value_is_named_and_never_shown(environment: str, name: str, value: str) -> None:
    refused = start(LIORA_ENV=environment, **{name: value})
    last = refused.stderr.strip().splitlines()[-1]
    assert refused.returncode != 0
    assert last.endswith(f"no sirven {name}")
    assert STRONG not in last


def test_our_own_keys_are_not_one_and_the_same() -> None:
    refused = start(JWT_SECRET=STRONG)
    assert refused.returncode != 0
    assert refused.stderr.strip().endswith("no sirven JWT_SECRET, SECRET_KEY")


def test_an_environment_that_does_not_exist_is_refused() -> None:
    refused = start(LIORA_ENV="prod")
    assert refused.returncode != 0
    assert "LIORA_ENV='prod'" in refused.stderr


def test_a_secret_may_come_from_a_file_with_a_line_break(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text(f"{STRONG[::-1]}\n")
    started = start(WABA_VERIFY_TOKEN="", WABA_VERIFY_TOKEN_FILE=str(secret))
    assert started.returncode == 0, started.stderr
    assert started.stdout.split()[-1] == STRONG[::-1]


def test_a_database_that_liora_does_not_know_is_refused_without_its_password() -> None:
    refused = start(DATABASE_URL="mysql://liora:muy-secreta@db/liora")
    assert refused.returncode != 0
    assert "no en mysql" in refused.stderr
    assert "muy-secreta" not in refused.stderr

"""What an operator does at the door of the administration."""

import time
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_otp.oath import hotp

from accounts.models import SecondFactor, Usuario
from accounts.second_factor import STEP_S, confirm, prepare

EMAIL, PASSWORD = "ana@liora", "una-clave-larga-de-prueba"
OPEN = {"login", "second_step", "enrolment"}
"""The pages of the administration that whoever is outside may see."""


def code_of(factor: SecondFactor, steps: int = 0) -> str:
    step = int(time.time()) // STEP_S + steps
    return f"{hotp(bytes.fromhex(factor.seed.reveal()), step):06}"


def operator() -> Usuario:
    return Usuario.objects.create_superuser(EMAIL, PASSWORD)


def enrolled(usuario: Usuario) -> list[str]:
    """Give an operator an authenticator; return its recovery codes."""
    factor = prepare(usuario)
    return confirm(factor, code_of(factor, -1))


def give_password(client: Client, password: str = PASSWORD, **more: str) -> Any:
    form = {"username": EMAIL, "password": password, "next": "/admin/", **more}
    return client.post(reverse("admin:login"), form)


def give_code(client: Client, code: str) -> Any:
    return client.post(reverse("admin:second_step"), {"code": code})


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def admin_addresses() -> list[str]:
    """Return an address of every page of the administration but the open ones."""
    resolver = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    return ["/admin/" + path for path in _paths(resolver.url_patterns) if path is not None]


def _paths(patterns: list[Any], before: str = "") -> Any:
    for pattern in patterns:
        path = before + _filled(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _paths(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and pattern.name not in OPEN:
            yield path


def _filled(route: str) -> str:
    """Put something wherever a route has a parameter."""
    if route.startswith("^(?P<app_label>"):
        return "accounts/"
    if route.startswith("(?P<url>"):
        return "lo/que/sea/"
    head, mark, tail = route.partition("<")
    if not mark:
        return route.lstrip("^").rstrip("$")
    return head + "1" + _filled(tail.partition(">")[2])

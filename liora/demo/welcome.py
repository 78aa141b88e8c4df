"""The box that tells a newcomer where everything is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def welcome(url: str) -> str:
    """Return the demo's addresses, framed."""
    places = [
        (_("Simulador"), f"{url}/simulador/"),
        (_("Administración"), f"{url}/admin/"),
        (_("API"), f"{url}/api/v1/docs"),
        (_("Webhook"), f"{url}/webhook/meta"),
        (_("Salud"), f"{url}/health · {url}/ready"),
    ]
    width = max(len(name) for name, _address in places)
    lines = [f"{name:<{width}}  {address}" for name, address in places]
    return framed([_("Liora está en marcha"), "", *lines, "", _("Ctrl-C para detener")])


def framed(lines: Sequence[str]) -> str:
    """Draw a frame around lines of text."""
    width = max(len(line) for line in lines)
    body = "\n".join(f"│ {line:<{width}} │" for line in lines)
    return f"╭{'─' * (width + 2)}╮\n{body}\n╰{'─' * (width + 2)}╯"

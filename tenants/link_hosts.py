"""The sites to which a Cliente's links may lead."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from liora.ops.web_address import host_of, problem_with

MOST = 50


def valid_link_hosts(value: Any) -> None:
    """Validator. Raises ValidationError, code `sitios_invalidos`, naming what is no site."""
    if not isinstance(value, list) or len(value) > MOST:
        sentence = _("Tiene que ser una lista de hasta %(most)d sitios.") % {"most": MOST}
        raise ValidationError(sentence, code="sitios_invalidos")
    for host in value:
        if not is_site(host):
            sentence = _("«%(host)s» no es un sitio: va como tienda.com.ar, sin https:// ni /.")
            raise ValidationError(sentence % {"host": str(host)[:60]}, code="sitios_invalidos")


def is_site(host: Any) -> bool:
    """Tell whether it is a host's name and nothing more."""
    if not isinstance(host, str) or any(mark in host for mark in ":/?#@"):
        return False
    return problem_with(f"https://{host}/") is None


def plain_hosts(hosts: list[str]) -> list[str]:
    """Return names as DNS spells them, each once: `Ñandú.com.ar` becomes `xn--and-6ma2c.com.ar`."""
    return list(dict.fromkeys(host_of(f"https://{host}/") for host in hosts))

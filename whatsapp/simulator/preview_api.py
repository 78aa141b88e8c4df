"""`POST vista-previa`: fetch a link as WhatsApp's preview does, which a page itself cannot."""

import re
from typing import Any

import requests
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from whatsapp.simulator.json_api import ApiProblem, json_api, posted

AGENT = "WhatsApp/2.24.6.77 A"
TIMEOUT = (2, 10)
OWN_LINK = re.compile(r"https?://[^/]+(/l/[A-Za-z0-9_-]{1,32})")


@json_api("POST")
def preview(request: HttpRequest) -> dict[str, Any]:
    """Answer `{status, destino}` of one of Liora's own links, which are the only ones fetched."""
    own = OWN_LINK.fullmatch(str(posted(request).get("url")))
    if own is None:
        raise ApiProblem("enlace_ajeno", _("Solo se prueban los enlaces de Liora."), 422)
    try:
        answer = requests.get(
            f"{settings.SIMULATOR_ORIGIN}{own[1]}",
            headers={"User-Agent": AGENT},
            timeout=TIMEOUT,
            allow_redirects=False,
        )
    except requests.RequestException:
        raise ApiProblem("enlace_caido", _("Nadie contestó en ese enlace."), 502) from None
    return {"status": answer.status_code, "destino": answer.headers.get("Location", "")}

"""The templates of every simulated account, and what Meta does with a message made of one.

Written from Meta's documentation (Cloud API, message templates) and not from our own
`whatsapp.message_templates`: a rule shared by both sides would prove nothing.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from whatsapp.simulator.graph_problem import GraphProblem

PLACE = re.compile(r"\{\{(\w+)\}\}")

Template = dict[str, Any]


def listed(origin: str) -> list[Template]:
    """Return the templates as Graph lists them; `origin` is where the simulator's pages are."""
    shop = f"{origin}{reverse('simulador:pagina')}"
    return [
        _template(
            "retomar_charla",
            "UTILITY",
            _body("Hola {{1}}, te respondemos de {{2}}. ¿Seguimos por acá?", "Ana", "Liora"),
            _buttons(
                {"type": "QUICK_REPLY", "text": "Ver opciones"},
                {"type": "QUICK_REPLY", "text": "Hablar con una persona"},
            ),
        ),
        _template(
            "pedido_listo",
            "UTILITY",
            {"type": "HEADER", "format": "TEXT", "text": "Tu pedido {{1}}"},
            _body("Hola {{1}}, tu pedido está listo. Lo podés retirar {{2}}.", "Ana", "hoy"),
            {"type": "FOOTER", "text": "Gracias por tu compra"},
            _buttons({"type": "URL", "text": "Ver la tienda", "url": f"{shop}?pedido={{{{1}}}}"}),
        ),
        _template(
            "novedades",
            "MARKETING",
            _body("Esta semana: {{producto}} a {{precio}}.", "un mate", "$ 9.900"),
            _buttons({"type": "QUICK_REPLY", "text": "Contame más"}),
            parameter_format="NAMED",
        ),
        _template("encuesta", "MARKETING", _body("¿Qué te pareció?"), status="PAUSED"),
        _template(
            "sorteo",
            "MARKETING",
            _body("¡Ganaste!"),
            status="REJECTED",
            rejected_reason="TAG_CONTENT_MISMATCH",
        ),
    ]


def problem(content: Mapping[str, Any], origin: str) -> GraphProblem | None:
    """Return why Meta would refuse a template message; None if it would take it."""
    found = _find(content, origin)
    if found is None or found["status"] == "REJECTED":
        told = f"template name ({content['name']}) does not exist in {content['language']['code']}"
        return GraphProblem(132001, told, http_status=404)
    if found["status"] != "APPROVED":
        return GraphProblem(132015, "Template is paused.")
    for kind in ("HEADER", "BODY"):
        wanted, given = _places(found, kind), _parameters(content, kind)
        if len(wanted) != len(given):
            told = f"{kind.lower()}: number of localizable_params ({len(given)}) does not match "
            return GraphProblem(132000, f"{told}the expected number of params ({len(wanted)})")
    return None


def shown(content: Mapping[str, Any], origin: str) -> dict[str, Any]:
    """Return a template message as the phone shows it: header, body, footer and buttons."""
    found = _find(content, origin)
    if found is None:
        return {}
    return {
        "header": _filled(found, content, "HEADER"),
        "body": _filled(found, content, "BODY"),
        "footer": _part(found, "FOOTER").get("text", ""),
        "buttons": [
            _button(button, _payload(content, place))
            for place, button in enumerate(_part(found, "BUTTONS").get("buttons", []))
        ],
    }


def _template(name: str, category: str, *components: Template, **facts: str) -> Template:
    return {
        "id": str(700_000_000_000_000 + sum(map(ord, name))),
        "name": name,
        "language": "es_AR",
        "status": "APPROVED",
        "category": category,
        "parameter_format": "POSITIONAL",
        "quality_score": {"score": "GREEN" if category == "UTILITY" else "UNKNOWN"},
        "rejected_reason": "NONE",
        "components": list(components),
        **facts,
    }


def _body(text: str, *example: str) -> Template:
    examples = {"example": {"body_text": [example]}} if example else {}
    return {"type": "BODY", "text": text, **examples}


def _buttons(*buttons: Template) -> Template:
    return {"type": "BUTTONS", "buttons": list(buttons)}


def _find(content: Mapping[str, Any], origin: str) -> Template | None:
    named = (content["name"], content["language"]["code"])
    return next((one for one in listed(origin) if (one["name"], one["language"]) == named), None)


def _part(template: Template, kind: str) -> Template:
    return next((part for part in template["components"] if part["type"] == kind), {})


def _places(template: Template, kind: str) -> list[str]:
    return list(dict.fromkeys(PLACE.findall(_part(template, kind).get("text", ""))))


def _parameters(content: Mapping[str, Any], kind: str) -> list[Mapping[str, Any]]:
    parts = (one for one in content.get("components") or [] if str(one["type"]).upper() == kind)
    return _given(next(parts, {}))


def _given(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    told = part.get("parameters")
    return [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []


def _filled(template: Template, content: Mapping[str, Any], kind: str) -> str:
    values = {
        str(one.get("parameter_name", place)): str(one.get("text", ""))
        for place, one in enumerate(_parameters(content, kind), 1)
    }
    text = str(_part(template, kind).get("text", ""))
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _payload(content: Mapping[str, Any], place: int) -> str:
    for part in content.get("components") or []:
        if str(part["type"]).upper() == "BUTTON" and str(part.get("index")) == str(place):
            return next((str(one.get("payload") or one.get("text")) for one in _given(part)), "")
    return ""


def _button(button: Template, given: str) -> dict[str, str]:
    """Without a payload of its own a quick reply carries its text (Cloud API, `button`)."""
    if button["type"] == "URL":
        address = PLACE.sub(lambda _found: given, str(button["url"]))
        return {"type": "url", "text": button["text"], "url": address}
    return {"type": "reply", "text": button["text"], "payload": given or button["text"]}

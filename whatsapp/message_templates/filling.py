"""A template and its parameters as a message: checked here, so that Meta has nothing to refuse.

Parameters come as `{"encabezado": …, "cuerpo": …, "botones": …}`, each only where the template
asks for it: the values of a text by name or number (a list counts from 1), a header's file as
`{"link": …}`, a button's by its place from 0.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from whatsapp.graph.messages import FilledTemplate
from whatsapp.inbound import text_of
from whatsapp.message_templates import rules
from whatsapp.message_templates.needs import Template, asked, filled, kind_of, must_fill, places
from whatsapp.message_templates.rules import ParametersError

HEADER, BODY, BUTTONS = PARTS = "encabezado", "cuerpo", "botones"

Parameters = Mapping[str, Any]
Component = dict[str, Any]


def fill(template: Template, parameters: Parameters) -> FilledTemplate:
    """Fill a template in; raise ParametersError where the parameters do not fit it."""
    if not template.is_fillable:
        raise ParametersError(
            _("La plantilla tiene partes que Liora no puede completar."), field="plantilla"
        )
    rules.only("", _given(parameters, template), _asked(template))
    header, title = _header(template, parameters.get(HEADER))
    body, said = _text_part("body", template, parameters.get(BODY))
    footer = text_of(template.part("FOOTER").get("text"))
    buttons = _buttons(template, _by_name(BUTTONS, parameters.get(BUTTONS), first=0))
    return FilledTemplate(
        content=_content(template, [*header, *body, *buttons]),
        text="\n\n".join(part for part in (title, said, footer) if part),
    )


def _content(template: Template, components: list[Component]) -> dict[str, Any]:
    named = {"name": template.name, "language": {"code": template.language}}
    parts = {"components": components} if components else {}
    return {"type": "template", "template": named | parts}


def _asked(template: Template) -> set[str]:
    return {name for name, names in asdict(asked(template)).items() if names}


def _given(parameters: Parameters, template: Template) -> dict[str, Any]:
    """Return what was given; a known part left empty, or answers one may preset, count as none."""
    optional = {BUTTONS} if any(map(_may_fill, template.buttons)) else set()
    return {
        name: value
        for name, value in parameters.items()
        if not (name in PARTS and value in (None, [], {}))
        and name not in optional - _asked(template)
    }


def _header(template: Template, given: Any) -> tuple[list[Component], str]:
    kind = template.header_media
    if not kind:
        return _text_part("header", template, given)
    values = _by_name(HEADER, given, first=1)
    rules.only(HEADER, values, {"link"})
    file = {"link": rules.link(f"{HEADER}.link", values["link"])}
    return [{"type": "header", "parameters": [{"type": kind, kind: file}]}], ""


def _text_part(kind: str, template: Template, given: Any) -> tuple[list[Component], str]:
    field = HEADER if kind == "header" else BODY
    limit = _limit(kind, template)
    text = template.part(kind.upper()).get("text")
    wanted = places(text)
    values = _by_name(field, given, first=1)
    rules.only(field, values, set(wanted))
    checked = {name: rules.text(f"{field}.{name}", values[name], limit=limit) for name in wanted}
    shown = rules.at_most(field, filled(text, checked), limit=limit)
    if not wanted:
        return [], shown
    return [{"type": kind, "parameters": _in_order(checked, named=template.named)}], shown


def _limit(kind: str, template: Template) -> int:
    if kind == "header":
        return rules.HEADER
    return rules.BODY_ALONE if len(template.components) == 1 else rules.BODY


def _in_order(values: Mapping[str, str], *, named: bool) -> list[Component]:
    if named:
        return [
            {"type": "text", "parameter_name": name, "text": text} for name, text in values.items()
        ]
    # Meta goes by place, and a translator may have put {{2}} before {{1}}.
    return [{"type": "text", "text": values[name]} for name in sorted(values, key=_number)]


def _number(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isdecimal() else (0, name)


def _buttons(template: Template, given: Mapping[str, Any]) -> list[Component]:
    can = {str(index) for index, button in enumerate(template.buttons) if _may_fill(button)}
    must = {str(index) for index, button in enumerate(template.buttons) if must_fill(button)}
    rules.only(BUTTONS, given, must | (can & set(given)))
    return [
        _button(index, kind_of(template.buttons[int(index)]), given[index])
        for index in sorted(given, key=int)
    ]


def _button(index: str, kind: str, value: object) -> Component:
    field = f"{BUTTONS}.{index}"
    limit, name, parameter = {
        "URL": (rules.URL_ENDING, "text", "text"),
        "COPY_CODE": (rules.COUPON, "coupon_code", "coupon_code"),
        "QUICK_REPLY": (rules.PAYLOAD, "payload", "payload"),
    }[kind]
    written = rules.text(field, value, limit=limit)
    return {
        "type": "button",
        "sub_type": kind.lower(),
        "index": index,
        "parameters": [{"type": parameter, name: written}],
    }


def _may_fill(button: Mapping[str, Any]) -> bool:
    return kind_of(button) == "QUICK_REPLY" or must_fill(button)


def _by_name(field: str, given: Any, *, first: int) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return {str(name): value for name, value in given.items()}
    if isinstance(given, list):
        return {str(number): value for number, value in enumerate(given, first)}
    if given is None:
        return {}
    raise ParametersError(
        _("«%(field)s» tiene que ser una lista o un objeto.") % {"field": field}, field=field
    )

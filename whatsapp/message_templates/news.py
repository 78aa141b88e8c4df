"""What one piece of news says about a template, kept unless something newer is known.

Must run within the scope of a Cliente.
"""

from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tenants.crossing import open_tenants
from whatsapp.models import MessageTemplate


@dataclass(frozen=True, slots=True)
class Named:
    """Which template is meant; `meta_id` is "" where nobody said."""

    waba_id: str
    name: str
    language: str
    meta_id: str


def keep(named: Named, kind: str, facts: Mapping[str, Any], *, at: datetime) -> bool:
    """Keep facts of a kind (`status`, `quality`, `category`, `components`) told at a time.

    Return False if something newer is known. A template never heard of gets a row, which cannot
    be sent before its parts are known.
    """
    _find_or_make(named)
    older = Q(**{f"{kind}_at__isnull": True}) | Q(**{f"{kind}_at__lte": at})
    return bool(meant(named).filter(older).update(**facts, **{f"{kind}_at": at}))


def meant(named: Named) -> QuerySet[MessageTemplate]:
    """Return the row of a template: name and language are what Meta keeps unique."""
    return MessageTemplate.objects.filter(
        waba_id=named.waba_id, name=named.name, language=named.language
    )


def introduce(newcomers: Mapping[Named, Mapping[str, Any]]) -> None:
    """Give templates a row of their own with these columns, unless they have one."""
    (cliente_id,) = open_tenants()
    MessageTemplate.objects.bulk_create(
        [
            MessageTemplate(cliente_id=cliente_id, **asdict(named), **columns)
            # In one order, or two workers that list one account would deadlock.
            for named, columns in sorted(newcomers.items(), key=lambda one: astuple(one[0]))
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def _find_or_make(named: Named) -> None:
    if not meant(named).exists():
        introduce({named: {}})
    if named.meta_id:
        meant(named).exclude(meta_id=named.meta_id).update(meta_id=named.meta_id)

"""Meta's own sample bodies pass the stand-in, and its webhook samples have the shapes we make."""

import json
from pathlib import Path
from typing import Any

import pytest

from whatsapp.simulator.graph_rules import check

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "outbound"
SAMPLES = sorted(CORPUS.glob("*.json"))

pytestmark = pytest.mark.skipif(not SAMPLES, reason="../shared/corpus is not beside the project")

# The samples leave blanks in angle brackets where a caller writes its own.
BLANKS = {"to": "+5491155512345", "link": "https://tienda.example/a", "code": "es_AR"}


def filled(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: filled(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(item, key) for item in value]
    if isinstance(value, str) and key in BLANKS and not value.startswith("https://"):
        return BLANKS[key]
    return value


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_it_accepts_metas_own_samples(path):
    body = filled(json.loads(path.read_text()))
    header = body.get("interactive", {}).get("header", {})
    if header.get("type", "").startswith("<"):
        header.update(type="text", text="Productos")
    assert check(body) is None

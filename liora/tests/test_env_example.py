import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
DOCUMENTED = re.compile(r"^# ([A-Z][A-Z0-9_]+)=", re.MULTILINE)

# Named by the product's contract, and read outside the modules below or by what is still to come.
READ_ELSEWHERE = {
    "POSTGRES_PASSWORD",
    "TEST_DATABASE_URL",
    "LIORA_DEMO_PASSWORD",
    "USE_OPENAI_FALLBACK",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_MODEL",
}


def variables_read(module: Path, reader: str) -> set[str]:
    """Return the names a module reads: `env.str("NAME")`, `environ.get("NAME")`."""
    calls = (node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func).split(".")[0] == reader
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and str(call.args[0].value).isupper()
    }


@pytest.fixture
def example() -> str:
    return (ROOT / ".env.example").read_text()


@pytest.fixture
def read() -> set[str]:
    readers = {"settings.py": "env", "environment.py": "self", "ops/web_server.py": "environ"}
    return set().union(
        *(variables_read(ROOT / "liora" / module, reader) for module, reader in readers.items())
    )


def test_every_variable_read_is_explained(example: str, read: set[str]):
    assert {"DATABASE_URL", "META_APP_SECRET", "WEB_CONCURRENCY"} <= read
    assert read - set(DOCUMENTED.findall(example)) == set()


def test_every_variable_explained_is_read(example: str, read: set[str]):
    assert set(DOCUMENTED.findall(example)) - read == READ_ELSEWHERE


def test_a_copy_of_it_changes_nothing(example: str):
    assert [line for line in example.splitlines() if line and not line.startswith("#")] == []

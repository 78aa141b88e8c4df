"""Rules of the house that no new file can forget."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from tenants.guard import TenantManager, TenantModel

pytestmark = pytest.mark.own_database

ROOT: Path = settings.BASE_DIR
PACKAGES = ("liora", "tenants", "accounts", "whatsapp", "catalog", "conversations", "skills")
MOST_LINES = 350
NAMES_THAT_SAY_NOTHING = {"utils.py", "helpers.py", "common.py", "misc.py", "services.py"}

WAYS_OUT = {"scopes_disabled", "_base_manager"}
# Who may look past the tenant's scope, and why. Everyone else opens the scope of the row at hand.
MAY_LEAVE_THE_SCOPE = {
    "accounts/memberships.py": "a person's own memberships span Clientes",
    "catalog/publisher.py": "the next file to read, or version to remove, is of any Cliente",
    "accounts/postman.py": "the next letter to send is of any Cliente, or of none",
    "whatsapp/waiting.py": "the house's oldest wait is nobody's in particular",
    "whatsapp/replay.py": "an operator puts back the dead messages of every Cliente",
    "whatsapp/message_templates/station.py": "the next list to ask for is of any Cliente",
    "whatsapp/simulator/numbers.py": "the simulator stands for Meta, which knows every number",
    "whatsapp/simulator/chats.py": "the simulator stands for Meta, which knows every number",
    "conversations/inbox.py": "one claim takes the waiting lanes of every Cliente",
    "conversations/delivery/outbox.py": "one claim takes the outgoing lanes of every Cliente",
    "conversations/learning.py": "what one batch of answers shows is of every Cliente",
    "conversations/media/station.py": "one look takes the waiting files of every Cliente",
    "conversations/hooks/sender.py": "one claim takes the waiting webhooks of every Cliente",
    "conversations/receipts.py": "one batch of receipts is of every Cliente",
    "conversations/notices/station.py": "one notice after another, each in its scope",
    "conversations/links/views.py": "whoever has a code may open it, whichever Cliente made it",
    "conversations/links/wanting.py": "links are minted for whichever Cliente is short of them",
    "liora/ops/key_rotation.py": "a key is the house's: it opens the secrets of every Cliente",
    "liora/admin/unscoped.py": "operators see every Cliente, and only in the administration",
    "liora/demo/tracing.py": "whoever runs the simulator owns every Cliente in it",
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def source_files() -> tuple[Path, ...]:
    """Return every Python file of ours, tests too, migrations aside."""
    files = [
        *ROOT.glob("*.py"),
        *(file for name in PACKAGES for file in (ROOT / name).rglob("*.py")),
    ]
    return tuple(sorted(file for file in files if "migrations" not in file.parts))


def product_files() -> Iterator[Path]:
    return (file for file in source_files() if not is_test(file))


def is_test(file: Path) -> bool:
    return "tests" in file.parts or file.name == "conftest.py"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported_modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def deferred_first_party_imports(module: ast.Module) -> list[int]:
    """Return the lines, inside functions, that import one of our own packages."""
    functions = (
        node
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if any(name.split(".")[0] in PACKAGES for name in imported_modules(inner))
    ]


def reads_tables(module: str) -> bool:
    return module == "django.db" or module.startswith("django.db.")


def names_used(module: ast.Module) -> set[str]:
    names = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    return names | {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}


def test_imports_go_one_way():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_file_is_too_long_to_read():
    lines = {relative(file): len(file.read_text().splitlines()) for file in source_files()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_every_file_is_named_for_what_it_does():
    assert [relative(file) for file in source_files() if file.name in NAMES_THAT_SAY_NOTHING] == []


def test_no_import_of_ours_hides_in_a_function():
    hidden = {relative(file): deferred_first_party_imports(tree(file)) for file in source_files()}
    assert {name: lines for name, lines in hidden.items() if lines} == {}


def test_only_the_listed_modules_leave_the_tenants_scope():
    leaving = {relative(file) for file in product_files() if names_used(tree(file)) & WAYS_OUT}
    assert leaving == set(MAY_LEAVE_THE_SCOPE)


def test_skills_read_no_table():
    imports = {
        relative(file): [name for node in ast.walk(tree(file)) for name in imported_modules(node)]
        for file in product_files()
        if file.is_relative_to(ROOT / "skills")
    }
    assert imports
    assert [name for name, modules in imports.items() if any(map(reads_tables, modules))] == []


def test_nothing_is_connected_by_signals():
    connected = [relative(file) for file in product_files() if "receiver" in names_used(tree(file))]
    assert connected == []


def test_no_model_hides_work_in_save():
    saving = [
        relative(file)
        for file in product_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef) and node.name == "save"
    ]
    assert saving == []


def test_every_table_of_a_tenant_is_guarded():
    tables = [
        model
        for model in apps.get_models()
        if any(field.name == "cliente" for field in model._meta.get_fields())
    ]
    unguarded = [
        model._meta.label
        for model in tables
        if not issubclass(model, TenantModel)
        or any(type(manager) is not TenantManager for manager in model._meta.managers)
    ]
    assert tables
    assert unguarded == []


def test_nobody_makes_a_manager_that_guards_only_reads():
    making = [
        relative(file) for file in source_files() if "ScopedManager" in names_used(tree(file))
    ]
    assert making == []


@pytest.mark.django_db
def test_the_migrations_hold_every_change_of_the_models():
    shown = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=shown)
    except SystemExit:
        pytest.fail(shown.getvalue())


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from catalog import browse", []),
        ("def f():\n    from catalog import browse", [2]),
        ("def f():\n    import catalog.browse", [2]),
        ("async def f():\n    import json\n    import skills", [3]),
        ("def f():\n    import json", []),
    ],
)
def test_it_sees_an_import_that_hides_in_a_function(source: str, lines: list[int]):
    assert deferred_first_party_imports(ast.parse(source)) == lines

"""Foreign keys that cannot cross from one tenant's rows to another's, held by the database.

Beside Django's own key, which goes on asking only whether the row exists. A row without a tenant
points at what it likes: nobody reads it through one.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Deferred, as Django's own keys are; MATCH SIMPLE, so that SET NULL, which Django does itself,
# lets go. NO ACTION also refuses to move a parent that has children to another tenant.
POSTGRES = (
    """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint
                   WHERE conname = '{parent}_tenant_key' AND conrelid = '{parent}'::regclass) THEN
        ALTER TABLE {parent} ADD CONSTRAINT {parent}_tenant_key UNIQUE (cliente_id, id);
    END IF;
END $$
""",
    """
ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (cliente_id, {column})
REFERENCES {parent} (cliente_id, id) DEFERRABLE INITIALLY DEFERRED
""",
)

ABORT = "SELECT RAISE(ABORT, 'otro_cliente: {table}.{column}');"
CROSSES = """
FOR EACH ROW WHEN EXISTS (
    SELECT 1 FROM {parent} WHERE id = NEW.{column} AND cliente_id IS NOT NEW.cliente_id
) AND NEW.cliente_id IS NOT NULL
"""
IS_CROSSED = """
FOR EACH ROW WHEN EXISTS (
    SELECT 1 FROM {table} WHERE {column} = NEW.id AND cliente_id <> IFNULL(NEW.cliente_id, '')
)
"""
# The parent's too: it may come after its child, be replaced under its id, or move.
SQLITE = {
    "insert": "BEFORE INSERT ON {table}" + CROSSES,
    "update": "BEFORE UPDATE OF cliente_id, {column} ON {table}" + CROSSES,
    "parent_insert": "BEFORE INSERT ON {parent}" + IS_CROSSED,
    "parent_update": "BEFORE UPDATE OF cliente_id, id ON {parent}" + IS_CROSSED,
}


class TenantKey(migrations.RunPython):
    """Migration operation: rows of `table` point through `column` only at their own tenant's rows.

    Both tables have `cliente_id`, and `parent` a key named `id`. On SQLite triggers do it, and a
    migration that alters either table drops them: it must repeat this operation for every key of
    that table, in or out. `liora/tests/test_tenant_keys.py` finds those that are missing.
    """

    def __init__(self, table: str, column: str, parent: str) -> None:
        self.words = {"table": table, "column": column, "parent": parent}
        self.words["name"] = f"{table}_{column}_tenant"
        super().__init__(self.create, self.drop)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__name__, [self.words[key] for key in ("table", "column", "parent")], {})

    def create(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        self.drop(apps, schema_editor)
        for statement in self._statements(schema_editor.connection.vendor):
            schema_editor.execute(statement.format(**self.words), params=None)

    def drop(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        # The parent's UNIQUE stays: other keys may stand on it.
        if schema_editor.connection.vendor == "postgresql":
            drops = ["ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"]
        else:
            drops = [f"DROP TRIGGER IF EXISTS {{name}}_{event}" for event in SQLITE]
        for statement in drops:
            schema_editor.execute(statement.format(**self.words), params=None)

    def _statements(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return list(POSTGRES)
        return [
            f"CREATE TRIGGER {{name}}_{event} {when} BEGIN {ABORT} END"
            for event, when in SQLITE.items()
        ]

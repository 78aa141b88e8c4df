"""Tables to which rows are added and in which none is ever changed or removed."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# restrict_violation (PostgreSQL, appendix A), which Django raises as IntegrityError, as it does
# what SQLite's RAISE(ABORT) gives.
POSTGRES = (
    """
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'solo_se_agrega: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001';
END $$ LANGUAGE plpgsql
""",
    """
CREATE TRIGGER {table}_append_only_row BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION append_only()
""",
    """
CREATE TRIGGER {table}_append_only_all BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
""",
)

# INSERT OR REPLACE removes the old row without firing DELETE triggers unless recursive_triggers is
# on (SQLite, ON CONFLICT clause), so an id or a rowid that is already there is refused as well.
SQLITE = (
    """
CREATE TRIGGER {table}_append_only_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'solo_se_agrega: UPDATE on {table}'); END
""",
    """
CREATE TRIGGER {table}_append_only_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'solo_se_agrega: DELETE on {table}'); END
""",
    """
CREATE TRIGGER {table}_append_only_insert BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'solo_se_agrega: REPLACE on {table}'); END
""",
)


class AppendOnly(migrations.RunPython):
    """Migration operation: triggers refuse UPDATE and DELETE (TRUNCATE too) on one table.

    The table's key must be named `id`. SQLite drops a table's triggers when it rebuilds it, so a
    later migration that alters the table must repeat this operation.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(self.create, self.drop)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__name__, [self.table], {})

    def create(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        self.drop(apps, schema_editor)
        postgres = schema_editor.connection.vendor == "postgresql"
        for template in POSTGRES if postgres else SQLITE:
            schema_editor.execute(template.replace("{table}", self.table), params=None)

    def drop(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        on_table = f" ON {self.table}" if postgres else ""
        for event in ("row", "all") if postgres else ("update", "delete", "insert"):
            trigger = f"{self.table}_append_only_{event}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on_table}", params=None)

"""`created_at` and `updated_at`, both written by the database and never by Python."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Created(models.Model):
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


class CreatedUpdated(Created):
    updated_at = models.DateTimeField(_("actualizado"), db_default=Now(), editable=False)

    class Meta:
        abstract = True


POSTGRES_TRIGGER = """
CREATE OR REPLACE FUNCTION touch_updated_at() RETURNS trigger AS $$
BEGIN NEW.updated_at = statement_timestamp(); RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_touch BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
"""

SQLITE_TRIGGER = """
CREATE TRIGGER {table}_touch AFTER UPDATE ON {table} FOR EACH ROW
BEGIN
    UPDATE {table} SET updated_at = STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW') WHERE rowid = NEW.rowid;
END
"""


class TouchUpdatedAt(migrations.RunPython):
    """Migration operation: let a trigger keep `updated_at` of one table.

    SQLite rebuilds a table to alter it and drops its triggers, so a later migration that alters
    the table must repeat this operation.
    """

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(self.create, self.drop)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (type(self).__name__, [self.table], {})

    def create(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        vendor = schema_editor.connection.vendor
        template = POSTGRES_TRIGGER if vendor == "postgresql" else SQLITE_TRIGGER
        self.drop(apps, schema_editor)
        schema_editor.execute(template.format(table=self.table), params=None)

    def drop(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on_table = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_touch{on_table}", params=None)

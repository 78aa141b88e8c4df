import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import liora.ops.ids
from catalog.vocabulary import counted
from catalog.words import search_words
from liora.ops.tenant_keys import TenantKey

BATCH_ROWS = 2000

# Before each lexeme stands the end of its version's id: the index alone leaves out other tenants'
# rows and older versions. No extension is needed.
INDEX = """
CREATE INDEX catalog_item_words ON catalog_item USING gin (
    array_to_tsvector(array_remove(string_to_array(
        replace(' ' || words, ' ', ' ' || right(snapshot_id::text, 8)), ' '), ''))
)
"""


def reword(apps, schema_editor):
    items = apps.get_model("catalog", "CatalogItem").objects.using(schema_editor.connection.alias)
    batch = []
    for item in items.order_by("id").iterator(BATCH_ROWS):
        item.words = search_words(item.title, item.category, item.brand, item.sku)
        batch.append(item)
        if len(batch) == BATCH_ROWS:
            items.bulk_update(batch, ["words"])
            batch = []
    items.bulk_update(batch, ["words"])


def keep_vocabularies(apps, schema_editor):
    alias = schema_editor.connection.alias
    items = apps.get_model("catalog", "CatalogItem").objects.using(alias)
    vocabularies = apps.get_model("catalog", "CatalogVocabulary").objects.using(alias)
    for snapshot in apps.get_model("catalog", "CatalogSnapshot").objects.using(alias).iterator():
        words = items.filter(snapshot=snapshot).values_list("words", flat=True)
        vocabularies.create(
            cliente_id=snapshot.cliente_id,
            snapshot=snapshot,
            words=counted(words.iterator(BATCH_ROWS)),
        )


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS catalog_item_words")


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_publishing"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogVocabulary",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="creado",
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=liora.ops.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="palabras")),
                (
                    "cliente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.cliente",
                        verbose_name="cliente",
                    ),
                ),
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vocabulary",
                        to="catalog.catalogsnapshot",
                        verbose_name="versión",
                    ),
                ),
            ],
            options={
                "verbose_name": "vocabulario del catálogo",
                "verbose_name_plural": "vocabularios del catálogo",
                "db_table": "catalog_vocabulary",
            },
        ),
        TenantKey("catalog_vocabulary", "snapshot_id", "catalog_snapshot"),
        migrations.RunPython(reword, migrations.RunPython.noop),
        migrations.RunPython(keep_vocabularies, migrations.RunPython.noop),
        migrations.RunPython(create_index, drop_index),
    ]

"""django-import-export as its documentation has it for large files: in bulk, no diffs, no hooks.

It is installed for the bench alone, so it is imported where it is used.
"""

from pathlib import Path

from catalog.models import CatalogItem, CatalogSnapshot
from catalog.words import search_words


def import_export(snapshot: CatalogSnapshot, path: Path) -> None:
    from import_export import resources  # type: ignore[import-not-found]
    from tablib import Dataset  # type: ignore[import-not-found]

    class Items(resources.ModelResource):  # type: ignore[misc]
        class Meta:
            model = CatalogItem
            import_id_fields = ("sku",)
            fields = tuple(path.open().readline().strip().split(","))
            use_bulk = True
            batch_size = 1000
            skip_diff = True
            force_init_instance = True
            clean_model_instances = False

        def before_save_instance(self, instance: CatalogItem, row: object, **_: object) -> None:
            instance.snapshot, instance.cliente_id = snapshot, snapshot.cliente_id
            instance.words = search_words(
                instance.title, instance.category, instance.brand, instance.sku
            )

    rows = Dataset().load(path.read_text(), format="csv")
    found = Items().import_data(rows, raise_errors=True, use_transactions=True)
    assert not found.has_errors()

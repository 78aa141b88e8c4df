from django.db import migrations

from liora.ops.tenant_keys import TenantKey


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
    ]

    operations = [
        TenantKey("catalog_item", "snapshot_id", "catalog_snapshot"),
        TenantKey("ingest_log", "snapshot_id", "catalog_snapshot"),
    ]

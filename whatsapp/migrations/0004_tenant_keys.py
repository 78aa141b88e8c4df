from django.db import migrations

from liora.ops.tenant_keys import TenantKey


class Migration(migrations.Migration):
    dependencies = [
        ("whatsapp", "0003_retired_numbers"),
    ]

    operations = [
        TenantKey("inbound_event", "waba_account_id", "waba_account"),
    ]

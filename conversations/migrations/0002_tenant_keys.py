from django.db import migrations

from liora.ops.tenant_keys import TenantKey


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0001_initial"),
        ("whatsapp", "0004_tenant_keys"),
    ]

    operations = [
        TenantKey("contact_identity", "contact_id", "contact"),
        TenantKey("convo_state", "waba_account_id", "waba_account"),
        TenantKey("convo_state", "contact_id", "contact"),
        TenantKey("conversation_log", "waba_account_id", "waba_account"),
        TenantKey("conversation_log", "convo_id", "convo_state"),
        TenantKey("conversation_log", "event_id", "inbound_event"),
        TenantKey("outbound_lane", "convo_id", "convo_state"),
    ]

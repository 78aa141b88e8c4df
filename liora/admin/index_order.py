"""The order in which operators meet the models: what is looked at every day comes first."""

from django.db.models import Model

ORDER = (
    "conversations.ConversationLog",
    "conversations.ConvoState",
    "conversations.MediaFile",
    "conversations.Pedido",
    "conversations.PedidoLinea",
    "conversations.Contact",
    "conversations.ContactIdentity",
    "conversations.ConsentEntry",
    "conversations.ShortLink",
    "conversations.LinkClick",
    "conversations.OutboundLane",
    "conversations.HookEvent",
    "conversations.HookLane",
    "whatsapp.InboundEvent",
    "whatsapp.WabaAccount",
    "whatsapp.MessageTemplate",
    "whatsapp.InboundLane",
    "whatsapp.WebhookRefusal",
    "whatsapp.SimulatorMessage",
    "whatsapp.SimulatorMedia",
    "whatsapp.SimulatorFault",
    "catalog.CatalogActive",
    "catalog.CatalogSnapshot",
    "catalog.CatalogItem",
    "catalog.CatalogReservation",
    "catalog.IngestLog",
    "catalog.CatalogRules",
    "catalog.CatalogUpload",
    "catalog.UploadPart",
    "catalog.CatalogVocabulary",
    "tenants.Cliente",
    "tenants.PlanOverride",
    "tenants.Usage",
    "tenants.AuditEntry",
    "tenants.PublishSecret",
    "tenants.HookSecret",
    "accounts.Usuario",
    "accounts.UserCliente",
    "accounts.Session",
    "accounts.SecondFactor",
    "accounts.Letter",
    "admin.LogEntry",
    "auth.Group",
)
PLACES = {label: number for number, label in enumerate(ORDER)}


def place(model: type[Model]) -> int:
    """Return where a model stands on the index; one nobody has placed comes last."""
    return PLACES.get(model._meta.label, len(ORDER))

"""What the choices of our models are called in the API's description."""

ENUM_NAMES = {
    "ClienteEstado": "tenants.models.Cliente.Estado",
    "MembresiaEstado": "accounts.models.UserCliente.Estado",
    "ConversacionEstado": "conversations.models.ConvoState.Estado",
    "MensajeEstado": "conversations.models.ConversationLog.Estado",
    "PedidoEstado": "conversations.models.Pedido.Estado",
    "EntregaEstado": "conversations.models.HookEvent.Estado",
    "NumeroEstado": "whatsapp.models.WabaAccount.Estado",
    "VersionEstado": "catalog.models.CatalogSnapshot.Estado",
    "ConsentimientoClase": "conversations.models.ConsentEntry.Kind",
    "EntregaClase": "conversations.models.HookEvent.Kind",
    "Rol": "accounts.models.UserCliente.Rol",
    "Plan": "tenants.models.Cliente.Plan",
}

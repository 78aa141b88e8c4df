"""How the states of messages, conversations, consents, clicks and orders feel over a list."""

from conversations.models import (
    ConsentEntry,
    ConversationLog,
    ConvoState,
    HookEvent,
    LinkClick,
    MediaFile,
    Pedido,
)
from liora.admin.columns import Tone

OF_MESSAGES = {
    ConversationLog.Estado.RECIBIDO: Tone.QUIET,
    ConversationLog.Estado.EN_COLA: Tone.WAITING,
    ConversationLog.Estado.ENVIANDO: Tone.WAITING,
    ConversationLog.Estado.INCIERTO: Tone.WARNING,
    ConversationLog.Estado.ENVIADO: Tone.GOOD,
    ConversationLog.Estado.ENTREGADO: Tone.GOOD,
    ConversationLog.Estado.LEIDO: Tone.GOOD,
    ConversationLog.Estado.FALLIDO: Tone.BAD,
}
OF_CONVERSATIONS = {
    ConvoState.Estado.BOT: Tone.GOOD,
    ConvoState.Estado.HUMANO: Tone.WARNING,
    ConvoState.Estado.BAJA: Tone.QUIET,
}
OF_CONSENT = {
    ConsentEntry.Decision.BAJA: Tone.QUIET,
    ConsentEntry.Decision.ALTA: Tone.GOOD,
}
OF_CLICKS = {
    LinkClick.Kind.HUMANO: Tone.GOOD,
    LinkClick.Kind.PREVIA: Tone.QUIET,
    LinkClick.Kind.BOT: Tone.QUIET,
    LinkClick.Kind.REPETIDO: Tone.WAITING,
}
OF_ORDERS = {
    Pedido.Estado.RECIBIDO: Tone.WARNING,
    Pedido.Estado.CONFIRMADO: Tone.WAITING,
    Pedido.Estado.PREPARADO: Tone.WAITING,
    Pedido.Estado.ENTREGADO: Tone.GOOD,
    Pedido.Estado.CANCELADO: Tone.QUIET,
}
OF_MEDIA = {
    MediaFile.Estado.ESPERANDO: Tone.WAITING,
    MediaFile.Estado.GUARDADO: Tone.GOOD,
    MediaFile.Estado.FALLIDO: Tone.BAD,
}
OF_HOOKS = {
    HookEvent.Estado.PENDIENTE: Tone.WAITING,
    HookEvent.Estado.ENTREGADO: Tone.GOOD,
    HookEvent.Estado.MUERTO: Tone.BAD,
}

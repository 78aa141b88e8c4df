"""What an operator can do to a conversation beside its form: answer, take it, give it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from conversations.admin.state_form import ReplyForm
from conversations.handling import hand_over
from conversations.models import ConversationLog, ConvoState
from conversations.replying import refusal, reply, window_until
from liora.api.errors import ApiError
from liora.ops.clock import DatabaseClock
from tenants.audit import actor_of

Estado = ConvoState.Estado


class StateButtons(ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """All of them ask for the permission to change the conversation."""

    change_form_template = "admin/conversations/state_form.html"

    def get_urls(self) -> list[URLPattern]:
        own = [
            self._button("responder", self.reply_page),
            self._button("tomar", self.take_page),
            self._button("devolver", self.return_page),
        ]
        return own + super().get_urls()

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        convo = self.get_object(request, object_id)
        shown = _desk(convo) if isinstance(convo, ConvoState) else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **shown})

    def reply_page(self, request: HttpRequest, convo: ConvoState) -> None:
        form = ReplyForm(request.POST)
        if not form.is_valid():
            self.message_user(request, _("Escribí la respuesta."), messages.ERROR)
            return
        usuario_id = actor_of(request).usuario_id
        origin = ConversationLog.Origin.OPERADOR
        reply(convo.pk, form.cleaned_data["texto"], usuario_id=usuario_id, origin=origin)
        self.log_change(request, convo, _("Respondió."))
        self.message_user(request, _("La respuesta está en camino."), messages.SUCCESS)

    def take_page(self, request: HttpRequest, convo: ConvoState) -> None:
        hand_over(convo.pk, Estado.HUMANO, actor=actor_of(request))
        self.log_change(request, convo, _("Tomó la conversación."))
        self.message_user(request, _("Ahora responde una persona."), messages.SUCCESS)

    def return_page(self, request: HttpRequest, convo: ConvoState) -> None:
        hand_over(convo.pk, Estado.BOT, actor=actor_of(request))
        self.log_change(request, convo, _("Devolvió la conversación a Liora."))
        self.message_user(request, _("Liora vuelve a responder."), messages.SUCCESS)

    def _button(self, name: str, act: Any) -> URLPattern:
        """Route one button: it acts, says what came of it, and leads back to the conversation."""

        def press(request: HttpRequest, convo_id: UUID) -> HttpResponse:
            convo = self._changeable(request, convo_id)
            try:
                act(request, convo)
            except ApiError as refused:
                self.message_user(request, str(refused), messages.ERROR)
            back = reverse("admin:conversations_convostate_change", args=[convo.pk])
            return HttpResponseRedirect(back)

        view = self.admin_site.admin_view(require_POST(press))
        return path(f"<uuid:convo_id>/{name}/", view, name=f"conversations_convostate_{name}")

    def _changeable(self, request: HttpRequest, convo_id: UUID) -> ConvoState:
        convo = self.get_object(request, str(convo_id))
        if not isinstance(convo, ConvoState):
            raise Http404
        if not self.has_change_permission(request, convo):
            raise PermissionDenied
        return convo


def _desk(convo: ConvoState) -> dict[str, Any]:
    """Return what the page shows of answering: the form, and why it may be closed."""
    now = DatabaseClock().now()
    person = convo.estado == Estado.HUMANO and not (convo.human_until and convo.human_until <= now)
    return {
        "reply_form": ReplyForm(),
        "reply_refusal": refusal(convo, now),
        "window_until": window_until(convo),
        "person_answers": person,
        "opted_out": convo.estado == Estado.BAJA,
    }

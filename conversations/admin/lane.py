from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conversations.models import OutboundLane
from liora.admin.lane import LanePage
from liora.admin.links import linked


@admin.register(OutboundLane)
class OutboundLaneAdmin(LanePage):
    convo_link = linked("convo", _("conversación"))

    list_display = ["__str__", "convo_link", *LanePage.list_display[1:]]
    list_select_related = ["cliente", "convo"]
    search_fields = ("convo__user_msisdn__exact",)

from django.contrib import admin

from liora.admin.lane import LanePage
from whatsapp.models import InboundLane


@admin.register(InboundLane)
class InboundLaneAdmin(LanePage):
    search_fields = ("address__startswith",)

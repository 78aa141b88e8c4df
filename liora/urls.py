from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from whatsapp.webhook.views import meta_webhook

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhook/meta", meta_webhook, name="meta-webhook"),
    path("admin/", admin.site.urls),
]

"""Routes of the API itself, under /api/v1."""

from django.urls import path

from liora.api.description import Docs, Schema

urlpatterns = [
    path("schema", Schema.as_view(), name="api-schema"),
    path("docs", Docs.as_view(), name="api-docs"),
]

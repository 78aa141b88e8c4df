"""Routes of the catalog, under /api/v1."""

from django.urls import path

from catalog.api.items import Items
from catalog.api.publishing import Publish
from catalog.api.snapshots import Active, Rules, Snapshots

BASE = "clientes/<str:cliente>/catalog"

urlpatterns = [
    path(f"{BASE}/publish", Publish.as_view(), name="catalog-publish"),
    path(f"{BASE}/snapshots", Snapshots.as_view({"get": "list"}), name="catalog-snapshots"),
    path(
        f"{BASE}/snapshots/<int:version>",
        Snapshots.as_view({"get": "retrieve"}),
        name="catalog-snapshot",
    ),
    path(
        f"{BASE}/snapshots/<int:version>/activate",
        Snapshots.as_view({"post": "activate"}),
        name="catalog-activate",
    ),
    path(
        f"{BASE}/snapshots/<int:version>/diff",
        Snapshots.as_view({"get": "diff"}),
        name="catalog-diff",
    ),
    path(f"{BASE}/active", Active.as_view({"get": "show"}), name="catalog-active"),
    path(f"{BASE}/rollback", Active.as_view({"post": "rollback"}), name="catalog-rollback"),
    path(f"{BASE}/items", Items.as_view({"get": "list"}), name="catalog-items"),
    path(
        f"{BASE}/reglas", Rules.as_view({"get": "show", "patch": "change"}), name="catalog-reglas"
    ),
]

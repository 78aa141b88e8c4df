"""By what versions can be narrowed."""

from django_filters import ChoiceFilter, FilterSet

from catalog.models import CatalogSnapshot


class SnapshotFilters(FilterSet):
    ESTADOS = CatalogSnapshot.Estado.values

    estado = ChoiceFilter(choices=CatalogSnapshot.Estado.choices)

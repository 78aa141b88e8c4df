"""Query parameters that several lists describe."""

from drf_spectacular.utils import OpenApiParameter

from conversations.api.filters import LONGEST_PHONE


def text(name: str, longest: int, *, description: str = "") -> OpenApiParameter:
    """Describe a filter by a text that any database keeps."""
    kept = {"type": "string", "maxLength": longest, "pattern": r"^[^\x00]*$"}
    return OpenApiParameter(name, kept, description=description)


PHONE = text(
    "telefono",
    LONGEST_PHONE,
    description="Un teléfono como se lo escriba: con o sin +, 00, 0, 9, 15, espacios o guiones.",
)

"""Fields that take what their type says and nothing that could be turned into it."""

from typing import Any

from rest_framework import serializers


class Text(serializers.CharField):
    """A string; DRF's own takes numbers as well, and makes "0" of a mistake."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """true or false; DRF's own takes "yes", 1 and "off" as well."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data

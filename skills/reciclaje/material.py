"""What there is to know about getting rid of one material."""

from dataclasses import dataclass

from django.utils.functional import Promise

from skills.reciclaje.streams import Stream


@dataclass(frozen=True, slots=True)
class Material:
    """`names` holds every way people call it, without accents; the first is the usual one."""

    title: str | Promise
    names: tuple[str, ...]
    stream: Stream
    prepare: str | Promise
    caution: str | Promise

    @property
    def key(self) -> str:
        """The name that stands for it in reply ids."""
        return self.names[0]


def names(text: str) -> tuple[str, ...]:
    """Read names written one after another with "|"."""
    return tuple(name.strip() for name in text.split("|"))

"""Which SKUs a file has had so far, in a fraction of the memory of a set of texts."""

from array import array

FIRST_PLACES = 1 << 10


class Seen:
    """A set of texts that only grows, kept as their 64-bit hashes (open addressing, half full).

    Python's hash of a text is keyed anew in each process (PEP 456), so nobody can write a file
    whose SKUs collide; of a million, two do so by chance once in thirty million files.
    """

    def __init__(self) -> None:
        self._places = array("q", bytes(8 * FIRST_PLACES))
        self._count = 0

    def add(self, text: str) -> bool:
        """Add a text; return whether it was new."""
        # 0 is an empty place.
        key = hash(text) or 1
        place = self._place_of(key)
        if self._places[place]:
            return False
        self._places[place] = key
        self._count += 1
        if 2 * self._count > len(self._places):
            self._grow()
        return True

    def _place_of(self, key: int) -> int:
        """Return where a key stands, or the empty place where it would."""
        places = self._places
        mask = len(places) - 1
        place = key & mask
        while (held := places[place]) and held != key:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        old = self._places
        self._places = array("q", bytes(16 * len(old)))
        for key in old:
            if key:
                self._places[self._place_of(key)] = key

"""Every SKU is told to be new once."""

import tracemalloc

from catalog.files.seen import Seen


def test_each_is_new_the_first_time_alone():
    seen = Seen()
    names = [f"SKU-{number}" for number in range(50_000)]
    assert all(seen.add(name) for name in names)
    assert not any(seen.add(name) for name in names)
    assert seen.add("otro")


def test_texts_that_hash_to_nothing_or_next_to_each_other_are_kept_apart():
    seen = Seen()
    keys = (0, 1, 1024, 2048, -1, -1024)
    places = [Hashed(key) for key in keys]
    # 0 and 1 share a key: the one is what the other becomes.
    assert [seen.add(one) for one in places] == [True, False, True, True, True, True]
    assert not any(seen.add(one) for one in places)


class Hashed(str):
    """A text with the hash it is told to have."""

    __slots__ = ("key",)

    def __new__(cls, key: int) -> "Hashed":
        made = super().__new__(cls, str(key))
        made.key = key
        return made

    def __hash__(self) -> int:
        return self.key


def test_it_takes_thirty_bytes_for_each():
    tracemalloc.start()
    seen = Seen()
    for number in range(100_000):
        seen.add(f"SKU-{number:07}")
    now, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert now < 3_000_000

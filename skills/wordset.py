"""Writing many words without a comma and two quotes for each."""


def word_set(text: str) -> frozenset[str]:
    """Read words parted by blanks."""
    return frozenset(text.split())

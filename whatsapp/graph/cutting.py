"""Where a text may be cut without breaking a word or an emoji."""

import unicodedata

ELLIPSIS = "…"
JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
FLAG_TAGS = range(0xE0020, 0xE0080)
# An attacker can pile up accents without end; no real character is built of more parts.
LONGEST_CHARACTER = 32


def clip(text: str, limit: int) -> str:
    """`text` in at most `limit` code points, cut on a word and ended with "…" if it was longer."""
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    room = limit - len(ELLIPSIS)
    space = _last_space(text, room)
    # A first word longer than half the room would leave a stub: better a cut word.
    cut = space if space > room // 2 else safe_cut(text, room)
    return text[:cut].rstrip(" \t\r\n,;:") + ELLIPSIS


def safe_cut(text: str, at: int) -> int:
    """The last index up to `at` that does not fall inside one visible character."""
    for cut in range(at, max(at - LONGEST_CHARACTER, -1), -1):
        if not _inside_character(text, cut):
            return cut
    return at


def _last_space(text: str, at: int) -> int:
    return next((index for index in range(at, 0, -1) if text[index].isspace()), 0)


def _inside_character(text: str, at: int) -> bool:
    return 0 < at < len(text) and (
        _extends(text[at]) or text[at - 1] == JOINER or _inside_flag(text, at)
    )


def _extends(char: str) -> bool:
    """Whether `char` (accent, variation, joiner, skin tone, flag tag) belongs to the one before."""
    point = ord(char)
    return (
        char == JOINER
        or point in SKIN_TONES
        or point in FLAG_TAGS
        or unicodedata.category(char) in ("Mn", "Me")
    )


def _inside_flag(text: str, at: int) -> bool:
    if ord(text[at]) not in FLAG_LETTERS:
        return False
    before = 0
    while before < at and ord(text[at - 1 - before]) in FLAG_LETTERS:
        before += 1
    return before % 2 == 1

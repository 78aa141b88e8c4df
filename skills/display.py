"""Making any stored text fit to be shown: one line, no control characters, within a limit."""

from whatsapp.graph.messages import clip

# Joins the parts of one emoji; every other invisible character goes.
JOINER = "\u200d"
LONGEST_WORTH_READING = 6000


def plain(text: str, limit: int) -> str:
    """Return `text` in one line of at most `limit` code points; "" if nothing can be seen of it."""
    seen = text[:LONGEST_WORTH_READING]
    if not seen.isprintable():
        seen = "".join(char if _shows(char) else " " for char in seen)
    return clip(" ".join(seen.split()), limit).strip(JOINER)


def bold(text: str) -> str:
    """Mark `text` as bold for WhatsApp, where an asterisk inside would end it."""
    bare = text.replace("*", "").strip()
    return f"*{bare}*" if bare else ""


def _shows(char: str) -> bool:
    return char.isprintable() or char == JOINER

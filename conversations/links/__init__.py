"""Tracked links: made with a turn, opened at `/l/{code}`, counted honestly."""

from conversations.links.shorten import RefusedLink, shorten
from conversations.links.utm import append_utm

__all__ = ["RefusedLink", "append_utm", "shorten"]

"""Who opens a link: a person, an app that draws a preview, or some other program."""

import re
from collections.abc import Mapping

from crawleruseragents import is_crawler

from conversations.models import LinkClick

Kind = LinkClick.Kind

# Chats and networks that fetch an address to draw it under a message.
PREVIEWERS = re.compile(
    r"whatsapp/|facebookexternalhit|facebot|meta-external|telegrambot|slackbot|slack-imgproxy"
    r"|twitterbot|linkedinbot|discordbot|skypeuripreview|viber/|redditbot|pinterestbot|embedly"
    r"|iframely|vkshare|mastodon/|bluesky|snap url preview|google-pagerenderer|line-poker"
    r"|microsoftpreview|mattermost-bot|applebot",
    re.IGNORECASE,
)
# Clients that people do not hold in their hands; the library knows crawlers, and not these.
PROGRAMS = re.compile(
    r"^(?:mozilla/\d[\d.]*|java/.*|okhttp/.*|dart/.*|axios/.*|node.*|undici|ruby.*|php.*|.{1,5})$"
    r"|bitly|headless|phantomjs|(?<!cu)bot\b|crawler|spider",
    re.IGNORECASE,
)
LOOKING_AHEAD = ("prefetch", "preview", "prerender")


def kind_of(method: str, headers: Mapping[str, str]) -> LinkClick.Kind:
    """Return who asks, `repetido` aside.

    Sources: the Fetch standard for Sec-Purpose, W3C Fetch Metadata for Sec-Fetch-Mode and -Dest;
    `Purpose` and `X-Moz` are what older browsers send.
    """
    agent = headers.get("User-Agent", "").strip()
    if PREVIEWERS.search(agent) or _is_looking_ahead(headers):
        return Kind.PREVIA
    if method == "HEAD" or not agent or not _is_navigation(headers):
        return Kind.BOT
    return Kind.BOT if PROGRAMS.search(agent) or is_crawler(agent) else Kind.HUMANO


def _is_navigation(headers: Mapping[str, str]) -> bool:
    """Tell whether a page is opened, and not a frame or picture inside another one."""
    mode, target = headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")
    return mode in (None, "navigate") and target in (None, "document")


def _is_looking_ahead(headers: Mapping[str, str]) -> bool:
    told = (headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return any(word in value.lower() for value in told for word in LOOKING_AHEAD)

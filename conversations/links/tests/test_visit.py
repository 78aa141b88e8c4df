"""Who is a person, who draws a preview, and who is some other program."""

import pytest

from conversations.links.tests.visitors import PHONE
from conversations.links.visit import kind_of

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
PEOPLE = (
    PHONE,
    CHROME,
    f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1",
    f"{IPHONE} Mobile/15E148",
    f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/470.0.0.50.109;FBBV/609094193]",
    f"{IPHONE} Mobile/15E148 Instagram 338.0.0.28.91",
    f"{IPHONE} GSA/322.0.645 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 13; CUBOT P60) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 12; SM-A127M; wv) AppleWebKit/537.36 Version/4.0 Chrome/125",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121 Mobile",
    "Opera/9.80 (Android; Opera Mini/36.2/191.256; U; es) Presto/2.12.423 Version/12.16",
)
PREVIEWS = (
    "WhatsApp/2.24.6.77 A",
    "WhatsApp/2.23.20.0 i",
    "WhatsApp/2.2412.54 N",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (Macintosh) Version/9.0 Safari/601 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "meta-externalagent/1.1",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Twitterbot/1.0",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
)
PROGRAMS = (
    "",
    "  ",
    "bitlybot/3.0 (+http://bit.ly/)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "curl/8.5.0",
    "Wget/1.21",
    "python-requests/2.32.3",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
    "Java/17.0.9",
    "axios/1.7.2",
    "node-fetch",
    "Mozilla/5.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0.0.0 Safari/537.36",
    "-",
)


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_person_counts(agent: str):
    assert kind_of("GET", {"User-Agent": agent}) == "humano"


@pytest.mark.parametrize("agent", PREVIEWS)
def test_a_preview_is_told_apart(agent: str):
    assert kind_of("GET", {"User-Agent": agent}) == "previa"
    assert kind_of("HEAD", {"User-Agent": agent}) == "previa"


@pytest.mark.parametrize("agent", PROGRAMS)
def test_a_program_is_told_apart(agent: str):
    assert kind_of("GET", {"User-Agent": agent}) == "bot"


def test_nobody_reads_a_page_that_was_only_asked_for_its_head():
    assert kind_of("HEAD", {"User-Agent": PHONE}) == "bot"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Sec-Purpose", "prefetch"),
        ("Sec-Purpose", "prefetch;prerender"),
        ("Purpose", "prefetch"),
        ("Purpose", "preview"),
        ("X-Purpose", "Preview"),
        ("X-Moz", "prefetch"),
    ],
)
def test_a_browser_that_looks_ahead_is_no_click(header: str, value: str):
    assert kind_of("GET", {"User-Agent": PHONE, header: value}) == "previa"


def test_a_page_that_embeds_the_link_is_no_click():
    for mode, target in (("no-cors", "image"), ("navigate", "iframe"), ("cors", "empty")):
        headers = {"User-Agent": PHONE, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": target}
        assert kind_of("GET", headers) == "bot"


def test_a_page_opened_by_a_person_says_so():
    headers = {"User-Agent": PHONE, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert kind_of("GET", headers) == "humano"

"""The list of an account's templates. Source: Cloud API, `GET /{waba_id}/message_templates`."""

import time
from typing import Any
from urllib.parse import quote

from whatsapp.graph import answers
from whatsapp.graph.answers import Answer
from whatsapp.graph.client import GraphClient
from whatsapp.graph.results import Found, Refused

FIELDS = (
    "id,name,language,status,category,quality_score,components,parameter_format,rejected_reason"
)
OF_A_PAGE = 100
# Meta admits 6,000 templates to an account; a list that never ends is no list.
MOST_PAGES = 100
# Whoever stops a worker waits no longer than this for it.
WHOLE_S = 45.0


class TemplatesClient(GraphClient):
    """A page of templates is larger than any other answer."""

    largest_answer = 2 * 1024 * 1024

    def templates_of(self, waba_id: str, token: str) -> list[Any] | Refused:
        """Return every template as Graph lists it, unchecked, or why the list is not whole.

        Pages are asked for by their cursor: no address that an answer names is followed.
        """
        listed: list[Any] = []
        after = ""
        deadline = time.monotonic() + WHOLE_S
        for _page in range(MOST_PAGES):
            if time.monotonic() > deadline:
                break
            cursor = f"&after={quote(after, safe='')}" if after else ""
            query = f"/message_templates?fields={FIELDS}&limit={OF_A_PAGE}{cursor}"
            found = self._get(waba_id, query, token=token)
            if isinstance(found, Refused):
                return found
            data, after = _page_of(found)
            listed += data
            if not after:
                return listed
        # A list that does not end in time is believed no more than an answer that is too large.
        return answers.refusal(Answer(http_status=200, body={}, retry_after=None, elapsed_ms=0))


def _page_of(found: Found) -> tuple[list[Any], str]:
    data, paging = found.body.get("data"), found.body.get("paging")
    more = isinstance(paging, dict) and paging.get("next") and paging.get("cursors")
    after = more.get("after") if isinstance(more, dict) else ""
    return (data if isinstance(data, list) else []), (after if isinstance(after, str) else "")

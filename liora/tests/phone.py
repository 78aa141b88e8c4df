"""The simulator's phone, driven in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, sync_playwright

# A container has no user namespaces for Chromium's sandbox; the rest keeps it off the network.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ANSWER_MS = 10_000


@contextmanager
def browser_page(
    chromium: str, *, width: int = 1280, height: int = 800, user_agent: str | None = None
) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page(viewport={"width": width, "height": height}, user_agent=user_agent)
        try:
            yield page
        finally:
            browser.close()


class Phone:
    """One person's chat with one number."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(f"{url}/simulador/")

    def open_chat(self, number: str, name: str) -> None:
        self.page.get_by_test_id("new-chat").click()
        self.page.get_by_test_id("new-chat-number").fill(number)
        self.page.get_by_test_id("new-chat-name").fill(name)
        self.page.get_by_test_id("new-chat-form-accept").click()

    def say(self, text: str) -> Locator:
        return self.answered(lambda: self._write(text))

    def send_voice(self) -> Locator:
        return self.answered(self._attach_voice)

    def choose(self, row: str) -> Locator:
        """Open the list of the last answer and choose the row with this title."""

        def choose() -> None:
            self.last().get_by_test_id("list-open").click()
            self.page.get_by_test_id("list-row").filter(has_text=row).first.click()

        return self.answered(choose)

    def answered(self, act: Callable[[], None]) -> Locator:
        """Do something and return the shop's next bubble."""
        before = self.bubbles().count()
        act()
        answer = self.bubbles().nth(before)
        answer.wait_for(timeout=ANSWER_MS)
        return answer

    def bubbles(self) -> Locator:
        return self.page.get_by_test_id("bubble-in")

    def last(self) -> Locator:
        return self.bubbles().last

    def _write(self, text: str) -> None:
        self.page.get_by_test_id("composer").fill(text)
        self.page.get_by_test_id("send").click()

    def _attach_voice(self) -> None:
        self.page.get_by_test_id("attach").click()
        self.page.get_by_test_id("attach-voice").click()

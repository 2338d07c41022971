"""A visitor of the site: waits for runs rather than for time, finds controls by their key."""

import time
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

DONE = (
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
)
PATIENCE_MS = 60_000
expect.set_options(timeout=30_000)  # a busy machine is not a fault of the page


class Visitor:
    """One browser window on the site, in a context (cookies, language) of its own."""

    def __init__(self, browser: Browser, site: str, **context: Any) -> None:
        options: dict[str, Any] = {"viewport": {"width": 1400, "height": 1000}} | context
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.site = site
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, path: str) -> "Visitor":
        """Open an address (a path of the site, or a whole one) and wait for the run to end."""
        self.page.goto(path if path.startswith("http") else f"{self.site}/{path}")
        return self.settle()

    def settle(self) -> "Visitor":
        """Wait until no run is going on and nothing is still to be drawn."""
        self.page.wait_for_selector(DONE)
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=PATIENCE_MS)
        expect(self.page.locator("[data-testid=stException]")).to_have_count(0)
        return self

    def until(self, expression: str) -> "Visitor":
        """Wait for a JavaScript expression to hold (the page's policy lets nothing evaluate there).

        Raises AssertionError where it does not within a minute.
        """
        end = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, expression
            self.page.wait_for_timeout(100)
        return self

    def at(self, key: str) -> Locator:
        """The element of a widget, by its key."""
        return self.page.locator(f".st-key-{key}")

    def choose(self, key: str, label: str) -> "Visitor":
        """Click one segment of a segmented control."""
        self.at(key).get_by_role("button", name=label, exact=True).or_(
            self.at(key).get_by_role("radio", name=label, exact=True)
        ).first.click()
        return self.settle()

    def speak(self, label: str) -> "Visitor":
        """Switch the language."""
        return self.choose("lang", label)

    def press(self, key: str) -> "Visitor":
        """Click a button by its key."""
        self.at(key).get_by_role("button").first.click()
        return self

    def read(self) -> str:
        """All text of the page."""
        return self.page.locator("[data-testid=stMain]").inner_text()

    def close(self) -> None:
        self.context.close()

"""What a page asks of other hosts, and what its own policy forbids it."""

from urllib.parse import urlsplit

from playwright.sync_api import Page


class Watched:
    """The addresses of other hosts that a page asked for, and what its policy refused."""

    def __init__(self, page: Page, own: str) -> None:
        self.foreign: list[str] = []
        self.refused: list[str] = []
        page.on("request", lambda request: self._ask(request.url, own))
        page.on("console", lambda message: self._hear(message.text))

    def _ask(self, url: str, own: str) -> None:
        where = urlsplit(url)
        if where.scheme not in ("data", "blob", "file") and where.netloc != urlsplit(own).netloc:
            self.foreign.append(url)

    def _hear(self, text: str) -> None:
        # Streamlit would fetch a picture of the page's icon from outside; the policy forbids it.
        if "Content Security Policy" in text and "/materialsymbolsrounded/" not in text:
            self.refused.append(text)

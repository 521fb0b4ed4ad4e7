"""Somebody using the product in a browser, and what they would complain of."""

from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

PICTURES = Path(__file__).resolve().parents[2] / "var" / "pictures"


@dataclass(frozen=True)
class Town:
    address: str
    password: str
    folder: Path


class Visitor:
    """A page and what went wrong on it: console errors, refused scripts, server faults."""

    def __init__(self, page: Page, town: Town) -> None:
        self.page = page
        self.town = town
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._look)

    def sign_in(self, name: str) -> "Visitor":
        self.page.goto("/sign-in")
        self.page.get_by_label("Sign-in name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(self.town.password)
        self.page.get_by_role("button", name="Sign in").click()
        return self

    def check(self, name: str) -> None:
        """No serious fault for somebody with a disability, nothing wider than the window."""
        found = Axe().run(self.page).response["violations"]
        serious = [
            f"{one['id']}: {one['help']} ({one['nodes'][0]['target']})"
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert not serious, f"{name}: {serious}"
        wide, window = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= window, f"{name} is {wide} wide in a window of {window}"
        PICTURES.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size
        assert size is not None
        self.page.screenshot(path=PICTURES / f"{name}-{size['width']}.png", full_page=True)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def _look(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")

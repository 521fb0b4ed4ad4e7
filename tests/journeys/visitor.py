"""Somebody using the product in a browser, and what they would complain of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has none
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    ViewportSize,
    expect,
)

PICTURES = Path(__file__).resolve().parents[2] / "var" / "pictures"
DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)


@dataclass(frozen=True)
class Town:
    """Where it is served, the password of everybody in it, its folder, and whom it made up."""

    address: str
    password: str
    folder: Path
    roster: list[Mapping[str, str]]


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
        return self.give_password(name)

    def give_password(self, name: str) -> "Visitor":
        """On the page that asks for it."""
        self.page.get_by_label("Sign-in name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(self.town.password)
        self.page.get_by_role("button", name="Sign in").click()
        return self

    def open(self, address: str) -> None:
        """A page there is and that may be seen."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{answer.status} {address}"

    def open_one_of_mine(self, which: int) -> str:
        """The case file of somebody assigned to whoever is signed in; gives their reference."""
        people = self.page.get_by_role("table", name="The people assigned to you")
        people.get_by_role("rowheader").nth(which).get_by_role("link").click()
        expect(self.page.locator(".popo-banner__name")).to_be_visible()
        return self.page.url.rsplit("/", 1)[1]

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def save(self) -> None:
        """Save, of the two buttons of a form that also saves and begins another."""
        self.page.get_by_role("button", name=re.compile("^Save(?! and)")).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def notice(self) -> Locator:
        """What the last page did."""
        return self.page.locator(".popo-notice")

    def check_both(self, name: str) -> None:
        """As `check`, at a desk and on a phone."""
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self.check(name)
        self.page.set_viewport_size(DESK)

    def check(self, name: str) -> None:
        """No serious fault for somebody with a disability, nothing wider than the window."""
        size = self.page.viewport_size
        assert size is not None
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}-{size['width']}.png", full_page=True)
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

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def _look(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status} {response.url}")


class Reception:
    """Lets visitors in, each with a browser profile of their own, and asks them as they leave."""

    def __init__(self, chromium: Browser, town: Town) -> None:
        self._chromium = chromium
        self._town = town
        self._visitors: list[Visitor] = []

    def let_in(self, viewport: ViewportSize = DESK, **options: Any) -> Visitor:
        context = self._chromium.new_context(
            base_url=self._town.address, locale="en-GB", viewport=viewport, **options
        )
        visitor = Visitor(context.new_page(), self._town)
        self._visitors.append(visitor)
        return visitor

    def see_out(self) -> None:
        complaints = [words for visitor in self._visitors for words in visitor.complaints]
        for visitor in self._visitors:
            visitor.page.context.close()
        assert not complaints, complaints

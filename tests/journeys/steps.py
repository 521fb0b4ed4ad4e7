"""What the steps of every path share: who takes them, and what is looked at on the way."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.visitor import Reception, Visitor

Look = Callable[[Visitor, str], None]
COUNT_TAPS = """
    addEventListener("pointerdown", () => {
        sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
    }, true);
"""
KEPT = re.compile("^(Kept|Seen|Spoke|Test taken|In|Attended)$")


def colleagues(reception: Reception, **options: Any) -> Callable[[str], Visitor]:
    """Gives whoever bears a sign-in name, signed in once."""
    return cache(lambda name: reception.let_in(**options).sign_in(name))


def with_scripts(reception: Reception) -> Look:
    """Looks at the page of somebody who has no scripts as the same person would with them."""

    @cache
    def twin(visitor: Visitor) -> Visitor:
        return reception.let_in(storage_state=visitor.page.context.storage_state())

    def look(visitor: Visitor, name: str) -> None:
        twin(visitor).open(visitor.page.url)
        twin(visitor).check_both(name)

    return look


def pass_by(_visitor: Visitor, _name: str) -> None:
    """Looks at nothing."""


class Steps:
    """`colleague` gives the visitor signed in under a name.

    Steps go by labels, links and buttons, so that they are the same with scripts and without.
    """

    def __init__(self, colleague: Callable[[str], Visitor], look: Look = pass_by) -> None:
        """`look` is told of each page worth looking at, with a name for it."""
        self._colleague = colleague
        self._look = look

    def _open(self, name: str, address: str) -> tuple[Visitor, Page]:
        visitor = self._colleague(name)
        visitor.open(address)
        return visitor, visitor.page

    def _plan_item(self, kind: str, title: str, starts: str, reference: str = "") -> None:
        """The co-ordinator; of a meeting today, so that what is decided can name it."""
        coordinator, page = self._open("coordinator", "/meetings")
        coordinator.press("Plan a meeting")
        page.get_by_label("Action Group").check()
        page.get_by_label("When it starts").fill(f"today {starts}")
        coordinator.press("Plan the meeting")
        coordinator.follow("Add an item")
        choose(page, kind)
        page.get_by_label("Scheme reference of the person").fill(reference)
        page.get_by_label("What it is about").fill(title)
        coordinator.press("Add the item")
        expect(page.get_by_role("table", name="Agenda")).to_contain_text(reference or title)


def choose(page: Page, text: str) -> None:
    """A chip or a radio button."""
    page.get_by_role("radio", name=text, exact=True).check()


def choose_kept(page: Page) -> None:
    """Whatever the type of contact calls it."""
    page.get_by_role("radio", name=KEPT).check()


def taps(page: Page) -> int:
    """How often the screen was touched, where `COUNT_TAPS` was there from the start."""
    return int(page.evaluate("sessionStorage.taps ?? 0"))

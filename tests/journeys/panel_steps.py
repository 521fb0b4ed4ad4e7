"""What a panel decides about somebody, and what selection starts."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.steps import Steps, choose

_AGREE = (("Police", "Kim Fictional"), ("Probation", "Ola Invented"))
_DISSENT = ("YOS", "Nadia Specimen", "Housing comes first.")


class PanelSteps(Steps):
    def put_on_agenda(self, reference: str, starts: str) -> None:
        self._plan_item("Nomination", "Who comes next", starts, reference)

    def select(self, nomination: str) -> None:
        """Two agencies agree and one does not."""
        coordinator, page = self._open("coordinator", nomination)
        coordinator.press("Record the decision")
        choose(page, "Select")
        page.get_by_label("Reasons").fill("Persistent theft from small shops.")
        page.get_by_label("What the nominator is told").fill("Selected, with a worker this week.")
        page.get_by_label("Lead officer (police)").select_option("Kim Fictional, Police")
        page.get_by_label("Offender manager (probation)").select_option("Ola Invented, Probation")
        _hear(page, dissent=True)
        coordinator.press("Record the decision")
        expect(page.get_by_text("Selected", exact=True).first).to_be_visible()
        said = page.get_by_role("table", name="What each agency said")
        expect(said.get_by_role("row").filter(has_text="YOS")).to_contain_text("Dissents")

    def select_again(self, reference: str) -> None:
        """In one step, from the page that shows how the last spell ended."""
        coordinator, page = self._open("coordinator", f"/people/{reference}/selection")
        coordinator.press("Select again")
        expect(page.get_by_text("The former spell")).to_be_visible()
        page.get_by_label("Reasons").fill("Arrested twice since the summer.")
        _hear(page, dissent=False)
        self._look(coordinator, "panel-select-again")
        coordinator.press("Select again")
        expect(coordinator.notice).to_contain_text("is selected again.")
        expect(page.get_by_text("Selected again", exact=True)).to_be_visible()

    def assign_housing(self, reference: str) -> None:
        coordinator, page = self._open("coordinator", f"/people/{reference}/case")
        coordinator.follow("Assign a worker")
        page.get_by_label("Who", exact=True).select_option("Lee Fable, Housing")
        page.get_by_label("Co-worker").check()
        coordinator.press("Assign")
        expect(coordinator.notice).to_be_visible()

    def set_markers(self, reference: str, *names: str) -> None:
        self._answer_markers(reference, names, "To set", "It is set")

    def remove_markers(self, reference: str, *names: str) -> None:
        self._answer_markers(reference, names, "To remove", "It is removed")

    def _answer_markers(
        self, reference: str, names: tuple[str, ...], waiting: str, button: str
    ) -> None:
        """Each agency says so of its own system."""
        for name in names:
            agency, page = self._open(name, "/markers")
            listed = page.get_by_role("table", name=f"Markers {waiting.lower()}")
            listed.get_by_role("row").filter(has_text=reference).get_by_role("button").click()
            expect(agency.notice).to_be_visible()
            expect(listed.get_by_role("row").filter(has_text=reference)).to_have_count(0)

    def tell(self, reference: str) -> None:
        """Probation told the person, and says how it was taken."""
        probation, page = self._open("probation", f"/people/{reference}/selection")
        expect(page.get_by_text("Not told yet, selected today.")).to_be_visible()
        self._look(probation, "panel-not-told")
        page.get_by_role("link", name=re.compile("^Record that they were told")).click()
        choose(page, "Told")
        page.get_by_role("group", name="How").get_by_role("radio").first.check()
        page.get_by_label("How they took it").fill("Angry at first, then asked about a room.")
        page.get_by_label("What was done so that they understood").fill("Read out.")
        self._look(probation, "panel-tell")
        probation.press("Record it")
        expect(page.get_by_text("Not told yet")).to_have_count(0)
        told = page.get_by_role("table", name="What was recorded")
        expect(told).to_contain_text("Angry at first")


def _hear(page: Page, *, dissent: bool) -> None:
    for agency, speaker in _AGREE:
        page.get_by_label(f"Who spoke for {agency}").select_option(speaker)
        page.get_by_label(f"What {agency} said").select_option("Agrees")
    if dissent:
        agency, speaker, words = _DISSENT
        page.get_by_label(f"Who spoke for {agency}").select_option(speaker)
        page.get_by_label(f"What {agency} said").select_option("Dissents")
        page.get_by_label(f"Words of {agency}").fill(words)

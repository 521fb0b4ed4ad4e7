"""A year on the scheme, leaving it by the word of several agencies, and the look afterwards."""

import re

from playwright.sync_api import expect

from tests.journeys.steps import Steps, choose, choose_kept

_QUIET = re.compile(r"No arrest, charge or credible intelligence for \d+ days at liberty")
_BELOW = "Below the threshold at 2 reviews in a row"


class LeavingSteps(Steps):
    """`proposal` is the address of the de-selection that was proposed."""

    proposal = ""

    def log_contact(self, reference: str, words: str) -> None:
        probation, page = self._open("probation", f"/people/{reference}/contacts/log")
        page.get_by_label("What happened").fill(words)
        choose_kept(page)
        probation.save()
        expect(page.get_by_text(words)).to_be_visible()

    def be_asked(self, reference: str) -> None:
        """The record asks the lead of the strand whether the person is ready to leave."""
        _, page = self._open("lead-police", "/de-selections")
        asked = page.get_by_role("table", name="Who may be ready to leave")
        row = asked.get_by_role("row").filter(has_text=reference)
        expect(row).to_contain_text(_QUIET)
        expect(row).to_contain_text(_BELOW)

    def propose(self, name: str, reference: str) -> None:
        """With the evidence the record gives, which the proposer may change."""
        proposer, page = self._open(name, f"/people/{reference}/selection")
        proposer.press("Propose de-selection")
        expect(page.get_by_label("What shows it")).to_have_value(re.compile("days at liberty"))
        expect(page.get_by_role("radio", name="Stopped offending")).to_be_checked()
        self._look(proposer, "leaving-propose")
        proposer.press("Propose it")
        expect(proposer.notice).to_contain_text("every engaged agency is asked")
        self.proposal = page.url

    def answer(self, name: str, view: str, words: str) -> None:
        agency, page = self._open(name, self.proposal)
        agency.press("Answer for my agency")
        choose(page, view)
        page.get_by_label("In words").fill(words)
        agency.press("Record the answer")
        expect(page.get_by_role("table", name="What each agency said")).to_contain_text(words)

    def confirm(self, name: str) -> None:
        """With an exit plan that somebody owns."""
        colleague, page = self._open(name, self.proposal)
        colleague.press("Confirm")
        page.get_by_label("Who owns the exit plan").select_option("Ola Invented, Probation")
        page.get_by_label("What goes on until then").fill("A key worker for the tenancy.")
        page.get_by_label("Housing").fill("Lee Fable")
        page.get_by_label("When the exit plan ends").fill("+180")
        self._look(colleague, "leaving-confirm")
        colleague.press("Confirm de-selection")
        expect(colleague.notice).to_contain_text("is de-selected.")
        expect(page.get_by_text("Decided", exact=True).first).to_be_visible()

    def tell_agencies(self, name: str) -> None:
        colleague, page = self._open(name, self.proposal)
        notices = page.get_by_role("table", name="Agencies told that the case closed")
        while notices.get_by_role("button").count():
            notices.get_by_role("button").first.click()
            expect(colleague.notice).to_contain_text("is ticked off as told")
        self._look(colleague, "leaving-left")

    def look_in(self, reference: str) -> None:
        """The owner of the exit plan, once the first check is due."""
        probation, page = self._open("probation", "/after-watch")
        due = page.get_by_role("table", name="Checks that are due")
        due.get_by_role("row").filter(has_text=reference).get_by_role("link").click()
        expect(probation.heading).to_have_text("Check after 3 months")
        choose(page, "A new arrest or charge")
        page.get_by_label("In words").fill("Arrested twice in August.")
        self._look(probation, "after-watch-record")
        probation.press("Write it down")
        expect(probation.notice).to_contain_text("Nothing was reopened.")

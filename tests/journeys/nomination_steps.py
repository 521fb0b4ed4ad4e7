"""From somebody nobody knew to a case: three agencies nominate, two score, a panel divides."""

from collections.abc import Mapping

from playwright.sync_api import expect

from tests.journeys.steps import Steps, choose

HARM = "Harm to others and the community"


class NominationSteps(Steps):
    """`reference` and `nomination`, its address, are known once there are any."""

    reference = ""
    nomination = ""

    def add_person(self, given: str, family: str) -> None:
        probation, page = self._open("probation", "/people/add")
        page.get_by_label("Given names").fill(given)
        page.get_by_label("Family name").fill(family)
        page.get_by_label("Date of birth", exact=True).fill("14 June 1990")
        choose(page, "Male")
        page.get_by_label("Where this comes from").fill("Court list")
        probation.press("Add the person")
        expect(probation.notice).to_contain_text("was added.")
        self.reference = page.url.rsplit("/", 1)[1]

    def record_liberty(self) -> None:
        """Without it no day counts as a day at liberty."""
        probation, page = self._open("probation", f"/people/{self.reference}/whereabouts/move")
        choose(page, "In the community")
        page.get_by_label("Since").fill("-400")
        page.get_by_label("Source", exact=True).fill("The person")
        probation.press("Record the move")
        expect(probation.notice).to_be_visible()

    def record_charge(self, days_ago: int) -> None:
        address = f"/people/{self.reference}/offending/record?kind=charge"
        probation, page = self._open("probation", address)
        page.get_by_label("On", exact=True).fill(f"-{days_ago}")
        page.get_by_label("Offence", exact=True).fill("04600")
        page.get_by_label("Day of the offence").fill(f"-{days_ago}")
        page.get_by_label("Source").fill("PNC")
        probation.press("Record it")
        expect(probation.notice).to_contain_text("recorded.")

    def prepare(self, why_now: str) -> str:
        """Probation begins a nomination, with what the record holds; gives the address."""
        probation, page = self._open("probation", f"/people/{self.reference}/selection")
        probation.press("Nominate")
        probation.press("Start")
        expect(page.get_by_text("Only you see this until you send it.")).to_be_visible()
        prepared = page.url
        self._write("probation", {"Why this person, now": why_now})
        probation.follow("Offending and its pattern")
        expect(page.get_by_text("Filled in from what this system holds")).to_be_visible()
        self._look(probation, "selection-prefilled")
        probation.press("Save this part")
        self._look(probation, "selection-task-list")
        return prepared

    def send(self) -> None:
        """From the list of parts, which the way to nominating leads back to."""
        probation, page = self._open("probation", f"/people/{self.reference}/nominate")
        probation.follow("Check and send")
        probation.press("Nominate")
        expect(probation.notice).to_contain_text("is nominated")
        self.nomination = page.url

    def join(self, name: str, parts: Mapping[str, str]) -> None:
        """Another agency adds what it knows, under its own name."""
        colleague, page = self._open(name, self.nomination)
        colleague.press("Add what your agency knows")
        self._write(name, parts)
        colleague.follow("Check and send")
        colleague.press("Send")
        expect(colleague.notice).to_contain_text("was added to the nomination.")
        for words in parts.values():
            expect(page.get_by_text(words)).to_be_visible()

    def accept(self) -> None:
        coordinator, page = self._open("coordinator", self.nomination)
        expect(page.get_by_text("3 agencies")).to_be_visible()
        coordinator.press("Look at it first")
        choose(page, "Accept for scoring")
        coordinator.press("Record the outcome")
        expect(page.get_by_text("Accepted for scoring")).to_be_visible()

    def refuse(self) -> None:
        coordinator, page = self._open("coordinator", self.nomination)
        coordinator.press("Look at it first")
        choose(page, "Refuse")
        page.get_by_label("Reasons").fill("One charge, and no pattern in it.")
        choose(page, "Not enough evidence")
        coordinator.press("Record the outcome")
        expect(page.get_by_text("Deleted on 28 May, in 28 days")).to_be_visible()

    def _write(self, name: str, parts: Mapping[str, str]) -> None:
        """On the list of parts."""
        colleague = self._colleague(name)
        page = colleague.page
        for part, words in parts.items():
            colleague.follow(part)
            page.get_by_label("What you know").fill(words)
            page.get_by_label("Where this comes from").fill("Own records")
            page.get_by_label("Of which day this is true").fill("today")
            colleague.press("Save this part")

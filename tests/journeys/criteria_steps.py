"""From a draft of the criteria to a version that every agency was asked about."""

import re

from playwright.sync_api import expect

from tests.journeys.steps import Steps


class CriteriaSteps(Steps):
    """Each step is taken by whoever takes it; `address` is that of the draft."""

    address = ""

    def go_on_with_the_draft(self) -> None:
        """That which the town has in consultation."""
        coordinator, page = self._open("coordinator", "/criteria")
        page.get_by_role("link", name=re.compile("^See the consultation")).click()
        self.address = page.url.removesuffix("/consultation")
        coordinator.follow("Change the last day")
        page.get_by_label("Agencies may comment until").fill("today")
        coordinator.press("Save")
        expect(coordinator.notice).to_contain_text("Agencies may comment until")

    def draft(self) -> None:
        """The co-ordinator begins with the version in force."""
        coordinator, page = self._open("coordinator", "/criteria")
        coordinator.press("Draft for Catch and Convict")
        expect(coordinator.notice).to_contain_text("is a draft")
        self.address = page.url

    def change_points(self, factor: str, level: int, points: int) -> None:
        coordinator, page = self._open("coordinator", self.address)
        coordinator.follow(f"Change {factor}")
        page.get_by_label(f"Level {level}, points").fill(str(points))
        self._look(coordinator, "criteria-factor")
        coordinator.press("Save the factor")
        expect(coordinator.notice).to_contain_text("The draft is saved.")
        row = page.get_by_role("row").filter(has_text=factor)
        expect(row).to_contain_text(f": {points}")

    def send_out(self) -> None:
        coordinator, page = self._open("coordinator", self.address)
        coordinator.press("Send out for consultation")
        page.get_by_label("Agencies may comment until").fill("today")
        coordinator.press("Send it out")
        expect(coordinator.notice).to_contain_text("is sent out")

    def comment(self, name: str, about: str, words: str) -> None:
        """From the list, where every agency reads that it is asked."""
        agency, page = self._open(name, "/criteria")
        page.get_by_role("link", name=re.compile("^See the consultation")).click()
        agency.press("Comment")
        page.get_by_label("About").select_option(about)
        page.get_by_label("What your agency says").fill(words)
        agency.press("Send the comment")
        expect(page.get_by_text(words)).to_be_visible()

    def answer_comments(self, words: str) -> None:
        """Every one that waits."""
        coordinator, page = self._open("coordinator", f"{self.address}/consultation")
        waiting = page.get_by_role("link", name=re.compile("^Answer to "))
        while waiting.count():
            waiting.first.click()
            page.get_by_label("The answer").fill(words)
            coordinator.press("Save the answer")
            expect(coordinator.notice).to_contain_text("The comment is answered.")
        expect(page.get_by_text("Not answered")).to_have_count(0)
        self._look(coordinator, "criteria-consultation")

    def answer_for_fairness(self) -> None:
        """Adopting is refused until it is done, and leads there."""
        coordinator, page = self._open("coordinator", f"{self.address}/adopt")
        expect(page.get_by_role("button", name="Adopt")).to_have_count(0)
        coordinator.follow("Look at its fairness")
        page.get_by_role("button", name=re.compile("^Work out the figures")).click()
        self._look(coordinator, "fairness")
        coordinator.follow("Answer several at once")
        for ratio in page.get_by_role("checkbox").all():
            ratio.check()
        page.get_by_label("What explains it").fill("Too few people to tell from chance.")
        page.get_by_label("What will be done").fill("Looked at again in October, by Pat Sample.")
        self._look(coordinator, "fairness-answer")
        coordinator.press("Keep the answer")
        expect(coordinator.notice).to_contain_text("Your answer is kept.")
        expect(page.get_by_text("Not answered")).to_have_count(0)
        coordinator.follow("Equality impact assessment")
        expect(page.get_by_text("Too few people to tell from chance.").first).to_be_visible()
        self._look(coordinator, "impact-assessment")

    def adopt(self, starts: str) -> None:
        self._plan_item("Criteria", "The points for community harm", starts)
        coordinator, page = self._open("coordinator", self.address)
        coordinator.press("Adopt at a meeting")
        page.get_by_label("Where it was decided").select_option(index=1)
        coordinator.press("Adopt")
        expect(coordinator.notice).to_contain_text("is in force.")
        expect(page.get_by_text("In force", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("^Change "))).to_have_count(0)

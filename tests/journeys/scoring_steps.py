"""Scoring, by two who do not see each other's, and what two agencies sign beside a score."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.steps import Steps, choose

_RANGE = re.compile(r"\d+ to \d+ of \d+")


class ScoringSteps(Steps):
    """`address` is of a nomination, or of the selection page of somebody on the scheme."""

    def score_by_hand(self, name: str, address: str, level: int) -> None:
        """Of each factor offered that level, with evidence; intelligence stays missing."""
        scorer, page = self._open(name, address)
        _begin(page)
        for chosen in page.get_by_label(re.compile("^Level of ")).all():
            chosen.select_option(index=level)
            factor = str(chosen.get_attribute("id")).removesuffix("_level")
            _give_evidence(page, factor)
        scorer.press("Save and work out")
        expect(page.locator(".popo-figure").first).to_contain_text(_RANGE)
        self._freeze(name)

    def score_as_proposed(self, name: str, address: str) -> None:
        """What the record says is taken over; the scorer judges what no record measures."""
        scorer, page = self._open(name, address)
        _begin(page)
        expect(page.get_by_text("What the record says.").first).to_be_visible()
        scorer.press("Take everything the record says, and save")
        expect(page.get_by_label("Level of Volume")).to_have_value("one_or_two")
        page.get_by_label("Level of Type").select_option(label="Other theft (5)")
        _give_evidence(page, "type")
        scorer.press("Save and work out")
        expect(page.locator(".popo-figure").first).to_contain_text(_RANGE)
        self._look(scorer, "score-as-proposed")
        self._freeze(name)

    def compare(self, name: str, address: str) -> None:
        reader, page = self._open(name, address)
        lines = page.get_by_role("table", name="Scorers, line by line")
        expect(lines.get_by_role("row").filter(has_text="Type")).to_contain_text("point apart")
        self._look(reader, "score-compared")

    def propose_override(self, name: str, address: str, scorer: str, points: int) -> None:
        colleague, page = self._open(name, address)
        page.get_by_role("link", name=re.compile(f"^Open it.*{scorer}")).first.click()
        colleague.press("Propose an override")
        choose(page, "Add points")
        page.get_by_label("How many points").fill(str(points))
        page.get_by_label("Why the score is not right").fill("Two reports came after the freeze.")
        page.get_by_label("What this rests on").fill("Letters of two traders, 29 April")
        colleague.press("Propose it")
        expect(page.get_by_text("Not counted until signed")).to_be_visible()

    def sign_override(self, name: str, address: str) -> None:
        colleague, page = self._open(name, address)
        page.get_by_role("link", name=re.compile(r"^Sign \+")).click()
        colleague.press("Sign it")
        expect(colleague.notice).to_contain_text("Signed.")
        expect(page.get_by_text("Not counted until signed")).to_have_count(0)
        self._look(colleague, "override-signed")

    def _freeze(self, name: str) -> None:
        scorer = self._colleague(name)
        scorer.press("Freeze and send to the meeting")
        expect(scorer.heading).to_have_text("Freeze the scoring")
        scorer.press("Freeze and send to the meeting")
        expect(scorer.notice).to_contain_text("is frozen")


def _begin(page: Page) -> None:
    """From a nomination by its button, from the page of a person by its link."""
    page.get_by_text(re.compile("^(Score it|Score again)$")).click()


def _give_evidence(page: Page, factor: str) -> None:
    page.locator(f"#{factor}_evidence").fill("Named in the file")
    page.locator(f"#{factor}_source").fill("Own records")
    page.locator(f"#{factor}_evidence_on").fill("-7")

"""The way from somebody new to a published update, in steps; each is taken by whoever takes it."""

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import expect

from tests.journeys.steps import Look, Steps, choose, choose_kept, pass_by
from tests.journeys.visitor import Visitor

MONTH = "April 2024"


class Path(Steps):
    """`somebody` is a row of the roster.

    The person added bears the same name and date of birth as somebody held already.
    """

    def __init__(
        self,
        colleague: Callable[[str], Visitor],
        somebody: Mapping[str, str],
        look: Look = pass_by,
    ) -> None:
        super().__init__(colleague, look)
        self.somebody = somebody
        self.reference = ""
        self.nomination = ""
        self.action = ""

    def add_person(self) -> None:
        """Police; told first that somebody alike is held."""
        police, page = self._open("police", "/people/add")
        page.get_by_label("Given names").fill(self.somebody["given"])
        page.get_by_label("Family name").fill(self.somebody["family"])
        page.get_by_label("Date of birth", exact=True).fill(self.somebody["born"])
        choose(page, "Male")
        page.get_by_label("Where this comes from").fill("Custody record")
        police.press("Add the person")
        expect(page.get_by_text("may be the same person")).to_be_visible()
        expect(page.get_by_text(self.somebody["reference"])).to_be_visible()
        self._look(police, "path-add-person-alike")
        page.get_by_label("Nobody here is the same person").check()
        police.press("Add the person")
        expect(police.notice).to_contain_text("was added.")
        self.reference = page.url.rsplit("/", 1)[1]

    def nominate(self) -> None:
        police, page = self._open("police", f"/people/{self.reference}/selection")
        police.press("Nominate")
        self._look(police, "path-nominate")
        police.press("Start")
        for part, words in (
            ("Why this person, now", "Out of custody since March, and back in the same shops."),
            ("Offending and its pattern", "Five shops in three weeks, four convictions."),
        ):
            police.follow(part)
            page.get_by_label("What you know").fill(words)
            page.get_by_label("Where this comes from").fill("Crime system")
            page.get_by_label("Of which day this is true").fill("today")
            police.press("Save this part")
        self._look(police, "path-nomination-parts")
        police.follow("Check and send")
        self._look(police, "path-nomination-check")
        police.press("Nominate")
        expect(police.notice).to_contain_text("is nominated")
        self.nomination = page.url

    def accept(self) -> None:
        """The lead of the strand looks at it first."""
        lead, page = self._open("lead-police", self.nomination)
        lead.press("Look at it first")
        self._look(lead, "path-first-look")
        choose(page, "Accept for scoring")
        lead.press("Record the outcome")
        expect(page.get_by_text("Accepted for scoring")).to_be_visible()

    def score(self) -> None:
        """All factors but the last, so that the score is a range; then frozen."""
        police, page = self._open("police", self.nomination)
        police.press("Score it")
        for level in page.get_by_label(re.compile("^Level of ")).all()[:-1]:
            level.select_option(index=2)
            factor = str(level.get_attribute("id")).removesuffix("_level")
            page.locator(f"#{factor}_evidence").fill("Named in the file")
            page.locator(f"#{factor}_source").fill("Crime system")
            page.locator(f"#{factor}_evidence_on").fill("-7")
        police.press("Save and work out")
        expect(page.locator(".popo-figure").first).to_contain_text(re.compile(r"\d+ to \d+ of \d+"))
        self._look(police, "path-score")
        police.press("Freeze and send to the meeting")
        expect(police.heading).to_have_text("Freeze the scoring")
        self._look(police, "path-freeze")
        police.press("Freeze and send to the meeting")
        expect(police.notice).to_contain_text("is frozen")
        expect(page.get_by_text("Awaiting panel")).to_be_visible()

    def put_on_agenda(self, starts: str) -> None:
        self._plan_item("Nomination", "Nominated by Police", starts, self.reference)

    def select(self) -> None:
        """The co-ordinator records that two agencies agreed; the case opens."""
        coordinator, page = self._open("coordinator", self.nomination)
        coordinator.press("Record the decision")
        choose(page, "Select")
        page.get_by_label("Reasons").fill("Persistent theft from small shops.")
        page.get_by_label("What the nominator is told").fill("Selected, with a worker this week.")
        assert "item 1" in page.get_by_label("Where it was decided").inner_text()
        self._look(coordinator, "path-decide")
        for agency, speaker in (("Police", "Kim Fictional"), ("Probation", "Ola Invented")):
            page.get_by_label(f"Who spoke for {agency}").select_option(speaker)
            page.get_by_label(f"What {agency} said").select_option("Agrees")
        coordinator.press("Record the decision")
        expect(page.get_by_text("Selected", exact=True).first).to_be_visible()

    def set_colour(self) -> None:
        coordinator, page = self._open("coordinator", f"/people/{self.reference}/case")
        coordinator.follow("Set the colour")
        choose(page, "Red")
        page.get_by_label("Why").fill("Arrested twice this month.")
        coordinator.press("Set the colour")
        expect(page.locator(".popo-banner")).to_contain_text("Red")

    def assign(self, worker: str, part: str) -> None:
        coordinator, page = self._open("coordinator", f"/people/{self.reference}/case")
        coordinator.follow("Assign a worker")
        page.get_by_label("Who", exact=True).select_option(worker)
        page.get_by_label(part).check()
        coordinator.press("Assign")
        expect(coordinator.notice).to_be_visible()

    def log_contact(self, *, by_keys: bool) -> None:
        """Probation, from the name on the home page."""
        probation, page = self._open("probation", "/home")
        mine = page.get_by_role("table", name="The people assigned to you")
        mine.get_by_role("link", name=f"Log contact with {self.reference}").click()
        words = "Came on time. Wants a place of his own; housing to be asked."
        page.get_by_label("What happened").fill(words)
        choose_kept(page)
        if by_keys:
            page.get_by_label("What happened").press("Control+Enter")
        else:
            probation.save()
        expect(page.get_by_text(words)).to_be_visible()
        expect(probation.notice.get_by_role("button", name="Undo")).to_be_visible()

    def offer_action(self) -> None:
        probation, page = self._open("probation", f"/people/{self.reference}/actions")
        page.get_by_role("link", name="Add an action").first.click()
        page.get_by_label("What is to be done").fill("See about a tenancy")
        page.get_by_label("Who does it").select_option("Lee Fable, Housing")
        page.get_by_label("By when").fill("+7")
        probation.press("Add the action")
        expect(page.get_by_role("table", name="Open actions")).to_contain_text("Lee Fable")
        page.get_by_role("link", name="See about a tenancy").click()
        self.action = page.url

    def do_action(self) -> None:
        """Housing accepts what it is asked, and says what came of it."""
        housing, page = self._open("housing", self.action)
        self._look(housing, "path-action")
        housing.press("Accept")
        expect(housing.notice).to_contain_text("Accepted.")
        housing.open(self.action)
        housing.press("Give the result")
        choose(page, "Done")
        page.get_by_label("What came of it").fill("Interview booked for 9 May.")
        housing.press("Save the result")
        expect(housing.notice).to_contain_text("Result recorded.")
        housing.open(self.action)
        expect(page.get_by_text("Interview booked for 9 May.")).to_be_visible()

    def prepare_update(self) -> None:
        """The co-ordinator counts the month, again where it was published."""
        coordinator, page = self._open("coordinator", "/updates")
        if page.get_by_role("row").filter(has_text=MONTH).count():
            page.get_by_role("link", name=MONTH).first.click()
            coordinator.follow("Restate")
            page.get_by_label("Why is it restated?").fill("A case was opened on the last day.")
            page.get_by_role("button", name="Restate").click()
        else:
            coordinator.press("Prepare an update")
            page.get_by_label("Month").select_option(MONTH)
            coordinator.press("Count the month")
        expect(page.get_by_text("It adds up.")).to_be_visible()
        self._look(coordinator, "path-edit-update")
        page.get_by_label("Headlines").fill("One more adult joined the list this month.")
        coordinator.press("Save the words")
        expect(coordinator.notice).to_contain_text("The words are saved.")

    def publish(self) -> None:
        """The chair signs off and publishes."""
        chair, page = self._open("chair", "/updates")
        page.get_by_role("link", name=MONTH).first.click()
        chair.press("Sign off")
        expect(chair.heading).to_contain_text("Publish the update")
        self._look(chair, "path-publish")
        chair.press("Publish")
        expect(chair.notice).to_contain_text("is published.")

    def read_update(self) -> str:
        """All that a member of the Tasking Group reads in it, source and all."""
        tasking, page = self._open("tasking", "/home")
        page.get_by_role("link", name=MONTH).first.click()
        expect(tasking.heading).to_contain_text(MONTH)
        expect(page.get_by_text("One more adult joined the list this month.")).to_be_visible()
        return page.content()

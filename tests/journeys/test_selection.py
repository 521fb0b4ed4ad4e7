"""From criteria that every agency was asked about to somebody who left, and came back.

Everybody works without scripts; the pages are looked at with them.
"""

from collections.abc import Callable

from tests.journeys.criteria_steps import CriteriaSteps
from tests.journeys.leaving_steps import LeavingSteps
from tests.journeys.nomination_steps import HARM, NominationSteps
from tests.journeys.panel_steps import PanelSteps
from tests.journeys.scoring_steps import ScoringSteps
from tests.journeys.serving import Served
from tests.journeys.steps import Look, colleagues, with_scripts
from tests.journeys.visitor import Reception, Visitor


class _Spells:
    """The steps of all that follows one another in selection, for one person."""

    def __init__(self, colleague: Callable[[str], Visitor], look: Look, served: Served) -> None:
        self.criteria = CriteriaSteps(colleague, look)
        self.nomination = NominationSteps(colleague, look)
        self.scoring = ScoringSteps(colleague, look)
        self.panel = PanelSteps(colleague, look)
        self.leaving = LeavingSteps(colleague, look)
        self.served = served


def test_somebody_is_selected_leaves_and_comes_back(
    own_reception: Reception, own_town: Served
) -> None:
    colleague = colleagues(own_reception, java_script_enabled=False)
    spells = _Spells(colleague, with_scripts(own_reception), own_town)
    _agree_the_criteria(spells)
    _nominate(spells)
    _score(spells)
    _select(spells)
    _spend_a_year(spells)
    _leave(spells)
    _come_back(spells)


def _agree_the_criteria(spells: _Spells) -> None:
    """The draft that the town has in consultation; the next is drafted after it."""
    criteria = spells.criteria
    criteria.go_on_with_the_draft()
    criteria.change_points("Community harm", level=2, points=4)
    criteria.comment("probation", "Community harm", "Four is fair.")
    criteria.comment("housing", "The whole", "Say who judges community harm.")
    criteria.answer_comments("Thank you: the panel judges it, with reasons.")
    criteria.answer_for_fairness()
    criteria.adopt("21:00")
    criteria.draft()
    criteria.send_out()


def _nominate(spells: _Spells) -> None:
    nomination = spells.nomination
    nomination.add_person("Arnold", "Quillfeather")
    nomination.record_liberty()
    nomination.record_charge(days_ago=12)
    nomination.prepare("Back in the same shops since March.")
    nomination.send()
    nomination.join("lead-police", {HARM: "Three shopkeepers close early."})
    nomination.join("chair", {HARM: "Traders rang the council twice."})
    nomination.accept()


def _score(spells: _Spells) -> None:
    scoring, address = spells.scoring, spells.nomination.nomination
    scoring.score_by_hand("probation", address, level=3)
    scoring.score_as_proposed("lead-police", address)
    scoring.compare("coordinator", address)
    scoring.propose_override("probation", address, "Ola Invented", points=6)
    scoring.sign_override("lead-police", address)


def _select(spells: _Spells) -> None:
    panel, reference = spells.panel, spells.nomination.reference
    panel.put_on_agenda(reference, "21:30")
    panel.select(spells.nomination.nomination)
    panel.assign_housing(reference)
    panel.set_markers(reference, "police", "probation")
    panel.tell(reference)


def _spend_a_year(spells: _Spells) -> None:
    reference = spells.nomination.reference
    person = f"/people/{reference}/selection"
    for days, words in ((180, "Keeps the room he was found."), (186, "In work since January.")):
        spells.served.let_pass(days)
        spells.leaving.log_contact(reference, words)
        spells.scoring.score_by_hand("probation", person, level=1)
    spells.leaving.be_asked(reference)


def _leave(spells: _Spells) -> None:
    leaving, reference = spells.leaving, spells.nomination.reference
    leaving.propose("probation", reference)
    leaving.answer("police", "Agrees", "Nothing since the spring.")
    leaving.answer("housing", "No view", "Rent is paid.")
    leaving.confirm("coordinator")
    leaving.tell_agencies("coordinator")
    spells.panel.remove_markers(reference, "police", "probation")


def _come_back(spells: _Spells) -> None:
    reference = spells.nomination.reference
    spells.served.let_pass(94)
    spells.leaving.look_in(reference)
    spells.panel.put_on_agenda(reference, "21:30")
    spells.panel.select_again(reference)

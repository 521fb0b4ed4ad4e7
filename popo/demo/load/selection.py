"""Nominations scored, and decisions at the meetings where they were taken."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from popo.access.actor import Actor
from popo.cases.models import CaseEnd, Strand
from popo.cases.queries import open_case_of
from popo.db import db
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.journeys import Journey, Route
from popo.demo.load.after import review_again
from popo.demo.load.cases import team_of
from popo.demo.load.late import plan_late
from popo.demo.load.moves import accept_elsewhere, offer_elsewhere
from popo.demo.load.nominating import plan_first_look
from popo.demo.load.reviewing import plan_second_scorer
from popo.demo.load.turns import select_again
from popo.demo.load.world import World
from popo.demo.meetings import Item
from popo.demo.scores import complete_answers, ogrs_inputs, without_some
from popo.meetings.queries import Cited
from popo.selection.models import Decision, Nomination, PartyView
from popo.selection.queries.decisions import Decided, parties_of, waiting_de_selection
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.scorings import scored_by
from popo.selection.services import (
    DecideNomination,
    PartyAnswer,
    answer_de_selection,
    close_at_once,
    confirm_de_selection,
    decide_nomination,
    freeze_scoring,
    nominate_person,
    predict,
    propose_de_selection,
    save_scoring,
)
from popo.selection.services.de_selection import AT_ONCE
from popo.selection.services.exits import ExitDetails
from popo.selection.services.scorings import criteria_for

_EXIT_DAYS = 90
_PROPOSED_SINCE = timedelta(days=6)
_WRITTEN_SINCE = timedelta(days=10)
"""Nominations of the last days are written part by part."""
_SUPPORTS = {"housing": "Luton Housing, until the tenancy is a year old", "work": "The mentor"}
_WAIT = "Out seven weeks only since the last sentence, and the order runs to the summer. Too early."
_GROUNDS = (
    "Four arrests in ten weeks, three of them for burglary; two streets are affected every week.",
    "Steals from cars most nights when out. Every agency has met him or her this month.",
    "Back from custody and arrested within days, twice. Responds to nobody at present.",
    "The same shops, three times a week. Known to use class A drugs daily by police test.",
)
_YOUNG_GROUNDS = (
    "Third reprimand since the summer and older company. The family asks for help.",
    "Offences are getting more planned. School and youth service are both worried.",
)
_SELECTED = "Meets the criteria; every agency has something to offer. Selected."
_SELECTED_BELOW = (
    "Below the band on points. The panel selects all the same: the last month's offences came "
    "after custody, which the points leave out."
)
_DECLINED_ABOVE = "High on points, but supervised closely already and quiet for weeks. Declined."
_DECLINED = "Below the band and falling: local team to manage. Declined."
_DEFERRED = "The score is incomplete: come back with the prison's information."
_DISSENT = "The council would have waited a month: a tenancy starts next week."
_LEAVING = {
    "desisted": "Six months at liberty without arrest or adverse information.",
    "long_custody": "Sentenced: release is more than two years away. To be nominated again then.",
    "displaced": "Stable and below the band; the place is needed for others first.",
    "moved": "Has moved away for good, with a tenancy and work there.",
    "deceased": "Recorded after the coroner's officer told the police.",
}


@dataclass
class Selection:
    """The nominations made, by the number of the town's somebody."""

    world: World
    nominations: dict[int, Nomination] = field(default_factory=dict)
    _bands: dict[int, str] = field(default_factory=dict)

    def plan(self, journey: Journey) -> None:
        number = journey.somebody.number
        if journey.nominated_on > LAST_DAY - _WRITTEN_SINCE:
            plan_late(self.world, self.nominations, journey)
            return
        actor = self.world.office.actor(journey.nominated_by, number)
        moment = at(journey.nominated_on, 11)
        self.world.timeline.at(moment, partial(self._nominate, actor, journey))
        scored = None if journey.route is Route.NOMINATED else _scoring_day(journey)
        plan_first_look(self.world, self.nominations, journey, scored)
        if scored is None:
            return
        self.world.timeline.at(at(scored, 14), partial(self._predict, journey, scored))
        self.world.timeline.at(at(scored, 14, 10), partial(self._score, journey, scored))
        plan_second_scorer(self.world, self.nominations, journey, scored)
        if journey.left_on is not None and CaseEnd(journey.left_because) not in AT_ONCE:
            self._plan_leaving(journey, journey.left_on)
        if journey.left_on is not None and CaseEnd(journey.left_because) is CaseEnd.MOVED:
            offered = at(working_day(journey.left_on - timedelta(days=8)), 10)
            reason = _LEAVING[CaseEnd.MOVED]
            self.world.timeline.at(offered, partial(offer_elsewhere, self.world, journey, reason))
        if journey.is_proposed:
            proposed = at(working_day(LAST_DAY - _PROPOSED_SINCE), 10)
            self.world.timeline.at(proposed, partial(self._propose, journey, CaseEnd.DESISTED))
            for count, (agency, _) in enumerate(team_of(journey)[1:]):
                answered = proposed + timedelta(days=1, minutes=count)
                words = _WAIT if count == 0 else ""
                step = partial(self._answer, journey, agency, words)
                self.world.timeline.at(answered, step)

    def decide(self, item: Item, cited: Cited, day: date) -> None:
        """What the meeting decided of this item, recorded while it sits."""
        if item.journey is None:
            return
        if item.kind == "review":
            actor = self.world.office.named("coordinator")
            review_again(actor, self.world.people[item.journey.somebody.number], day)
        if item.kind == "nomination" and item.journey.returned_on == day:
            parties = self._parties(item, item.journey.somebody.number)
            select_again(self.world, item.journey, cited, parties, day)
        elif item.kind == "nomination":
            self._decide(item, item.journey, cited, day)
        if item.kind == "de_selection":
            self._let_go(item.journey, cited, day)

    def _nominate(self, actor: Actor, journey: Journey) -> None:
        words = self.world.random.choice(_YOUNG_GROUNDS if journey.is_young else _GROUNDS)
        person = self.world.people[journey.somebody.number]
        nomination = nominate_person(actor, person, _strand(journey), words)
        self.nominations[journey.somebody.number] = nomination

    def _predict(self, journey: Journey, day: date) -> None:
        inputs = ogrs_inputs(journey, day)
        if inputs is not None and not journey.is_young:
            person = self.world.people[journey.somebody.number]
            predict(self.world.office.actor("probation", journey.somebody.number), person, inputs)

    def _score(self, journey: Journey, day: date) -> None:
        nomination = self.nominations[journey.somebody.number]
        criteria = criteria_for(nomination).opened()
        actor = self.world.office.named("lead-yos" if journey.is_young else "lead-police")
        answers = complete_answers(self.world.random, criteria, journey, day)
        if journey.route in {Route.SCORING, Route.DEFERRED}:
            answers = without_some(self.world.random, criteria, answers)
        save_scoring(actor, nomination, answers, 0)
        if journey.route is not Route.SCORING:
            db.session.flush()  # the version is read back
            held = scored_by(nomination, actor)
            scoring = freeze_scoring(actor, nomination, held.version if held else 0)
            self._bands[journey.somebody.number] = scoring.band or ""

    def _decide(self, item: Item, journey: Journey, cited: Cited, day: date) -> None:
        number = journey.somebody.number
        nomination = self.nominations[number]
        selected = journey.route is Route.SELECTED
        decision, above, below = _DECISIONS[journey.route]
        reasons = above if self._bands.get(number) in _ABOVE else below
        lead = "youth_offending_service" if journey.is_young else "police"
        details = DecideNomination(
            decision=decision,
            reasons=reasons,
            outcome_words=reasons,
            decided_at=cited,
            parties=self._parties(item, number),
            effective_on=day,
            lead_agency_id=self.world.office.agencies[lead].id if selected else None,
            tier=journey.tier if selected else None,
            over_number=True,
        )
        person = self.world.people[number]
        chair = self.world.office.named("chair")
        decide_nomination(chair, Nominated(nomination, person), details, nomination.version)
        case = open_case_of(person)
        if case is not None:
            self.world.cases[number] = case

    def _parties(self, item: Item, number: int) -> tuple[PartyAnswer, ...]:
        return tuple(
            PartyAnswer(
                self.world.office.user(agency, number),
                PartyView.DISSENTS if agency == item.dissents else PartyView.AGREES,
                _DISSENT if agency == item.dissents else "",
            )
            for agency in item.parties
        )

    def _plan_leaving(self, journey: Journey, left: date) -> None:
        proposed = at(working_day(left - timedelta(days=8)), 10)
        self.world.timeline.at(
            proposed, partial(self._propose, journey, CaseEnd(journey.left_because))
        )
        for count, (agency, _) in enumerate(team_of(journey)[1:]):
            answered = proposed + timedelta(days=1, minutes=count)
            self.world.timeline.at(answered, partial(self._answer, journey, agency))

    def _propose(self, journey: Journey, reason: CaseEnd) -> None:
        number = journey.somebody.number
        actor = self.world.office.actor("police", number)
        propose_de_selection(actor, self.world.cases[number], reason, _LEAVING[reason])

    def _answer(self, journey: Journey, agency: str, dissent: str = "") -> None:
        decided = self._waiting(journey)
        actor = self.world.office.actor(agency, journey.somebody.number)
        view = PartyView.DISSENTS if dissent else PartyView.AGREES
        answer_de_selection(actor, decided, view, dissent)

    def _waiting(self, journey: Journey) -> Decided:
        decision = waiting_de_selection(self.world.cases[journey.somebody.number])
        if decision is None:
            raise LookupError("no de-selection is proposed")
        return Decided(decision, parties_of([decision.id])[decision.id])

    def _let_go(self, journey: Journey, cited: Cited, day: date) -> None:
        number, reason = journey.somebody.number, CaseEnd(journey.left_because)
        actor = self.world.office.named("coordinator")
        case = self.world.cases[number]
        if reason is CaseEnd.MOVED:
            accept_elsewhere(actor, case)
            return
        if reason in AT_ONCE:
            close_at_once(actor, case, reason, _LEAVING[reason], day)
            return
        owner = self.world.office.user("probation", number)
        until = day + timedelta(days=_EXIT_DAYS)
        words = "Step down over three months; the police marker to be removed."
        plan = ExitDetails(owner.id, until, words, _SUPPORTS)
        confirm_de_selection(actor, self._waiting(journey), cited, day, plan)


_DECISIONS = {
    Route.SELECTED: (Decision.SELECT, _SELECTED, _SELECTED_BELOW),
    Route.DECLINED: (Decision.DECLINE, _DECLINED_ABOVE, _DECLINED),
    Route.DEFERRED: (Decision.DEFER, _DEFERRED, _DEFERRED),
}
_ABOVE = {"consider_adoption", ""}
"""Bands the panel need not explain a selection over; a narrative has none."""


def _strand(journey: Journey) -> Strand:
    return Strand.PREVENT_AND_DETER if journey.is_young else Strand.CATCH_AND_CONVICT


def _scoring_day(journey: Journey) -> date:
    """Between the nomination and the meeting."""
    until = journey.decided_on or LAST_DAY
    half = (until - journey.nominated_on) // 2
    return min(working_day(journey.nominated_on + half), until - timedelta(days=1))

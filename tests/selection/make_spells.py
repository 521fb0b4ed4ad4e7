"""An open case with its agencies, for tests of leaving."""

from datetime import date, timedelta

from popo.accounts.models import User
from popo.cases.models import CaseEnd, SchemeCase, Strand
from popo.cases.services import open_case
from popo.db import db
from popo.meetings.queries import Cited
from popo.people.models import Person
from popo.selection.models import PanelDecision, PartyView
from popo.selection.queries.decisions import (
    Decided,
    get_de_selection,
    waiting_de_selection,
)
from popo.selection.services import (
    answer_de_selection,
    close_at_once,
    confirm_de_selection,
    propose_de_selection,
)
from popo.selection.services.exits import ExitDetails
from tests import make as basic
from tests.selection import make
from tests.selection.make import BORN_YOUNG, TODAY, Scheme

LATER = TODAY + timedelta(days=90)


class Spell:
    """An open case of an adult, led by the police, with probation beside them."""

    scheme: Scheme
    person: Person
    case: SchemeCase

    def __init__(self, scheme: Scheme | None = None, opened_on: date = TODAY) -> None:
        self.scheme = scheme or make.scheme()
        self.proposer, self.other = self.scheme.police, self.scheme.probation
        self.person = basic.person(make.actor(self.scheme.coordinator))
        police = make.actor(self.scheme.police)
        self.case = open_case(
            police, self.person, Strand.CATCH_AND_CONVICT, opened_on, police.agency_id
        )
        db.session.flush()  # read back

    def propose(self) -> Decided:
        who = make.actor(self.proposer)
        propose_de_selection(who, self.case, CaseEnd.DESISTED, "Six months at liberty.")
        return self.found()

    def found(self) -> Decided:
        db.session.flush()  # read back
        waiting = waiting_de_selection(self.case)
        assert waiting is not None
        found = get_de_selection(waiting.id, make.actor(self.scheme.coordinator))
        assert found is not None
        return found

    def answer(self, user: User, view: PartyView, words: str = "") -> Decided:
        answer_de_selection(make.actor(user), self.found(), view, words)
        return self.found()

    def confirm(self, by: User, at: Cited | None = None) -> None:
        plan = ExitDetails(self.other.id, LATER, "A call a week.")
        confirm_de_selection(make.actor(by), self.found(), at, TODAY, plan)
        db.session.flush()  # read back

    def let_go(self, at: Cited | None = None) -> PanelDecision:
        """Proposed by one agency, agreed by another, confirmed by the co-ordinator."""
        decided = self.propose()
        self.answer(self.other, PartyView.AGREES)
        self.confirm(self.scheme.coordinator, at)
        return decided.decision

    def in_error(self) -> PanelDecision:
        """Found to have been selected in error."""
        coordinator = make.actor(self.scheme.coordinator)
        reason, grounds = CaseEnd.SELECTED_IN_ERROR, "Another man of that name was meant."
        decision = close_at_once(coordinator, self.case, reason, grounds, TODAY)
        db.session.flush()  # read back
        return decision


class YoungSpell(Spell):
    """An open case of a child, led by the Youth Offending Service alone."""

    def __init__(self, scheme: Scheme | None = None, opened_on: date = TODAY) -> None:
        self.scheme = scheme or make.scheme()
        self.proposer, self.other = self.scheme.yos, self.scheme.coordinator
        coordinator, yos = make.actor(self.scheme.coordinator), make.actor(self.scheme.yos)
        self.person = basic.person(coordinator, "Kim", "Younger", BORN_YOUNG)
        self.case = open_case(yos, self.person, Strand.PREVENT_AND_DETER, opened_on, yos.agency_id)
        db.session.flush()  # read back

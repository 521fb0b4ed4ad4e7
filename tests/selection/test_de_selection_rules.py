"""However answers, silence and days interleave, de-selection follows the rules.

Never one agency, never the proposer; over dissent only the chair, at a meeting since the proposal.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.cases.models import CaseEnd
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import ItemKind, Meeting, MeetingBody
from popo.meetings.queries import Cited
from popo.meetings.services import (
    NewItem,
    NotedAttendance,
    add_item,
    add_meeting,
    note_attendance,
)
from popo.selection.models import PartyView
from popo.selection.queries.decisions import Decided, engaged_agencies, get_de_selection
from popo.selection.services import (
    answer_de_selection,
    confirm_de_selection,
    propose_de_selection,
)
from popo.selection.services.exits import ExitDetails
from tests import make as basic
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_spells import Spell

PEOPLE = 5
_who = st.integers(0, PEOPLE - 1)
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), _who, st.sampled_from(PartyView)),
        st.tuples(st.just("wait"), st.integers(0, 16), st.none()),
        st.tuples(st.just("confirm"), _who, st.sampled_from(["nowhere", "before", "now"])),
    ),
    max_size=9,
)


@dataclass
class Table:
    """Who sits at it: two of the police, probation, the co-ordinator and the chair."""

    scheme: Scheme
    users: list[User]
    meetings: dict[date, Meeting] = field(default_factory=dict)

    def meeting(self, day: date) -> Meeting:
        if day not in self.meetings:
            by = make.actor(self.scheme.coordinator)
            begins = clock.at(day, 10)
            self.meetings[day] = add_meeting(by, MeetingBody.TASKING_GROUP, begins)
        return self.meetings[day]

    def cited(self, spell: Spell, where: str) -> Cited | None:
        """Nowhere, at a meeting the day before the proposal, or at one today."""
        if where == "nowhere":
            return None
        day = clock.today() if where == "now" else TODAY - timedelta(days=1)
        meeting, by = self.meeting(day), make.actor(self.scheme.coordinator)
        item = add_item(by, meeting, NewItem(ItemKind.DE_SELECTION, "Leaving", spell.person))
        return Cited(item, meeting)


@pytest.fixture
def table(work: None) -> Table:
    scheme = make.scheme()
    chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
    second = basic.user(of=scheme.police.agency)
    return Table(scheme, [scheme.police, second, scheme.probation, scheme.coordinator, chair])


def may_confirm(spell: Spell, proposer: User, by: User, views: dict[object, PartyView]) -> bool:
    """The rule, said a second time."""
    agreeing = [view for view in views.values() if view is PartyView.AGREES]
    silent = engaged_agencies(spell.case) - set(views)
    waited = clock.working_days(TODAY, clock.today()) >= 10
    return by is not proposer and len(agreeing) >= 2 and (not silent or waited)


@given(proposer=_who, steps=_steps)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_is_confirmed_exactly_as_the_rules_say(
    table: Table, proposer: int, steps: list[tuple[str, int, object]]
) -> None:
    clock.shift(clock.at(TODAY, 12) - clock.real_now())
    spell, who = Spell(table.scheme), table.users[proposer]
    decision = propose_de_selection(make.actor(who), spell.case, CaseEnd.DESISTED, "Quiet.")
    views: dict[object, PartyView] = {who.agency_id: PartyView.AGREES}
    for step, number, said in steps:
        if step == "wait":
            clock.shift(clock.now() - clock.real_now() + timedelta(days=number))
            continue
        by = table.users[number]
        found = _found(decision.id, table)
        if isinstance(said, PartyView):
            answer_de_selection(make.actor(by), found, said, "Because.")
            views[by.agency_id] = said
            continue
        dissents = PartyView.DISSENTS in views.values()
        allowed = may_confirm(spell, who, by, views)
        allowed &= not dissents or (by is table.users[-1] and said != "nowhere")
        allowed &= said != "before"
        cited = table.cited(spell, str(said))
        plan = ExitDetails(table.scheme.probation.id, clock.today() + timedelta(days=90), "Calls.")
        try:
            confirm_de_selection(make.actor(by), found, cited, clock.today(), plan)
        except RuleBroken:
            assert not allowed
            assert spell.case.closed_on is None
        else:
            assert allowed
            return
    assert spell.case.closed_on is None


def _found(decision_id: UUID, table: Table) -> Decided:
    db.session.flush()  # read back
    found = get_de_selection(decision_id, make.actor(table.scheme.coordinator))
    assert found is not None
    return found


def test_whoever_left_the_item_does_not_decide_it(work: None) -> None:
    spell = Spell()
    spell.propose()
    spell.answer(spell.other, PartyView.AGREES)
    cited = spell.scheme.item(person=spell.person)
    coordinator = spell.scheme.coordinator
    left = NotedAttendance(coordinator, present=False, conflict=True)
    note_attendance(make.actor(coordinator), cited.item, left)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="conflict of interest"):
        spell.confirm(coordinator, cited)

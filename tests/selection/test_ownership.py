"""Exactly one scheme is responsible for a person at any instant."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from popo import clock
from popo.accounts.queries import actor_for
from popo.cases.queries import open_case_of
from popo.db import db
from popo.errors import RuleBroken
from popo.selection.models import OtherScheme, Transfer
from popo.selection.ownership import Claim, home_at
from popo.selection.queries.transfers import due_transfers, home_of, open_transfer_of
from popo.selection.services import answer_transfer, decide_transfer, withdraw_transfer
from popo.selection.services.carrying_out import carry_out_due
from popo.selection.services.transfers import AnswerTransfer, DecideTransfer
from tests.conftest import NOON
from tests.selection import make, make_transfers

HOURS = st.integers(-2, 30)
MOMENTS = st.integers(0, 1_000).map(lambda hours: NOON + timedelta(hours=hours))


@given(st.lists(st.builds(Claim, MOMENTS, st.sampled_from([None, "north", "south"]))), MOMENTS)
def test_the_newest_claim_stands_and_the_order_of_older_ones_does_not_matter(
    claims: list[Claim[str]], moment: datetime
) -> None:
    made = [claim for claim in claims if claim.since <= moment]
    found = home_at(claims, moment)
    if not made:
        assert found is None
    else:
        newest = max(claim.since for claim in made)
        assert found == [claim.scheme for claim in made if claim.since == newest][-1]
        later = Claim(moment + timedelta(seconds=1), "elsewhere")
        assert home_at([*claims, later], moment) == found


class Story:
    """One person, offered to and fro, while time passes."""

    def __init__(self, scheme: make.Scheme, elsewhere: OtherScheme) -> None:
        self.scheme, self.elsewhere = scheme, elsewhere
        self.by = actor_for(scheme.coordinator)
        self.person, _ = make_transfers.on_scheme(scheme)

    def offer(self, _hours: int) -> None:
        case = open_case_of(self.person)
        if case is not None:
            make_transfers.offer_to(self.by, case, self.elsewhere)
        else:
            make_transfers.receive_from(self.by, self.person, self.elsewhere)

    def accept(self, hours: int) -> None:
        self._answer(hours, accepted=True)

    def refuse(self, hours: int) -> None:
        self._answer(hours, accepted=False)

    def withdraw(self, _hours: int) -> None:
        transfer = self._open()
        withdraw_transfer(self.by, transfer, "They changed their mind.", transfer.version)

    def wait(self, hours: int) -> None:
        clock.shift(clock.now() + timedelta(hours=abs(hours)) - clock.real_now())
        carry_out_due()

    def _open(self) -> Transfer:
        transfer = open_transfer_of(self.person.id)
        if transfer is None:
            raise RuleBroken("There is none.")
        return transfer

    def _answer(self, hours: int, *, accepted: bool) -> None:
        transfer, moment = self._open(), clock.now() + timedelta(hours=hours)
        if transfer.leaves:
            said = AnswerTransfer(
                accepted, clock.today(), "By letter.", moment if accepted else None
            )
            answer_transfer(self.by, transfer, said, transfer.version)
        else:
            panel = make_transfers.panel(self.scheme, urgent=True)
            lead = self.scheme.police.agency_id
            said_here = DecideTransfer(accepted, panel, moment if accepted else None, lead)
            decide_transfer(self.by, transfer, self.person, said_here, transfer.version)


Step = Callable[[Story, int], None]
ANSWERS = (Story.accept, Story.accept, Story.refuse, Story.withdraw, Story.wait)
MOVES_NOBODY = {Story.offer, Story.refuse, Story.withdraw}


@st.composite
def turns(draw: st.DrawFn) -> list[tuple[Step, int]]:
    """An offer, something said about it, perhaps something more, and time that passes."""
    said = draw(st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=2))
    return [(step, draw(HOURS)) for step in (Story.offer, *said, Story.wait)]


@pytest.fixture
def town(work: None) -> tuple[make.Scheme, OtherScheme]:
    scheme = make.scheme()
    return scheme, make_transfers.elsewhere(actor_for(scheme.coordinator))


_BACK_BEFORE_GONE = [
    [(Story.offer, 0), (Story.accept, 0), (Story.wait, 0)],
    [(Story.offer, 0), (Story.accept, -1), (Story.wait, 0)],
]


@example(_BACK_BEFORE_GONE)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(turns(), min_size=2, max_size=5))
def test_whatever_is_offered_and_answered_there_is_one_owner(
    town: tuple[make.Scheme, OtherScheme], told: list[list[tuple[Step, int]]]
) -> None:
    clock.shift(NOON - clock.real_now())
    story = Story(*town)
    for step, hours in chain(*told):
        before = home_of(story.person.id, clock.now())
        with suppress(RuleBroken):
            step(story, hours)
        db.session.flush()
        home = home_of(story.person.id, clock.now())
        assert home in {None, story.elsewhere.id}
        # those of earlier stories may come due between the step and this
        due = [each for each in due_transfers(clock.now()) if each.person_id == story.person.id]
        assert due == []
        assert (open_case_of(story.person) is not None) is (home is None)
        if step in MOVES_NOBODY:
            assert home == before

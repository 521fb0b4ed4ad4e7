"""Places, what waits to leave, and what was believed of them on an earlier day."""

from datetime import timedelta

from popo.cases.models import Strand
from popo.cases.queries import engagement_history
from popo.cases.services import make_primary
from popo.db import db
from popo.meetings.models import ItemKind
from popo.selection.models import CriteriaKind, PartyView
from popo.selection.queries.headroom import Headroom, criteria_on, headroom
from popo.selection.queries.places import places_taken
from popo.selection.services import draft_criteria
from popo.selection.services.de_selection import withdraw_de_selection
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_scoring import later
from tests.selection.make_spells import Spell, YoungSpell

CATCH = CriteriaKind.CATCH_AND_CONVICT
YOUNG = CriteriaKind.PREVENT_AND_DETER
YESTERDAY = TODAY - timedelta(days=1)


def test_places_taken_are_those_every_other_page_counts(work: None) -> None:
    spell = Spell()
    Spell(spell.scheme)
    counted = headroom(CATCH)
    assert counted.turnover.taken == places_taken(CATCH) == 2
    assert (counted.agreed, counted.left) == (40, 38)
    assert headroom(YOUNG).turnover.taken == places_taken(YOUNG) == 0


def test_each_list_counts_its_own(work: None) -> None:
    YoungSpell()
    assert headroom(YOUNG).turnover.taken == places_taken(YOUNG) == 1
    assert headroom(CATCH).turnover.taken == places_taken(CATCH) == 0


def test_whoever_leaves_gives_a_place_free_from_that_day(work: None) -> None:
    spell = Spell(opened_on=TODAY - timedelta(days=400))
    spell.let_go()
    counted = headroom(CATCH).turnover
    assert counted.taken == places_taken(CATCH) == 0
    assert (counted.left, counted.joined) == (1, 0)


def test_proposed_and_decided_exits_are_expected(work: None) -> None:
    proposed = Spell()
    proposed.propose()
    counted = headroom(CATCH).turnover
    assert (counted.proposed, counted.exits) == (1, 1)
    withdraw_de_selection(make.actor(proposed.scheme.coordinator), proposed.found())
    db.session.flush()  # read back
    assert headroom(CATCH).turnover.proposed == 0


def test_a_strand_that_is_no_longer_primary_keeps_the_place_on_its_list(work: None) -> None:
    spell = Spell(opened_on=TODAY - timedelta(days=100))
    strands = engagement_history(spell.case)
    beside = next(row for row in strands if row.strand is Strand.REHABILITATE_AND_RESETTLE)
    make_primary(make.actor(spell.scheme.coordinator), spell.case, beside, TODAY)
    db.session.flush()  # read back
    counted = headroom(CATCH).turnover
    assert (counted.taken, counted.joined, counted.left) == (1, 0, 0)


def test_yesterday_stays_as_it_was_believed(work: None) -> None:
    spell = Spell(opened_on=TODAY - timedelta(days=10))
    spell.propose()
    then = headroom(CATCH)
    later(1)
    spell.answer(spell.scheme.probation, PartyView.AGREES)
    spell.confirm(spell.scheme.coordinator)  # with effect from the day before
    Spell(spell.scheme, TODAY)  # a decision recorded late
    assert headroom(CATCH, TODAY) == then
    assert (then.turnover.taken, then.turnover.proposed, then.turnover.left) == (1, 1, 0)
    assert headroom(CATCH).turnover.left == 1


def test_criteria_recorded_late_did_not_count_before(work: None) -> None:
    scheme = make.scheme()
    later(3)
    row = _adopted(scheme, agreed_number=12)
    assert criteria_on(CATCH, TODAY + timedelta(days=2)) is scheme.criteria[CATCH]
    assert criteria_on(CATCH, TODAY + timedelta(days=3)) is row
    assert criteria_on(CATCH, YESTERDAY) is None
    assert headroom(CATCH, YESTERDAY) == Headroom(None, headroom(CATCH, YESTERDAY).turnover)
    assert headroom(CATCH).agreed == 12


def _adopted(scheme: Scheme, **changes: object) -> object:
    who = make.actor(scheme.coordinator)
    row = draft_criteria(who, CATCH, {**scheme.criteria[CATCH].document, **changes})
    make.adopted(who, row, scheme.item(ItemKind.CRITERIA))
    db.session.flush()  # read back
    return row

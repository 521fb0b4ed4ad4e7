"""Offending together with people on the list proposes a level, as far as the scorer sees them."""

from datetime import date, timedelta

import pytest

from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.cases.services import open_case
from popo.offending.services import NewCoOffending, record_co_offending
from popo.people.models import Person, SightLevel
from popo.people.services import grant_sight
from popo.selection.criteria import Measure, read
from popo.selection.defaults import default_document
from popo.selection.proposals import Custody, Link, find, propose
from popo.selection.queries.evidence import findings_for
from tests import make as basic
from tests.selection import make

TODAY = date(2024, 4, 30)
DAY = date(2024, 3, 4)
CRITERIA = read(default_document("catch_and_convict"))


@pytest.mark.parametrize(
    ("references", "level"),
    [([], None), (["A-0001"], "some"), (["A-0001", "A-0002"], "many"), (["A-0001"] * 2, "some")],
)
def test_each_person_counts_once_and_none_recorded_suggests_nothing(
    references: list[str], level: str | None
) -> None:
    links = [Link(one, DAY - timedelta(days=step)) for step, one in enumerate(references)]
    proposed = propose(CRITERIA, find([], Custody(0, 0), None, TODAY, links))
    found = proposed.get("links")
    assert (found.level if found else None) == level
    assert found is None or found.evidence_on == DAY


def test_a_proposal_counts_those_the_scorer_sees_and_names_nobody(work: None) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    police = actor_for(scheme.police)
    theirs = basic.actor(of=basic.agency(AgencyKind.PROBATION))
    seen, unseen = basic.person(police), basic.person(theirs)
    for one in (seen, unseen):
        open_case(theirs, one, Strand.CATCH_AND_CONVICT, date(2024, 1, 5), theirs.agency_id)
        _link_to(found.person, one)
    grant_sight(theirs, seen.id, SightLevel.READ, "a test", seen.id, user_id=police.user_id)
    finding = findings_for(found.person, police, TODAY)[Measure.CO_OFFENDING_LINKS]
    assert (finding.value, finding.evidence_on) == (1, DAY)
    assert propose(CRITERIA, {finding.measure: finding})["links"].level == "some"
    assert seen.reference not in finding.words
    coordinator = actor_for(scheme.coordinator)
    assert findings_for(found.person, coordinator, TODAY)[Measure.CO_OFFENDING_LINKS].value == 2


def _link_to(person: Person, other: Person) -> None:
    """Recorded by somebody who sees both."""
    record_co_offending(
        basic.coordinator(), person, NewCoOffending(other.reference, DAY, "Charged together")
    )

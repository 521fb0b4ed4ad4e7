"""Whose caseload is meant where nobody says which."""

import pytest

from popo.access.actor import SCHEME
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind
from popo.cases.models import Strand
from popo.cases.policy import own_strand
from tests import make

_YOUNG = (Clearance.PREVENT_AND_DETER,)


@pytest.mark.parametrize(
    ("kind", "clearances", "strand"),
    [
        (AgencyKind.YOUTH_OFFENDING_SERVICE, _YOUNG, Strand.PREVENT_AND_DETER),
        (AgencyKind.YOUTH_OFFENDING_SERVICE, (), Strand.CATCH_AND_CONVICT),
        (AgencyKind.POLICE, _YOUNG, Strand.CATCH_AND_CONVICT),
        (AgencyKind.PROBATION, (), Strand.REHABILITATE_AND_RESETTLE),
        (AgencyKind.DRUG_SERVICE, (), Strand.REHABILITATE_AND_RESETTLE),
    ],
)
def test_a_worker_meets_the_strand_of_their_agency(
    work: None, kind: AgencyKind, clearances: tuple[Clearance, ...], strand: Strand
) -> None:
    make.partnership()
    worker = make.actor(of=make.agency(kind), clearances=clearances)
    assert own_strand(worker) is strand


def test_a_lead_meets_the_strand_they_lead(work: None) -> None:
    make.partnership()
    police = make.agency(AgencyKind.POLICE)
    lead = make.actor(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, of=police)
    assert own_strand(lead) is Strand.REHABILITATE_AND_RESETTLE
    assert own_strand(make.actor(Role.COORDINATOR, SCHEME)) is Strand.CATCH_AND_CONVICT

"""The rows of a case in the crowd: strands, a team, a colour, a place and what law supervises."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from popo.access.actor import RoleScope
from popo.access.permissions import Role
from popo.cases.models import (
    Assignment,
    AssignmentRole,
    Colour,
    SchemeCase,
    SchemeStatus,
    Status,
    Strand,
    StrandEngagement,
    TrafficLight,
)
from popo.db import Model
from popo.demo.calendar import LAST_DAY
from popo.demo.load.bulk import Row
from popo.demo.load.crowd_rows import About, Rows
from popo.whereabouts.models import Basis, Confidence, Location, Place, SupervisionBasis

_LEADS = {Strand.CATCH_AND_CONVICT: "police", Strand.REHABILITATE_AND_RESETTLE: "probation"}
_PARTS = {
    "police": AssignmentRole.LEAD_OFFICER,
    "probation": AssignmentRole.OFFENDER_MANAGER,
}
_COLOURS = (Colour.RED, Colour.AMBER, Colour.AMBER, Colour.GREEN)
_UNASSIGNED_EVERY = 12
_SOURCE = "Brought over from the record before"


def case_rows(about: About, opened: datetime) -> Rows:
    """As opening the case by decision would have left them."""
    case_id, partnership = uuid4(), about.offices.agencies["partnership"]
    since = opened.date()
    spell = {"spell": 1, "opened_on": since}
    yield about.row(SchemeCase, spell, partnership, case_id)
    status = {"case_id": case_id, "status": Status.ACTIVE, "starts_on": since}
    yield about.row(SchemeStatus, status, partnership)
    for strand, agency in _LEADS.items():
        yield from _strand(about, case_id, strand, about.offices.agencies[agency], opened)
    for agency, part in _PARTS.items():
        if part is AssignmentRole.OFFENDER_MANAGER and _is_unassigned(about):
            continue
        yield from _worker(about, case_id, agency, part, opened)
    yield _light(about, case_id)
    yield from _whereabouts(about)


def _strand(about: About, case_id: UUID, strand: Strand, lead_id: UUID, opened: datetime) -> Rows:
    engagement_id = uuid4()
    values = {
        "case_id": case_id,
        "strand": strand,
        "is_primary": strand is Strand.CATCH_AND_CONVICT,
        "lead_agency_id": lead_id,
        "starts_on": opened.date(),
    }
    partnership = about.offices.agencies["partnership"]
    yield about.row(StrandEngagement, values, partnership, engagement_id)
    because = {"because": "worked with under a strand", "because_id": engagement_id}
    yield about.grant({"grantee_agency_id": lead_id, **because}, opened)
    yield about.grant({"role": RoleScope(Role.STRAND_LEAD, strand).key, **because}, opened)


def _worker(
    about: About, case_id: UUID, agency: str, part: AssignmentRole, opened: datetime
) -> Rows:
    assignment_id, user_id = uuid4(), about.offices.worker(agency, about.number)
    values = {
        "case_id": case_id,
        "user_id": user_id,
        "role": part,
        "starts_on": opened.date(),
    }
    partnership = about.offices.agencies["partnership"]
    yield about.row(Assignment, values, partnership, assignment_id)
    because = {"because": "assigned to the case", "because_id": assignment_id}
    yield about.grant({"user_id": user_id, **because}, opened)


def _is_unassigned(about: About) -> bool:
    return about.number % _UNASSIGNED_EVERY == 0


def _light(about: About, case_id: UUID) -> tuple[type[Model], Row]:
    set_on = LAST_DAY - timedelta(days=about.number % 40)
    inside = about.passer.is_inside
    colour = Colour.CUSTODY if inside else _COLOURS[about.number % len(_COLOURS)]
    values = {
        "case_id": case_id,
        "colour": colour,
        "reason": "Set when the record was brought over.",
        "set_by_id": about.offices.worker("police", about.number),
        "review_on": set_on + timedelta(days=28),
        "starts_on": set_on,
    }
    return about.row(TrafficLight, values, about.offices.agencies["partnership"])


def _whereabouts(about: About) -> Rows:
    since = LAST_DAY - timedelta(days=20 + about.number % 150)
    place = Place.SENTENCED if about.passer.is_inside else Place.COMMUNITY
    place_values = {
        "place": place,
        "confidence": Confidence.CONFIRMED,
        "verified_on": since,
        "starts_on": since,
        "source": _SOURCE,
    }
    yield about.row(Location, place_values)
    if place is Place.COMMUNITY:
        due = LAST_DAY + timedelta(days=30 + about.number % 300)
        order = {
            "basis": Basis.LICENCE,
            "due_to_end_on": due,
            "starts_on": since,
            "source": _SOURCE,
        }
        yield about.row(SupervisionBasis, order)

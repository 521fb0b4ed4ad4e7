"""A meeting of the Action Group to come, run by a chair, with police and youth service cases."""

from datetime import date, timedelta

from popo import clock
from popo.access.actor import SCHEME, Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.action_group.queries.proposal import Proposed, proposal_for
from popo.cases.models import Colour, SchemeCase, Strand
from popo.cases.services import set_traffic_light
from popo.db import db
from popo.meetings.models import Meeting, MeetingBody
from popo.meetings.services import add_meeting
from popo.people.models import Person
from popo.people.services import write_summary
from tests import make
from tests.cases.make import OPENED, case

TODAY = date(2024, 4, 30)
MEETS = date(2024, 5, 7)
BORN_YOUNG = date(2009, 2, 1)
CLEARED = (Clearance.PREVENT_AND_DETER,)


class Group:
    """`chair` is cleared for young people, `uncleared` runs meetings without that."""

    def __init__(self) -> None:
        self.partnership = make.partnership()
        self.chair: User = make.user(
            Role.CHAIR, SCHEME, of=make.agency(AgencyKind.COUNCIL), clearances=CLEARED
        )
        self.uncleared: User = make.user(Role.COORDINATOR, SCHEME, of=self.chair.agency)
        self.officer: User = make.user(of=make.agency(AgencyKind.POLICE))
        self.yos: User = make.user(
            Role.STRAND_LEAD,
            Strand.PREVENT_AND_DETER,
            of=make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE),
            clearances=CLEARED,
        )
        self.stranger: User = make.user(of=make.agency(AgencyKind.HOUSING))
        self.meeting: Meeting = add_meeting(
            self.runs, MeetingBody.ACTION_GROUP, clock.at(MEETS, 9, 30)
        )
        db.session.flush()  # read back

    @property
    def runs(self) -> Actor:
        return actor_for(self.chair)

    @property
    def police(self) -> Actor:
        return actor_for(self.officer)

    def calm(self, *, young: bool = False) -> tuple[Person, SchemeCase]:
        """Nothing about them calls for the meeting."""
        who = actor_for(self.yos) if young else self.police
        strand = Strand.PREVENT_AND_DETER if young else Strand.CATCH_AND_CONVICT
        person = make.person(who, "Kim", "Younger", BORN_YOUNG) if young else make.person(who)
        _, opened = case(who, strand, person=person)
        write_summary(who, person, "As it was.")
        self.colour(opened, Colour.GREEN, young=young)
        db.session.flush()  # read back
        return person, opened

    def colour(self, opened: SchemeCase, colour: Colour, *, young: bool = False) -> None:
        who = actor_for(self.yos) if young else self.police
        day = TODAY - timedelta(days=2)
        last = set_traffic_light(who, opened, colour, "Why", day + timedelta(28), None, day)
        assert last.colour is colour
        db.session.flush()  # read back

    def red(self, *, young: bool = False) -> Person:
        person, opened = self.calm(young=young)
        self.colour(opened, Colour.RED, young=young)
        return person

    def propose(self, user: User | None = None) -> Proposed:
        db.session.flush()  # read back
        return proposal_for(actor_for(user or self.chair), self.meeting)

    def reasons(self, person: Person, user: User | None = None) -> list[str]:
        for line in self.propose(user).lines:
            if line.subject.person_id == person.id:
                return [reason.words for reason in line.reasons]
        return []


__all__ = ["MEETS", "OPENED", "TODAY", "Group"]

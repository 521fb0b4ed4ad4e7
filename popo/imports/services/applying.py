"""What taking a line does to the record: the same services a person at the screen uses."""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import agency_named, list_agencies, list_users
from popo.cases.models import AssignmentRole, CaseEnd, Colour, SchemeCase, Strand
from popo.cases.queries import open_case_of
from popo.cases.services import assign_worker, close_case, default_review, open_case
from popo.cases.services import set_traffic_light as set_light
from popo.errors import RuleBroken
from popo.imports.comparing import address_of
from popo.imports.happenings import happening_of
from popo.imports.kinds import ListKind
from popo.imports.mapping import Column
from popo.imports.models import ImportBatch
from popo.imports.reading import NO_FIXED_ABODE, ReadRow
from popo.offending.services import NewEvent, record_event
from popo.people.identifiers import IdentifierKind
from popo.people.models import AddressKind, NameKind, Person, Sex
from popo.people.services import (
    EditPerson,
    NewPerson,
    add_address,
    add_identifier,
    add_name,
    add_person,
    add_phone,
    edit_person,
)
from popo.whereabouts.models import Confidence, DateKind, Place
from popo.whereabouts.services import move, set_key_date

C = Column
_LEADS = {
    Strand.CATCH_AND_CONVICT: AgencyKind.POLICE,
    Strand.PREVENT_AND_DETER: AgencyKind.YOUTH_OFFENDING_SERVICE,
    Strand.REHABILITATE_AND_RESETTLE: AgencyKind.PROBATION,
}
_ROLES = {
    AgencyKind.POLICE: AssignmentRole.LEAD_OFFICER,
    AgencyKind.PROBATION: AssignmentRole.OFFENDER_MANAGER,
    AgencyKind.YOUTH_OFFENDING_SERVICE: AssignmentRole.YOS_WORKER,
}


class Applying:
    """One line on its way into the record. `source`: the list's name, kept as the source."""

    def __init__(self, actor: Actor, batch: ImportBatch, source: str, row: ReadRow) -> None:
        self._actor, self._batch, self._source, self._row = actor, batch, source, row

    def add(self) -> Person:
        """Somebody the scheme did not know, with everything the line says."""
        row = self._row
        sex = Sex(row.fact(C.SEX) or Sex.NOT_KNOWN.value)
        young = row.fact(C.STRAND) == Strand.PREVENT_AND_DETER.value
        person = add_person(
            self._actor, NewPerson(row.given, row.family, row.born, sex, self._source, young)
        )
        self.take(person, list(self._everything()))
        return person

    def take(self, person: Person, keys: Collection[str]) -> None:
        """`keys`: of the differences whose side of the list is taken."""
        for key in keys:
            what, _, rest = key.partition(":")
            self._steps()[what](person, rest)

    def _everything(self) -> Iterator[str]:
        row = self._row
        yield from (f"alias:{name}" for name in row.aliases if name != row.name)
        yield from (f"number:{one.kind.value}:{one.typed}" for one in row.numbers)
        if address_of(row):
            yield "address"
        yield from (f"phone:{one}" for one in row.fact(C.PHONE).split("\n") if one)
        if row.fact(C.STRAND) or row.fact(C.SELECTED_ON):
            yield "case"

    def _steps(self) -> dict[str, Callable[[Person, str], None]]:
        return {
            "alias": self._alias,
            "born": self._born,
            "sex": self._sex,
            "number": self._number,
            "address": self._address,
            "phone": self._phone,
            "case": self._case,
            "light": self._light,
            "event": self._event,
            "place": self._place,
            "release": self._release,
        }

    def _alias(self, person: Person, name: str) -> None:
        row = self._row
        given, family = (row.given, row.family) if name == row.name else ("", name)
        add_name(self._actor, person, NameKind.ALIAS, given, family, self._source)

    def _born(self, person: Person, rest: str) -> None:
        del rest
        details = EditPerson(self._row.born, person.sex)
        edit_person(self._actor, person, details, person.version)

    def _sex(self, person: Person, rest: str) -> None:
        del rest
        details = EditPerson(person.date_of_birth, Sex(self._row.fact(C.SEX)))
        edit_person(self._actor, person, details, person.version)

    def _number(self, person: Person, rest: str) -> None:
        kind, _, typed = rest.partition(":")
        add_identifier(self._actor, person, IdentifierKind(kind), typed, self._source)

    def _address(self, person: Person, rest: str) -> None:
        del rest
        lines = self._row.fact(C.ADDRESS)
        none = lines == NO_FIXED_ABODE
        kind = AddressKind.NO_FIXED_ABODE if none else AddressKind.HOME
        words = "No fixed abode" if none else lines
        postcode = self._row.fact(C.POSTCODE)
        add_address(self._actor, person, kind, words, postcode, self._source)

    def _phone(self, person: Person, number: str) -> None:
        add_phone(self._actor, person, number, self._source)

    def _case(self, person: Person, rest: str) -> None:
        """A spell as the list tells it: begun, and over where it says so."""
        del rest
        row = self._row
        strand = Strand(row.fact(C.STRAND) or Strand.CATCH_AND_CONVICT.value)
        left = row.day(C.DE_SELECTED_ON)
        if left is None and row.fact(C.STATUS) == "left":
            raise RuleBroken("Say on which day they left the scheme.")
        began = row.day(C.SELECTED_ON) or left or self._batch.as_at
        case = open_case(self._actor, person, strand, began, self._lead_agency(strand).id)
        if left is not None:
            close_case(self._actor, case, CaseEnd.NOT_RECORDED, left)
            return
        self._assign(case, began)
        if row.fact(C.COLOUR):
            self._light(person, "")

    def _light(self, person: Person, rest: str) -> None:
        del rest
        case = open_case_of(person)
        if case is None:
            raise RuleBroken("There is no open case to set the traffic light of.")
        colour, today = Colour(self._row.fact(C.COLOUR)), clock.today()
        why = f"As {self._source} had it on {clock.written(self._batch.as_at)}."
        review = default_review(colour, today)
        set_light(self._actor, case, colour, why, review, None, today)

    def _lead_agency(self, strand: Strand) -> Agency:
        if named := self._row.fact(C.LEAD_AGENCY):
            agency = agency_named(named)
            if agency is None:
                raise RuleBroken("No agency has the name given as the lead agency.")
            return agency
        kind = _LEADS[strand]
        found = next((one for one in list_agencies() if one.kind is kind), None)
        if found is None:
            raise RuleBroken("Add a column that says which agency leads.")
        return found

    def _assign(self, case: SchemeCase, day: date) -> None:
        """The lead officer, where exactly one colleague has the name; else nobody is assigned."""
        wanted = " ".join(self._row.fact(C.LEAD).casefold().split())
        named: list[User] = [
            user for user in list_users() if wanted and user.name.casefold() == wanted
        ]
        if len(named) == 1:
            role = _ROLES.get(named[0].agency.kind, AssignmentRole.CO_WORKER)
            assign_worker(self._actor, case, named[0], role, day)

    def _event(self, person: Person, rest: str) -> None:
        del rest
        row, found = self._row, happening_of(self._batch.list_kind, self._row)
        record_event(
            self._actor,
            person,
            NewEvent(
                kind=found.kind,
                happened_on=found.happened_on,
                ho_code=found.ho_code or None,
                variety=found.variety or None,
                result=found.result or None,
                detail=found.detail or None,
                concluded_on=found.concluded_on,
                test_positive=found.positive,
                asn=row.fact(C.ASN) or None,
                court=row.fact(C.COURT) or None,
                next_on=row.day(C.NEXT_ON),
                source=self._source,
            ),
        )

    def _place(self, person: Person, rest: str) -> None:
        del rest
        row, as_at = self._row, self._batch.as_at
        since = row.day(C.HAPPENED_ON) or as_at
        move(
            self._actor,
            person,
            Place(row.fact(C.HELD_AS)),
            since,
            row.fact(C.PRISON) or None,
            self._source,
            Confidence.CONFIRMED,
            max(since, as_at),
        )

    def _release(self, person: Person, rest: str) -> None:
        del rest
        day, as_at = self._row.day(C.RELEASE_ON), self._batch.as_at
        if day is not None:
            kind = DateKind.RELEASE_CONDITIONAL
            set_key_date(self._actor, person, kind, day, as_at, self._source)


def takes_whole_lines(kind: ListKind) -> bool:
    """Whether a line is one fact, to be taken or left; else each of its parts may be chosen."""
    return not kind.adds_people

"""Every row about one of the crowd: details, tokens, sight, contacts and events."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

from popo.contacts.models import Contact as ContactRow
from popo.db import Model
from popo.demo.calendar import LAST_DAY, at
from popo.demo.crowd import Passer, draw_past
from popo.demo.load.bulk import Row, Sealer, contact_row, event_row
from popo.keys.models import Compartment, KeyScope
from popo.keys.sealed import HasSealed
from popo.offending.models import OffenceEvent
from popo.people import tokens
from popo.people.about import AssertionKind, Handling
from popo.people.identifiers import IdentifierKind
from popo.people.models import (
    Address,
    EqualityRecord,
    Identifier,
    NameKind,
    Person,
    PersonName,
    Phone,
    SearchToken,
    SightCompartment,
    SightGrant,
    SightLevel,
    TokenKind,
    Told,
)

KNOWN_SINCE = at(LAST_DAY - timedelta(days=730), 12)
_SOURCE = "Brought over from the record before"
_SINCE: Row = {"source": _SOURCE, "starts_on": KNOWN_SINCE.date()}
Rows = Iterator[tuple[type[Model], Row]]


@dataclass(frozen=True)
class Offices:
    """Keys of agencies by kind, and of practitioners by kind, in a fixed order."""

    agencies: dict[str, UUID]
    workers: dict[str, list[UUID]]

    def worker(self, agency: str, number: int) -> UUID:
        return self.workers[agency][number % len(self.workers[agency])]


class About:
    """Details and past of one person; `row` seals whatever is about them."""

    def __init__(self, passer: Passer, person_id: UUID, offices: Offices, sealer: Sealer) -> None:
        self.passer = passer
        self.person_id = person_id
        self.offices = offices
        self.sealer = sealer
        self.owner_id = offices.agencies[passer.agency]
        self.number = passer.somebody.number

    def row(
        self,
        model: type[HasSealed],
        values: Row,
        agency_id: UUID | None = None,
        row_id: UUID | None = None,
    ) -> tuple[type[Model], Row]:
        owner = agency_id or self.owner_id
        filled = {
            "person_id": self.person_id,
            "agency_id": owner,
            "compartment": Compartment.CORE,
            "kind": AssertionKind.FACT,
            "handling": Handling.ACTION_GROUP,
            **values,
        }
        scope = KeyScope(self.person_id, owner, Compartment.CORE)
        row = self.sealer.row(model, scope, KNOWN_SINCE, filled, row_id)
        return cast("type[Model]", model), row

    def rows(self) -> Rows:
        yield Person, self.person()
        yield from self.details()
        yield from self.past()

    def person(self) -> Row:
        somebody = self.passer.somebody
        scope = KeyScope(self.person_id, self.owner_id, Compartment.CORE)
        values = {
            "reference": self.passer.reference,
            "agency_id": self.owner_id,
            "date_of_birth": somebody.born,
            "sex": somebody.sex,
            "told": Told.NOT_YET,
            "sight_compartment": SightCompartment.ADULT,
        }
        return self.sealer.row(Person, scope, KNOWN_SINCE, values, self.person_id)

    def details(self) -> Rows:
        yield from self._names()
        yield from self._identifiers()
        yield self._address()
        if self.passer.somebody.phone:
            values = {"number": self.passer.somebody.phone, **_SINCE}
            yield self.row(Phone, values)
        yield self.row(EqualityRecord, {"held": self._equality()})
        yield from self._tokens()
        because = {"because": "added the person", "because_id": self.person_id}
        yield self.grant({"grantee_agency_id": self.owner_id, **because})

    def past(self) -> Rows:
        contacts, happenings = draw_past(self.passer)
        for contact in contacts:
            agency_id = self.offices.agencies[contact.agency]
            author = self.offices.worker(contact.agency, self.number)
            row = contact_row(self.sealer, self.person_id, agency_id, author, contact)
            yield ContactRow, row
        police = self.offices.agencies["police"]
        for event in happenings:
            yield OffenceEvent, event_row(self.sealer, self.person_id, police, event)

    def grant(self, values: Row, since: datetime = KNOWN_SINCE) -> tuple[type[Model], Row]:
        return SightGrant, {
            "id": uuid4(),
            "created_at": since,
            "version": 1,
            "person_id": self.person_id,
            "level": int(SightLevel.WORK),
            "starts_at": since,
            **values,
        }

    def _names(self) -> Rows:
        somebody = self.passer.somebody
        kinds = [(NameKind.CURRENT, somebody.name)]
        kinds += [(NameKind.ALIAS, alias) for alias in somebody.aliases]
        for kind, name in kinds:
            values = {"name_kind": kind, "given": name.given, "family": name.family, **_SINCE}
            yield self.row(PersonName, values)

    def _identifiers(self) -> Rows:
        for number in self.passer.somebody.identifiers:
            values = {
                "identifier_kind": number.kind,
                "typed": number.typed,
                "canonical": number.canonical,
                "is_valid": True,
                "source": _SOURCE,
            }
            yield self.row(Identifier, values)

    def _address(self) -> tuple[type[Model], Row]:
        home = self.passer.somebody.home
        values = {
            "address_kind": home.kind,
            "lines": home.lines,
            "postcode": home.postcode or None,
            "ward": home.ward or None,
            **_SINCE,
        }
        return self.row(Address, values)

    def _equality(self) -> dict[str, str]:
        somebody = self.passer.somebody
        return {"self_defined": somebody.self_defined, "officer_observed": somebody.observed}

    def _tokens(self) -> Rows:
        somebody = self.passer.somebody
        names = [somebody.name, *somebody.aliases]
        found = tokens.for_names([name.full for name in names])
        found.add(tokens.born_on(somebody.born))
        for number in somebody.identifiers:
            found.add(tokens.identifier(IdentifierKind(number.kind), number.canonical))
        if somebody.home.postcode:
            found.add(tokens.exact(TokenKind.POSTCODE, somebody.home.postcode))
        if somebody.phone:
            found.add(tokens.exact(TokenKind.PHONE, tokens.phone_digits(somebody.phone)))
        for kind, digest in sorted(found):
            row = {"digest": digest, "person_id": self.person_id, "token_kind": int(kind)}
            yield SearchToken, row

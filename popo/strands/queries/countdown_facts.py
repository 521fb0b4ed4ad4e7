"""What the countdown's rules ask of everybody on a strand, by column: nothing sealed is opened."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Strand, StrandEngagement, TrafficLight
from popo.contacts.models import Contact, Outcome
from popo.contacts.policy import stands
from popo.contacts.wording import TYPE_WORDS
from popo.db import db
from popo.intervals import on
from popo.people.policy import readable
from popo.whereabouts import countdown as rules
from popo.whereabouts.countdown import Dated, Kept, Known, Order, Stay, Subject
from popo.whereabouts.models import DateKind, KeyDate, Location, SupervisionBasis

LOOK_BACK_DAYS = 28
"""How far back contacts are held against where somebody was."""
_TOLD_APART = [*sorted(rules.OUTSIDE), *sorted(rules.INSIDE)]
_SUBJECTS = {DateKind.COURT: Subject.COURT, DateKind.LICENCE_END: Subject.LICENCE_END}


class CountdownFacts:
    """What the rules ask about everybody of the strand, read when it is made."""

    def __init__(self, actor: Actor, strand: Strand, today: date) -> None:
        self._actor = actor
        self._today = today
        self._since = today - timedelta(days=LOOK_BACK_DAYS)
        self._people = select(StrandEngagement.person_id).where(
            StrandEngagement.strand == strand, on(StrandEngagement, today)
        )
        self._dates = self._key_dates()
        self._add_reviews()
        self._orders = self._running_orders()
        self._kept = self._kept_lately()
        self._stays = self._stays_lately()

    def of(self, person: UUID) -> Known:
        stays = self._stays[person]
        today = [stay for stay in stays if stay.ends_on is None or stay.ends_on > self._today]
        return Known(
            stay=today[-1] if today else None,
            dates=tuple(self._dates[person]),
            orders=tuple(self._orders[person]),
            stays=tuple(stays),
            kept=tuple(self._kept[person]),
        )

    def _key_dates(self) -> defaultdict[UUID, list[Dated]]:
        """Every one that stands: that there is none ahead is itself looked at."""
        groups: defaultdict[UUID, list[Dated]] = defaultdict(list)
        held = (
            select(KeyDate.person_id, KeyDate.date_kind, KeyDate.falls_on, KeyDate.as_at)
            .where(
                KeyDate.person_id.in_(self._people),
                KeyDate.replaced_on.is_(None),
                KeyDate.passed_on.is_(None),
                readable(KeyDate, self._actor),
            )
            .order_by(KeyDate.falls_on, KeyDate.id)
        )
        for person, kind, falls_on, as_at in db.session.execute(held):
            subject = Subject.RELEASE if kind.is_release else _SUBJECTS.get(kind, Subject.OTHER)
            groups[person].append(Dated(subject, kind.words, falls_on, as_at))
        return groups

    def _add_reviews(self) -> None:
        """Days on which a colour is to be looked at again; overdue ones are the caseload's."""
        held = select(TrafficLight.person_id, TrafficLight.review_on).where(
            TrafficLight.person_id.in_(self._people),
            on(TrafficLight, self._today),
            TrafficLight.review_on.between(self._today, self._ahead()),
        )
        for person, day in db.session.execute(held.order_by(TrafficLight.id)):
            self._dates[person].append(Dated(Subject.OTHER, "Review of the colour", day))

    def _ahead(self) -> date:
        return self._today + timedelta(days=max(rules.SPANS))

    def _running_orders(self) -> defaultdict[UUID, list[Order]]:
        groups: defaultdict[UUID, list[Order]] = defaultdict(list)
        held = select(
            SupervisionBasis.person_id, SupervisionBasis.basis, SupervisionBasis.due_to_end_on
        ).where(
            SupervisionBasis.person_id.in_(self._people),
            on(SupervisionBasis, self._today),
            readable(SupervisionBasis, self._actor),
        )
        for person, basis, due in db.session.execute(held.order_by(SupervisionBasis.id)):
            groups[person].append(Order(basis.value, basis.words, due))
        return groups

    def _kept_lately(self) -> defaultdict[UUID, list[Kept]]:
        groups: defaultdict[UUID, list[Kept]] = defaultdict(list)
        held = select(Contact.person_id, Contact.contact_type, Contact.at).where(
            Contact.person_id.in_(self._people),
            Contact.at.between(clock.at(self._since), clock.now()),
            Contact.outcome == Outcome.KEPT,
            Contact.contact_type.in_(_TOLD_APART),
            stands(),
            readable(Contact, self._actor),
        )
        for person, how, at in db.session.execute(held.order_by(Contact.at, Contact.id)):
            day = clock.local(at).date()
            groups[person].append(Kept(how.value, TYPE_WORDS[how], day))
        return groups

    def _stays_lately(self) -> defaultdict[UUID, list[Stay]]:
        """Where each was while those contacts were kept, and is today."""
        groups: defaultdict[UUID, list[Stay]] = defaultdict(list)
        held = (
            select(
                Location.person_id,
                Location.place,
                Location.starts_on,
                Location.ends_on,
                Location.verified_on,
            )
            .where(
                Location.person_id.in_(self._people),
                self._lately(),
                readable(Location, self._actor),
            )
            .order_by(Location.starts_on, Location.id)
        )
        for person, place, starts_on, ends_on, verified_on in db.session.execute(held):
            groups[person].append(Stay(place.value, starts_on, ends_on, verified_on))
        return groups

    def _lately(self) -> ColumnElement[bool]:
        ended_since = or_(Location.ends_on.is_(None), Location.ends_on > self._since)
        return and_(Location.starts_on <= self._today, ended_since)

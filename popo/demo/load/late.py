"""Nominations written part by part: one that waits, one nobody has sent, one refused long ago."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Strand
from popo.db import db
from popo.demo import parameters
from popo.demo.calendar import LAST_DAY, at, working_day
from popo.demo.journeys import Journey, Route
from popo.demo.load.people import plan_stranger
from popo.demo.load.world import World
from popo.demo.people import Somebody
from popo.people.models import Person
from popo.selection.models import Nomination, NominationStatement, Refusal
from popo.selection.parts import Part
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.statements import Prepared, get_prepared
from popo.selection.services import (
    join_nomination,
    mark_outcome_read,
    send_statement,
    start_nomination,
    triage_nomination,
    write_part,
)
from popo.selection.services.destruction import destroy_expired
from popo.selection.services.statements import PartDetails
from popo.selection.services.triage import Triage, TriageOutcome

Words = Mapping[Part, tuple[str, str]]

_BEGUN: Words = {
    Part.WHY_NOW: (
        "Seen on the same corner every week since the winter. The shop managers ask every time.",
        "Beat officer's notes",
    ),
}
_SENT: Words = {
    Part.WHY_NOW: (
        "Supervision alone no longer holds, and no single agency sees the whole of it.",
        "Probation case record",
    ),
    Part.OFFENDING: (
        "As on the offending record. What is new is the pace, and that it is done in daylight.",
        "Court lists and police record",
    ),
    Part.TRIED: (
        "Weekly supervision, kept for a time; two warnings since. A mentor was offered.",
        "Probation case record",
    ),
    Part.HELP: (
        "Wants work, and did well on the last placement. Mornings suit better than afternoons.",
        "What was said in supervision",
    ),
}
_POLICE: Words = {
    Part.RISK: (
        "Ran from officers twice and struck out once. Visit in pairs; no weapon was ever found.",
        "Arrest records",
    ),
}
_COUNCIL: Words = {
    Part.HARM: (
        "Six shopkeepers in one parade name the same person; two have stopped opening late.",
        "Council wardens' log",
    ),
}
_REFUSED_BEFORE = timedelta(days=130)
_KEPT = timedelta(days=parameters.DECLINED_KEPT_DAYS)
_REFUSED = Triage(
    TriageOutcome.REFUSE,
    "One offence in two years, and supervised already. The local officer goes on.",
    because=Refusal.NOT_ENOUGH_EVIDENCE,
)
_LITTLE: Words = {
    Part.WHY_NOW: ("Seen near two burglaries in one week.", "Beat officer's note"),
    Part.OFFENDING: ("One conviction for theft, the summer before last.", "Court record"),
}


def plan_late(world: World, nominations: dict[int, Nomination], journey: Journey) -> None:
    """Written instead of only noted, as those of today are."""
    if journey.route is Route.DRAFT:
        moment = at(journey.nominated_on, 11)
        world.timeline.at(moment, partial(_begin, world, journey))
        return
    moment = at(journey.nominated_on, 11)
    world.timeline.at(moment, partial(_send, world, nominations, journey))
    joined = at(working_day(journey.nominated_on + timedelta(days=2)), 10)
    world.timeline.at(joined, partial(_join, world, nominations, journey))


def plan_destroyed(world: World, somebody: Somebody) -> None:
    """Nominated and refused at the first look, and gone when the time was over."""
    nominated = working_day(LAST_DAY - _REFUSED_BEFORE)
    plan_stranger(world, somebody, "police", nominated)
    world.timeline.at(at(nominated, 11), partial(_nominate_and_refuse, world, somebody))
    world.timeline.at(at(nominated + _KEPT, 2), _destroy)


def _begin(world: World, journey: Journey) -> None:
    actor = world.office.named("police")
    person = world.people[journey.somebody.number]
    statement = start_nomination(actor, person, Strand.CATCH_AND_CONVICT)
    _write(actor, statement, _BEGUN)


def _send(world: World, nominations: dict[int, Nomination], journey: Journey) -> None:
    number = journey.somebody.number
    actor = world.office.actor(journey.nominated_by, number)
    nominations[number] = _nominate(actor, world.people[number], _SENT)


def _join(world: World, nominations: dict[int, Nomination], journey: Journey) -> None:
    """The police and the council, who both know the person."""
    number, office = journey.somebody.number, world.office
    found = Nominated(nominations[number], world.people[number])
    for sign_in, words in (("lead-police", _POLICE), ("coordinator", _COUNCIL)):
        actor = office.named(sign_in)
        send_statement(actor, _write(actor, join_nomination(actor, found), words))


def _nominate_and_refuse(world: World, somebody: Somebody) -> None:
    person = world.people[somebody.number]
    author = world.office.actor("police", somebody.number)
    nomination = _nominate(author, person, _LITTLE)
    db.session.flush()  # the version is read back
    found = Nominated(nomination, person)
    triage_nomination(world.office.named("coordinator"), found, _REFUSED, nomination.version)
    mark_outcome_read(author, nomination.id)


def _destroy() -> None:
    """As each night's work does."""
    destroy_expired(clock.today())


def _nominate(actor: Actor, person: Person, words: Words) -> Nomination:
    statement = start_nomination(actor, person, Strand.CATCH_AND_CONVICT)
    return send_statement(actor, _write(actor, statement, words))


def _write(actor: Actor, statement: NominationStatement, words: Words) -> Prepared:
    db.session.flush()  # the parts are read back
    prepared = get_prepared(statement.id, actor)
    if prepared is None:
        raise LookupError("the statement is not this author's")
    for row in prepared.parts:
        if row.part in words:
            said, source = words[row.part]
            details = PartDetails(said, source, clock.today())
            write_part(actor, prepared, row, details, row.version)
    return prepared

"""What becomes of a nomination before it is scored: looked at first, and joined by others."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from popo import clock
from popo.db import db
from popo.demo.calendar import LAST_DAY, at
from popo.demo.journeys import Journey, Route
from popo.demo.load.world import World
from popo.selection.models import Nomination
from popo.selection.parts import Part
from popo.selection.queries.decisions import decisions_on
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.statements import get_prepared
from popo.selection.services import (
    challenge_decision,
    join_nomination,
    mark_outcome_read,
    send_statement,
    triage_nomination,
    write_part,
)
from popo.selection.services.challenges import NewChallenge
from popo.selection.services.statements import PartDetails
from popo.selection.services.triage import Triage, TriageOutcome

Nominations = Mapping[int, Nomination]

_LOOKED_AFTER, _JOINED_AFTER = 3, 2
_UNSEEN_EVERY, _JOINED_EVERY = 3, 4
"""Of those only nominated, one in so many waits for the first look; of all, one in so many is
spoken for by the council too."""
_CHALLENGED_EVERY = 3
_LATELY = timedelta(days=20)
_ACCEPTED = "Within the age, offending at liberty, and nobody else leads the work. To be scored."
_COMPLAINTS = (
    "Eleven complaints in the last quarter name the same doorway; two shops have shut early. "
    "The wardens can tell you when it is quiet."
)
_CHALLENGE = NewChallenge(
    "The person's solicitor, by letter",
    "Two of the arrests the panel weighed were of somebody else, and were dropped within a day.",
)


def plan_first_look(
    world: World, nominations: Nominations, journey: Journey, scored: date | None
) -> None:
    """Before it is scored, where it ever is; of those declined lately some are challenged."""
    number = journey.somebody.number
    latest = scored or LAST_DAY
    decided = journey.decided_on
    if decided and decided < LAST_DAY - _LATELY:
        world.timeline.at(at(decided, 18), partial(_read, world, nominations, journey))
    elif journey.route is Route.DECLINED and decided and number % _CHALLENGED_EVERY == 1:
        asked = at(clock.add_working_days(decided, 4), 15)
        world.timeline.at(asked, partial(_challenge, world, nominations, number))
    if number % _JOINED_EVERY == 0:
        joined = clock.add_working_days(journey.nominated_on, _JOINED_AFTER)
        world.timeline.at(at(min(joined, latest), 12), partial(_join, world, nominations, number))
    if journey.route is Route.NOMINATED and number % _UNSEEN_EVERY == 0:
        return
    looked = clock.add_working_days(journey.nominated_on, _LOOKED_AFTER)
    world.timeline.at(at(min(looked, latest), 13), partial(_accept, world, nominations, number))


def _accept(world: World, nominations: Nominations, number: int) -> None:
    nomination = nominations[number]
    found = Nominated(nomination, world.people[number])
    details = Triage(TriageOutcome.ACCEPT, _ACCEPTED)
    triage_nomination(world.office.named("coordinator"), found, details, nomination.version)


def _join(world: World, nominations: Nominations, number: int) -> None:
    """The council, of what its wardens hear."""
    actor = world.office.named("coordinator")
    found = Nominated(nominations[number], world.people[number])
    statement = join_nomination(actor, found)
    db.session.flush()  # the parts are read back
    prepared = get_prepared(statement.id, actor)
    if prepared is None:
        raise LookupError("the statement is not the co-ordinator's")
    row = next(row for row in prepared.parts if row.part is Part.HARM)
    details = PartDetails(_COMPLAINTS, "Council wardens' log", clock.today())
    write_part(actor, prepared, row, details, row.version)
    send_statement(actor, prepared)


def _read(world: World, nominations: Nominations, journey: Journey) -> None:
    """Everybody who spoke for it opened what became of it."""
    number, office = journey.somebody.number, world.office
    for actor in (office.actor(journey.nominated_by, number), office.named("coordinator")):
        mark_outcome_read(actor, nominations[number].id)


def _challenge(world: World, nominations: Nominations, number: int) -> None:
    actor, nomination = world.office.actor("police", number), nominations[number]
    decision = decisions_on(nomination, world.office.named("chair"))[0].decision
    challenge_decision(actor, world.people[number], decision, nomination, _CHALLENGE)

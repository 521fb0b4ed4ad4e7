"""What a meeting decided, what each will change, and the chair who confirms."""

from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.action_group.outcomes import Directory, changes_of, shared_or_withheld
from popo.action_group.policy import may_confirm
from popo.action_group.queries.decisions import (
    Taken,
    decisions_at,
    get_decision,
)
from popo.action_group.queries.standings import Standings
from popo.action_group.services import decisions as services
from popo.action_group.services.decisions import NotConfirmed
from popo.action_group.services.terms import users_in
from popo.action_group.views.blueprint import Answer, blueprint, meeting_or_404
from popo.errors import RuleBroken, StaleVersion
from popo.meetings.models import Meeting
from popo.meetings.queries import agenda
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

OVERTAKEN = "Somebody recorded, dropped or confirmed something meanwhile. Look at the list again."


@dataclass(frozen=True)
class _Shown:
    """One decision as the page shows it."""

    taken: Taken
    changes: list[str]
    may_confirm: bool


@blueprint.get("/meetings/<uuid:meeting_id>/decisions")
@requires(Permission.MEETING_RUN)
def list_decisions(meeting_id: UUID) -> Answer:
    return _page(meeting_or_404(meeting_id))


@blueprint.post("/meetings/<uuid:meeting_id>/decisions/confirm")
@requires(Permission.DECISION_RECORD)
def confirm_decisions(meeting_id: UUID) -> Answer:
    meeting = meeting_or_404(meeting_id)
    decisions = decisions_at(meeting, actor())
    if request.form.get("seen", "") != _seen(decisions):
        return _page(meeting, broken=OVERTAKEN)
    count = sum(taken.row.waits for taken in decisions)
    try:
        services.confirm_all(actor(), decisions)
    except RuleBroken as broken:
        return _page(meeting, broken=broken.message)
    except NotConfirmed as failed:
        return _page(meeting, failed=failed.failed)
    done(f"{count} decision{'s' if count > 1 else ''} confirmed. The records have changed.")
    return redirect(url_for(".list_decisions", meeting_id=meeting.id))


@blueprint.post("/meetings/decisions/<uuid:decision_id>/confirm")
@requires(Permission.DECISION_RECORD)
def confirm_decision(decision_id: UUID) -> Answer:
    taken = _taken(decision_id)
    try:
        services.confirm_decision(actor(), taken)
    except RuleBroken as broken:
        return _page(taken.at.meeting, broken=f"{taken.words}: {broken.message}")
    except StaleVersion:
        return _page(taken.at.meeting, broken=f"{taken.words}: {services.CHANGED}")
    done(f"{taken.words}: confirmed. The record has changed.")
    return redirect(url_for(".list_decisions", meeting_id=taken.at.meeting.id))


@blueprint.post("/meetings/decisions/<uuid:decision_id>/drop")
@requires(Permission.MEETING_RUN)
def drop_decision(decision_id: UUID) -> Answer:
    taken = _taken(decision_id)
    try:
        services.drop_decision(actor(), taken)
    except RuleBroken as broken:
        return _page(taken.at.meeting, broken=broken.message)
    done(f"{taken.words}: dropped. Nothing had changed.")
    return redirect(url_for(".list_decisions", meeting_id=taken.at.meeting.id))


def _page(
    meeting: Meeting, broken: str = "", failed: list[tuple[str, str]] | None = None
) -> Answer:
    reader = actor()
    decisions = decisions_at(meeting, reader)
    lines = [line for line in agenda(meeting, reader) if line.item and line.person]
    people = {taken.person.id for taken in decisions}
    people |= {line.person.id for line in lines if line.person}
    looked_at_list(reader, people, "meeting decisions")
    standings = Standings(reader, people)
    named = _directory(decisions)
    confirmed = [taken for taken in decisions if not taken.row.waits]
    page = render_template(
        "action_group/list_decisions.html",
        meeting=meeting,
        waiting=[_shown(taken, standings, named) for taken in decisions if taken.row.waits],
        confirmed=confirmed,
        terms={
            taken.row.id: shared_or_withheld(taken)
            for taken in confirmed
            if taken.row.decision_kind.is_noted_only
        },
        seen=_seen(decisions),
        names=names_of(people, reader),
        users=named.users,
        lines=[(line, standings.kinds_open(line.person)) for line in lines if line.person],
        broken=broken,
        failed=failed or [],
    )
    return (page, 422) if broken or failed else page


def _shown(taken: Taken, standings: Standings, named: Directory) -> _Shown:
    standing = standings.of(taken.row.decision_kind, taken.person)
    return _Shown(taken, changes_of(taken, standing, named), may_confirm(actor(), taken.row))


def _directory(decisions: list[Taken]) -> Directory:
    keys: set[UUID] = set()
    for taken in decisions:
        keys |= users_in(taken.row.terms) | {taken.row.proposed_by_id}
        keys |= {taken.row.confirmed_by_id} if taken.row.confirmed_by_id else set()
    return Directory(users_by_id(keys), {agency.id: agency for agency in list_agencies()})


def _seen(decisions: list[Taken]) -> str:
    """Which wait, in which version: what the chair looked at."""
    return " ".join(f"{taken.row.id}:{taken.row.version}" for taken in decisions if taken.row.waits)


def _taken(decision_id: UUID) -> Taken:
    taken = get_decision(decision_id, actor())
    if taken is None:
        refuse_sight("decision")
        raise AssertionError
    return taken

"""How the transitions stand, and the one of a young person."""

from flask import render_template

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.cases.policy import may_lead
from popo.cases.queries import engagements_of, open_case_of
from popo.clock import today
from popo.people.models import Person, SightLevel
from popo.people.queries import names_of
from popo.people.services import looked_at, looked_at_list
from popo.transitions.queries.standings import standing_of, standings, unaccepted_count
from popo.transitions.queries.transitions import Found, asked_of, transitions_of
from popo.transitions.services.answering import missing_from
from popo.transitions.standing import Stage
from popo.transitions.views.blueprint import Answer, blueprint, is_cleared, person_or_404, words
from popo.web.current import actor


@blueprint.get("/transitions")
@requires(Permission.PERSON_READ)
def list_transitions() -> Answer:
    """For the young people's side all of them, for a probation worker what they are asked."""
    young, asked = standings(actor()) if is_cleared() else [], asked_of(actor())
    people = {one.person.id for one in young} | {one.person.id for one in asked}
    receivers = {one.transition.receiver_id for one in young if one.transition}
    looked_at_list(actor(), people, "transitions")
    return render_template(
        "transitions/list_transitions.html",
        cleared=is_cleared(),
        young=[one for one in young if one.standing.stage is not Stage.NOT_YET],
        later=sum(one.standing.stage is Stage.NOT_YET for one in young),
        asked=asked,
        waiting=unaccepted_count(actor()),
        names={key: name.formal for key, name in names_of(people, actor()).items()},
        users=users_by_id(key for key in receivers if key),
    )


@blueprint.get("/people/<string:reference>/transition")
@requires(Permission.PERSON_READ)
def show_transition(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.READ)
    rows = transitions_of(person, actor())
    looked_at(actor(), person, "transition")
    now = next((found for found in rows if found.is_open), None)
    return render_template(
        "transitions/show_transition.html",
        person=person,
        tab="case",
        now=now,
        former=[found for found in rows if found is not now],
        missing=missing_from(now) if now else [],
        **_standing(person, rows),
        **words(rows),
    )


def _standing(person: Person, rows: list[Found]) -> dict[str, object]:
    """How it stands, and whether this actor writes it, while the young work goes on."""
    case = open_case_of(person)
    engaged = engagements_of([case.id], today()).get(case.id, []) if case else []
    young = [row for row in engaged if row.is_primary and row.strand.value == "prevent_and_deter"]
    if case is None or not young or not is_cleared():
        return {"standing": None, "writes": False}
    newest = rows[0].transition if rows else None
    return {
        "standing": standing_of(person, case, newest),
        "writes": actor().can(Permission.CASE_EDIT) and may_lead(actor(), engaged),
    }

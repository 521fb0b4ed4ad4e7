from collections.abc import Iterable
from uuid import UUID

from flask import redirect, url_for

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.models import Strand
from popo.cases.queries import case_history, open_case_of
from popo.errors import RuleBroken
from popo.meetings.queries import meetings_of, next_meeting
from popo.people.models import Person
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection import services
from popo.selection.forms.decisions import ENDS, VIEWS
from popo.selection.forms.nominations import NominatePersonForm
from popo.selection.models import PanelDecision
from popo.selection.ogrs.result import percent
from popo.selection.queries import nominations as queries
from popo.selection.queries.decisions import (
    Decided,
    decisions_of,
    decisions_on,
    exit_plan_of,
    waiting_de_selection,
)
from popo.selection.queries.scorings import (
    Scored,
    predictions_of,
    ranges_shown,
    scored_by,
    scorings_shown,
)
from popo.selection.scoring import compare, span
from popo.selection.services.scorings import may_score
from popo.selection.views.common import (
    DECISION_WORDS,
    STATUS_TAGS,
    Answer,
    nominated,
    page,
    person_named,
    person_page,
    selection,
)
from popo.web.current import actor
from popo.web.notices import done


@selection.get("/nominations")
@requires(Permission.NOMINATION_MAKE)
def list_nominations() -> Answer:
    rows = queries.list_nominations(actor())
    looked_at_list(actor(), [row.person.id for row in rows], "nominations")
    return page(
        "list_nominations",
        waiting=[row for row in rows if row.nomination.status.is_open],
        decided=[row for row in rows if not row.nomination.status.is_open][::-1],
        names=names_of([row.person.id for row in rows], actor()),
        ranges=ranges_shown([row.nomination for row in rows], actor()),
        agencies={agency.id: agency.short_name for agency in list_agencies()},
        statuses=STATUS_TAGS,
        span=span,
    )


@selection.get("/people/<string:reference>/selection")
@requires(Permission.NOMINATION_MAKE)
def person_selection(reference: str) -> Answer:
    person = person_named(reference)
    nominations = queries.nominations_of(person, actor())
    shown = {row.id for row in nominations}
    decisions = [
        row
        for row in decisions_of(person, actor())
        if row.decision.nomination_id is None or row.decision.nomination_id in shown
    ]
    case = open_case_of(person)
    return person_page(
        "person_selection",
        person,
        nominations=nominations,
        ranges=ranges_shown(nominations, actor()),
        decisions=decisions,
        predictions=predictions_of(person, actor()),
        case=case,
        proposal=waiting_de_selection(case) if case else None,
        exit_plan=_exit_plan(person),
        may_nominate=case is None and queries.open_nomination_of(person) is None,
        statuses=STATUS_TAGS,
        percent=percent,
        span=span,
        **_words(decisions),
    )


@selection.route("/people/<string:reference>/nominate", methods=["GET", "POST"])
@requires(Permission.NOMINATION_MAKE)
def nominate_person(reference: str) -> Answer:
    person = person_named(reference)
    young = Strand.PREVENT_AND_DETER
    form = NominatePersonForm(
        data={"strand": young if person.is_young else Strand.CATCH_AND_CONVICT}
    )
    if form.validate_on_submit():
        strand, grounds = form.details()
        try:
            nomination = services.nominate_person(actor(), person, strand, grounds)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(
                f"{person.reference} is nominated. You will read the outcome and its reasons here."
            )
            return redirect(url_for(".show_nomination", nomination_id=nomination.id))
    return person_page("nominate_person", person, form=form)


@selection.get("/nominations/<uuid:nomination_id>")
@requires(Permission.NOMINATION_MAKE)
def show_nomination(nomination_id: UUID) -> Answer:
    found = nominated(nomination_id)
    nomination = found.nomination
    runs = scorings_shown(nomination, actor())
    decisions = decisions_on(nomination, actor())
    people = {nomination.nominated_by_id, *(run.scoring.scorer_id for run in runs)}
    own = scored_by(nomination, actor())
    return person_page(
        "show_nomination",
        found.person,
        found=found,
        nomination=nomination,
        runs=runs,
        differences=_differences(runs),
        decisions=decisions,
        own=own,
        may_score=may_score(actor(), nomination),
        statuses=STATUS_TAGS,
        next_meeting=next_meeting(),
        **_words(decisions, people),
    )


def _differences(runs: list[Scored]) -> object:
    """The first two frozen runs over the same version, line by line."""
    frozen = [run for run in runs if run.is_frozen and not run.score.criteria.is_narrative]
    pair = [run for run in frozen if run.criteria_set.id == frozen[0].criteria_set.id][:2]
    return compare(pair[0].score, pair[1].score) if len(pair) == 2 else None  # noqa: PLR2004 - a pair


def _words(decisions: list[Decided], people: Iterable[UUID] = ()) -> dict[str, object]:
    """Who and where, for decisions: users, agencies, meetings, in one query each."""
    keys = set(people)
    items: set[UUID] = set()
    for row in decisions:
        keys |= {row.decision.recorded_by_id, *(party.user_id for party in row.parties)}
        items |= _items(row.decision)
    return {
        "users": users_by_id(keys),
        "agencies": {agency.id: agency.short_name for agency in list_agencies()},
        "meetings": meetings_of(items),
        "decision_words": DECISION_WORDS,
        "view_words": VIEWS,
        "end_words": ENDS,
    }


def _items(decision: PanelDecision) -> set[UUID]:
    return {key for key in (decision.agenda_item_id, decision.ratified_item_id) if key}


def _exit_plan(person: Person) -> object:
    """The plan that follows the last spell, while it runs."""
    last = next(iter(case_history(person)), None)
    return exit_plan_of(last) if last and last.closed_on else None

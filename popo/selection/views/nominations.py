from collections.abc import Iterable
from uuid import UUID

from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import list_agencies, users_by_id
from popo.cases.queries import open_case_of
from popo.meetings.queries import meetings_of, next_meeting
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.selection.forms.decisions import ENDS
from popo.selection.forms.panel import VIEWS
from popo.selection.models import PanelDecision
from popo.selection.ogrs.result import percent
from popo.selection.queries import nominations as queries
from popo.selection.queries.decisions import (
    Decided,
    decisions_of,
    decisions_on,
    waiting_de_selection,
)
from popo.selection.queries.expiry import countdowns, destroyed_among
from popo.selection.queries.former import former_spell
from popo.selection.queries.own_nominations import own_nominations
from popo.selection.queries.predictions import predictions_of
from popo.selection.queries.scorings import (
    ranges_shown,
    scored_by,
    scorings_shown,
)
from popo.selection.queries.statements import agencies_behind
from popo.selection.scoring import span
from popo.selection.services.elsewhere import why_elsewhere
from popo.selection.services.scorings import may_score
from popo.selection.views.after import after_selection
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
from popo.selection.views.leaving import around_leaving
from popo.selection.views.runs import compared, over_time, people_in
from popo.selection.views.saying import around_nomination, around_person
from popo.web.current import actor


@selection.get("/nominations")
@requires(Permission.NOMINATION_MAKE)
def list_nominations() -> Answer:
    """Whoever was destroyed stands in no list but the one of the destroyed."""
    rows, own = queries.list_nominations(actor()), own_nominations(actor())
    people = {row.person.id for row in rows} | {row.person.id for row in own}
    people -= destroyed_among(people)
    rows = [row for row in rows if row.person.id in people]
    own = [row for row in own if row.person.id in people]
    looked_at_list(actor(), people, "nominations")
    return page(
        "list_nominations",
        to_triage=queries.by_triage_clock(rows),
        waiting=[row for row in rows if row.is_accepted],
        own=own,
        next_meeting=next_meeting(),
        behind=agencies_behind(row.nomination for row in rows),
        countdowns=countdowns(people, actor()),
        decided=[row for row in rows if not row.nomination.status.is_open][::-1],
        names=names_of(people, actor()),
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
    decisions = decisions_of(person, actor())
    case = open_case_of(person)
    former = former_spell(person, actor())
    after = after_selection(person, case, former)
    around = around_person(person)
    scored = over_time(person, case)
    return person_page(
        "person_selection",
        person,
        nominations=nominations,
        ranges=ranges_shown(nominations, actor()),
        decisions=decisions,
        predictions=predictions_of(person, actor()),
        case=case,
        proposal=waiting_de_selection(case) if case else None,
        exit_plan=former.exit_plan if former else None,
        behind=agencies_behind(nominations),
        **around,
        **around_leaving(person),
        **after.shown(),
        **scored.shown(),
        may_nominate=case is None
        and not around["destroyed"]
        and queries.open_nomination_of(person) is None
        and not why_elsewhere(person),
        statuses=STATUS_TAGS,
        percent=percent,
        span=span,
        **_words(decisions, [*after.tellers(), *scored.scorers()]),
    )


@selection.get("/nominations/<uuid:nomination_id>")
@requires(Permission.NOMINATION_MAKE)
def show_nomination(nomination_id: UUID) -> Answer:
    found = nominated(nomination_id)
    nomination = found.nomination
    runs = scorings_shown(nomination, actor())
    decisions = decisions_on(nomination, actor())
    people = {nomination.nominated_by_id, *people_in(runs)}
    own = scored_by(nomination, actor())
    return person_page(
        "show_nomination",
        found.person,
        found=found,
        nomination=nomination,
        runs=runs,
        compared=compared(runs),
        decisions=decisions,
        own=own,
        own_in_hand=own is not None and not own.is_frozen,
        me=actor(),
        may_score=found.is_accepted and may_score(actor(), nomination),
        **around_nomination(found),
        statuses=STATUS_TAGS,
        next_meeting=next_meeting(),
        **_words(decisions, people),
    )


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
    cited = (decision.agenda_item_id, decision.ratified_item_id, decision.undone_item_id)
    return {key for key in cited if key}

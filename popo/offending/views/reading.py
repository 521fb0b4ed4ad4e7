"""The offending record: matters, warrants, orders and events; and one matter as a timeline."""

from uuid import UUID

from flask import abort, render_template

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.offending import measures, queries
from popo.offending.kinds import ENFORCEMENT, MATTER, RECORDED
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.models import FormerEvent
from popo.offending.policy import may_read_detail
from popo.offending.views.blueprint import (
    Answer,
    blueprint,
    page_asked,
    person_or_404,
    words,
)
from popo.offending.wording import what_it_said
from popo.people.models import SightLevel
from popo.people.queries import names_of
from popo.people.services import looked_at, looked_at_list
from popo.web.current import actor

_STARTS = (K.ARREST, K.CHARGE)
"""The likeliest, offered as buttons."""


@blueprint.get("/people/<string:reference>/offending")
@requires(Permission.PERSON_READ)
def show_offending(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.READ)
    looked_at(actor(), person, "offending")
    page, today = page_asked(), clock.today()
    together = queries.together_of(person, actor())
    others = {one.other.id for one in together}
    looked_at_list(actor(), others, "offending together")
    matters_page = page_asked("matters")
    return render_template(
        "offending/show_offending.html",
        person=person,
        tab="offending",
        events=queries.events_of(person, actor(), page),
        total=queries.count_events(person, actor()),
        page=page,
        page_size=queries.EVENTS_A_PAGE,
        matters=queries.matters_of(person, actor(), today, matters_page),
        matters_total=queries.count_matters(person, actor()),
        matters_page=matters_page,
        matters_size=queries.MATTERS_A_PAGE,
        enforced=queries.open_enforcement(person, actor(), today),
        orders=queries.orders_of(person, actor(), today),
        former=_told_of(queries.former_events(person, actor())),
        together=together,
        names=names_of(others, actor()),
        paces=measures.paces_of(person, actor(), today),
        starts=_STARTS,
        others=[kind for kind in RECORDED if kind not in _STARTS],
        **words(person),
    )


@blueprint.get("/people/<string:reference>/offending/matters/<uuid:matter_id>")
@requires(Permission.PERSON_READ)
def show_matter(reference: str, matter_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.READ)
    matter = queries.get_matter(matter_id, person, actor(), clock.today())
    if matter is None:
        abort(404)
    looked_at(actor(), person, "matter")
    likely = matter.next_steps
    return render_template(
        "offending/show_matter.html",
        person=person,
        tab="offending",
        matter=matter,
        likely=likely[:1],
        further=[*likely[1:], *_further(likely)],
        former=_told_of(queries.former_events(person, actor(), matter_id)),
        users=users_by_id(row.author_id for row in matter.steps if row.author_id),
        **words(person),
    )


def _further(likely: tuple[K, ...]) -> list[K]:
    return [kind for kind in (*MATTER, *ENFORCEMENT) if kind not in likely]


def _told_of(rows: list[FormerEvent]) -> list[tuple[FormerEvent, list[tuple[str, str]]]]:
    return [
        (row, what_it_said(row.event_kind, row.was, in_full=may_read_detail(actor(), row)))
        for row in rows
    ]

"""How somebody stands in housing, treatment and work, and how a whole strand does."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.cases.models import Strand
from popo.errors import RuleBroken, StaleVersion
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person, names_of
from popo.people.services import looked_at, looked_at_list
from popo.resettlement import queries, services
from popo.resettlement.forms import SetStateForm, StrikeStateForm
from popo.resettlement.kinds import NOT_COUNTED, STATES, Area, state_words
from popo.resettlement.measures import column
from popo.resettlement.models import ResettlementState
from popo.resettlement.policy import areas_open_to, may_strike
from popo.suppress import HIDDEN, LEAST
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

blueprint = Blueprint("resettlement", __name__)
Answer = Response | str | tuple[str, int]
_BEFORE = timedelta(days=182)
_MOST_SHOWN = 200


@blueprint.get("/people/<string:reference>/resettlement")
@requires(Permission.PERSON_READ)
def show_resettlement(reference: str) -> Answer:
    person = _person(reference, SightLevel.READ)
    held, struck = queries.history_of(person, actor()), queries.struck_of(person, actor())
    who = {row.said_by_id for rows in (*held.values(), struck) for row in rows}
    looked_at(actor(), person, "resettlement")
    return render_template(
        "resettlement/show_resettlement.html",
        person=person,
        tab="plan",
        held=held,
        struck=struck,
        users=users_by_id(who | {row.struck_by_id for row in struck if row.struck_by_id}),
        may_strike=lambda row: may_strike(actor(), row),
        may_work=get_person(reference, actor(), SightLevel.WORK) is not None,
    )


@blueprint.route("/people/<string:reference>/resettlement/<string:area>", methods=["GET", "POST"])
@requires(Permission.PLAN_EDIT)
def set_state(reference: str, area: str) -> Answer:
    person, chosen = _person(reference, SightLevel.WORK), _area(area)
    form = _opened(person, chosen)
    if form.validate_on_submit():
        try:
            services.set_state(actor(), person, chosen, form.details(), form.version.data or 0)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(person, chosen, form)
        else:
            done(f"{chosen.words} is on record.")
            return redirect(url_for("resettlement.show_resettlement", reference=reference))
    looked_at(actor(), person, "set resettlement")
    page = render_template(
        "resettlement/set_state.html", person=person, tab="plan", form=form, area=chosen
    )
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.route(
    "/people/<string:reference>/resettlement/states/<uuid:state_id>/strike",
    methods=["GET", "POST"],
)
@requires(Permission.PLAN_EDIT)
def strike_state(reference: str, state_id: UUID) -> Answer:
    person = _person(reference, SightLevel.WORK)
    row = queries.state_by_id(state_id, person, actor())
    if row is None or not may_strike(actor(), row):
        abort(404)
    data = {"version": queries.times_said(person, row.area, actor())}
    form = StrikeStateForm(data=data)
    href = url_for("resettlement.show_resettlement", reference=reference)
    if form.validate_on_submit():
        try:
            reason, version = str(form.reason.data), form.version.data or 0
            services.strike_state(actor(), person, row, reason, version)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "strike resettlement")
            said = [(row.area.words, "", _in_words(row), _in_words(row))]
            return conflict_page(form, StrikeStateForm(None, data=data), href, said)
        else:
            done("Struck out. It counts no more, and stays to be seen with your reason.")
            return redirect(href)
    looked_at(actor(), person, "strike resettlement")
    page = render_template(
        "resettlement/strike_state.html",
        person=person,
        tab="plan",
        form=form,
        row=row,
        before=queries.ended_by(row, actor()),
    )
    return page, 422 if form.errors or form.form_errors else 200


def _in_words(row: ResettlementState) -> str:
    return f"{row.state_words}, {clock.written(row.starts_on)}"


@blueprint.get("/resettlement")
@requires(Permission.UNMET_NEED_READ)
def outcomes() -> Answer:
    """The table, which may be copied; or, where `area` and `state` ask for them, who is counted.

    `state` may be empty: of whom nothing is said. Names and table never share a page: beside a
    list its hidden numbers would not be hidden.
    """
    before = clock.today() - _BEFORE
    found = queries.outcomes(actor(), Strand.REHABILITATE_AND_RESETTLE, before)
    area = _area(request.args["area"]) if request.args.get("area") else None
    state = request.args.get("state", "")
    who = found.who(area, state) if area else []
    shown = who[:_MOST_SHOWN]
    looked_at_list(actor(), [person.id for person in shown], "resettlement")
    return render_template(
        "resettlement/outcomes.html",
        strand=found.strand,
        people=people if (people := len(found.people)) >= LEAST else None,
        columns=[
            (column(now), column(then)) for now, then in zip(found.now, found.before, strict=True)
        ],
        states=STATES,
        left_out=NOT_COUNTED,
        hidden_as=HIDDEN,
        before=before,
        area=area,
        chosen=(state_words(area, state) or "Not said") if area else "",
        who=shown,
        count=len(who),
        names=names_of([person.id for person in shown], actor()),
    )


def _person(reference: str, level: SightLevel) -> Person:
    person = get_person(reference, actor(), level)
    if person is None:
        refuse_sight(reference)
    return person


def _area(name: str) -> Area:
    """One that may not be told of looks as if it were not there."""
    if name not in set(Area):
        abort(404)
    area = Area(name)
    if area not in areas_open_to(actor()):
        refuse_sight(name)
    return area


def _opened(person: Person, area: Area, *, as_it_is: bool = False) -> SetStateForm:
    stands = queries.standing_of(person, actor())[area]
    data = {
        "version": queries.times_said(person, area, actor()),
        "state": stands.state if stands else None,
        "starts_on": clock.today(),
    }
    form = SetStateForm(None, data=data) if as_it_is else SetStateForm(data=data)
    form.offer(area)
    return form


def _overtaken(person: Person, area: Area, form: SetStateForm) -> tuple[str, int]:
    looked_at(actor(), person, "set resettlement")
    href = url_for("resettlement.show_resettlement", reference=person.reference)
    return conflict_page(form, _opened(person, area, as_it_is=True), href)

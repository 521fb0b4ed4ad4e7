"""Who sees a record and why, and what closes it."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo.access.actor import RoleScope
from popo.access.guard import requires
from popo.access.permissions import Clearance, Permission, Role
from popo.accounts.queries import list_agencies, list_users, users_by_id
from popo.accounts.roles import words
from popo.errors import RuleBroken
from popo.people import services
from popo.people.forms import DeclareConflictForm, RestrictPersonForm
from popo.people.models import Person, SightGrant, SightLevel
from popo.people.queries import conflicts_about, explain, restriction_of, sight_of, who_can_see
from popo.people.services import looked_at
from popo.people.views.blueprint import Answer, blueprint, person_or_404
from popo.people.wording import LEVEL_WORDS
from popo.web.current import actor
from popo.web.notices import done

_COMPARTMENT = f"/{Clearance.PREVENT_AND_DETER}"


@blueprint.get("/people/<string:reference>/why")
@requires(Permission.PERSON_READ)
def explain_sight(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.LIMITED)
    level = sight_of(actor(), person.id) or SightLevel.LIMITED
    may_restrict = actor().holds(Role.COORDINATOR)
    conflicts = conflicts_about(person) if may_restrict else []
    looked_at(actor(), person, "sight")
    return render_template(
        "people/explain_sight.html",
        person=person,
        tab="",
        why=explain(actor(), person.id, level),
        level=LEVEL_WORDS[level],
        grants=_in_words(who_can_see(person.id)) if level >= SightLevel.READ else [],
        restriction=restriction_of(person),
        may_restrict=may_restrict,
        conflicts=conflicts,
        users=users_by_id(row.user_id for row in conflicts),
    )


def _in_words(grants: list[SightGrant]) -> list[tuple[str, str, SightGrant]]:
    """Who, what they may do, and the grant that says so.

    That a strand's lead sees somebody tells the strand: Prevent and Deter stays inside.
    """
    if not actor().cleared_for(Clearance.PREVENT_AND_DETER):
        grants = [grant for grant in grants if not (grant.role or "").endswith(_COMPARTMENT)]
    users = users_by_id(grant.user_id for grant in grants if grant.user_id)
    agencies = {agency.id: agency.name for agency in list_agencies()}

    def who(grant: SightGrant) -> str:
        if grant.user_id:
            user = users[grant.user_id]
            return f"{user.name}, {user.agency.short_name}"
        if grant.grantee_agency_id:
            return agencies[grant.grantee_agency_id]
        role, _, scope = (grant.role or "").partition("/")
        return f"Every {words(RoleScope(Role(role), scope))}"

    return [(who(grant), LEVEL_WORDS[SightLevel(grant.level)], grant) for grant in grants]


@blueprint.route("/people/<string:reference>/conflict", methods=["GET", "POST"])
@requires(Permission.PERSON_READ)
def declare_conflict(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.LIMITED)
    form = DeclareConflictForm()
    if form.validate_on_submit():
        services.declare_conflict(actor(), person, form.details())
        done(f"Your tie was recorded. {reference} is closed to you from now on.")
        return redirect(url_for("people.find_people"))
    looked_at(actor(), person, "conflict of interest")
    page = render_template("people/declare_conflict.html", person=person, form=form, tab="")
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/people/<string:reference>/conflicts/<uuid:conflict_id>/end")
@requires(Permission.PERSON_EDIT)
def end_conflict(reference: str, conflict_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    row = next((row for row in conflicts_about(person) if row.id == conflict_id), None)
    if row is None:
        abort(404)
    services.end_conflict(actor(), person, row)
    return _changed(person)


@blueprint.route("/people/<string:reference>/restrict", methods=["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def restrict_person(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    form = RestrictPersonForm()
    colleagues = list_users()
    form.offer({user.id: f"{user.name}, {user.agency.short_name}" for user in colleagues})
    if form.validate_on_submit():
        reason, review_on, named = form.details()
        try:
            chosen = [user for user in colleagues if user.id in named]
            services.restrict_person(actor(), person, reason, review_on, chosen)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return _changed(person)
    looked_at(actor(), person, "restriction")
    page = render_template("people/restrict_person.html", person=person, form=form, tab="")
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/people/<string:reference>/lift-restriction")
@requires(Permission.PERSON_EDIT)
def lift_restriction(reference: str) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    restriction = restriction_of(person)
    if restriction is None:
        raise RuleBroken("This record is not restricted.")
    services.lift_restriction(actor(), person, restriction)
    return _changed(person)


def _changed(person: Person) -> Answer:
    done(f"Who sees {person.reference} was changed.")
    return redirect(url_for("people.explain_sight", reference=person.reference))

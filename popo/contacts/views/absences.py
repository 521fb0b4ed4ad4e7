"""What an absence leads to, offered to the responsible officer with its clock."""

from typing import Any, TypeVar
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases.queries import possible_workers
from popo.contacts import queries, services
from popo.contacts.forms import DeclineFollowUpForm, OfferFollowUpForm
from popo.contacts.models import Contact, Outcome
from popo.contacts.queries import Following
from popo.contacts.views.blueprint import Answer, blueprint, contact_or_404, person_or_404, words
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.web.current import actor
from popo.web.forms import DraftedForm
from popo.web.notices import done

F = TypeVar("F", bound=DraftedForm)


@blueprint.get("/contacts/<uuid:contact_id>/absence")
@requires(Permission.CONTACT_LOG)
def show_absence(contact_id: UUID) -> Answer:
    """Under each order that ran on the day: which absence it was, what follows and by when."""
    contact, person = contact_or_404(contact_id, SightLevel.WORK)
    found = queries.followings(contact, actor())
    looked_at(actor(), person, "absence")
    answers = [one.answer for one in found if one.answer]
    return render_template(
        "contacts/show_absence.html",
        person=person,
        tab="contacts",
        contact=contact,
        followings=found,
        asked=contact.outcome is Outcome.MISSED_NOT_ACCEPTABLE,
        judges=bool(queries.judges_for(actor(), [person.id])),
        users=users_by_id(answer.author_id for answer in answers),
        **words(),
    )


@blueprint.route(
    "/people/<string:reference>/absences/<uuid:contact_id>/<uuid:basis_id>/action",
    methods=["GET", "POST"],
)
@requires(Permission.CONTACT_LOG)
def offer_follow_up(reference: str, contact_id: UUID, basis_id: UUID) -> Answer:
    contact, person, following = _following(reference, contact_id, basis_id)
    owners = possible_workers(actor())
    form = _begun(OfferFollowUpForm, "contacts.offer_follow_up", contact, _offered(following))
    form.offer_owners(owners)
    if form.validate_on_submit():
        try:
            _offer(form, contact, person, following, owners)
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_show(contact))
    return _page("offer_follow_up", contact, person, following, form)


def _begun(kind: type[F], endpoint: str, contact: Contact, data: dict[str, Any]) -> F:
    """The form as it was left, else as the rule says."""
    about = str(contact.id)
    draft = find_draft(actor(), endpoint, about) if request.method == "GET" else None
    return kind(resumed(draft)) if draft else kind(data=data)


def _offered(following: Following) -> dict[str, Any]:
    """As the rule says; a clock that has run out leaves today."""
    data: dict[str, Any] = {"owner": actor().user_id}
    if following.consequence and following.due_on:
        data["words"] = f"{following.consequence.words}."
        data["due_on"] = max(following.due_on, clock.today())
    return data


def _offer(
    form: OfferFollowUpForm,
    contact: Contact,
    person: Person,
    following: Following,
    owners: list[User],
) -> None:
    """Sent twice, it is offered once."""
    found = form.details()
    owner = next(user for user in owners if user.id == found.owner_id)
    if mark_sent(actor(), form.idempotency.data):
        action = services.offer_follow_up(
            actor(), contact, person, following, found.words, owner, found.due_on
        )
        href = url_for("actions.show_action", action_id=action.id)
        done("The action is offered to its owner.", next_href=href, next_text="Open it")


@blueprint.route(
    "/people/<string:reference>/absences/<uuid:contact_id>/<uuid:basis_id>/nothing",
    methods=["GET", "POST"],
)
@requires(Permission.CONTACT_LOG)
def decline_follow_up(reference: str, contact_id: UUID, basis_id: UUID) -> Answer:
    contact, person, following = _following(reference, contact_id, basis_id)
    form = _begun(DeclineFollowUpForm, "contacts.decline_follow_up", contact, {})
    if form.validate_on_submit():
        try:
            if mark_sent(actor(), form.idempotency.data):
                services.decline_follow_up(actor(), contact, following, form.details())
                done("Nothing follows this time: your reason is on record.")
        except RuleBroken as broken:
            form.show(broken)
        else:
            return redirect(_show(contact))
    return _page("decline_follow_up", contact, person, following, form)


def _following(
    reference: str, contact_id: UUID, basis_id: UUID
) -> tuple[Contact, Person, Following]:
    person_or_404(reference, SightLevel.WORK)
    contact, person = contact_or_404(contact_id, SightLevel.WORK)
    if person.reference != reference:
        abort(404)
    found = queries.followings(contact, actor())
    following = next((one for one in found if one.basis.id == basis_id), None)
    if following is None:
        abort(404)
    return contact, person, following


def _page(
    name: str, contact: Contact, person: Person, following: Following, form: DraftedForm
) -> tuple[str, int]:
    looked_at(actor(), person, "absence")
    page = render_template(
        f"contacts/{name}.html",
        person=person,
        tab="contacts",
        contact=contact,
        following=following,
        form=form,
        cancel=_show(contact),
        **words(),
    )
    return page, 422 if form.errors else 200


def _show(contact: Contact) -> str:
    return url_for("contacts.show_absence", contact_id=contact.id)

"""Transfers between schemes: offered, answered, in effect at an instant."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.queries import users_by_id
from popo.cases.models import Strand
from popo.cases.queries import open_case_of
from popo.cases.queries.tiers import tier_names
from popo.contacts.wording import OUTCOME_WORDS, TYPE_WORDS
from popo.errors import RuleBroken, StaleVersion
from popo.offending.find_offence import title_of
from popo.people.models import Person
from popo.people.queries import names_of
from popo.people.services import looked_at_list
from popo.people.wording import ADDRESS_WORDS, IDENTIFIER_WORDS, MARKER_WORDS, NAME_WORDS
from popo.selection import services
from popo.selection.forms.transfers import (
    AnswerTransferForm,
    DecideTransferForm,
    OfferTransferForm,
    ReceiveTransferForm,
    WithdrawTransferForm,
)
from popo.selection.models import TransferAnswer
from popo.selection.queries.hosting import Hosted, hosted_here
from popo.selection.queries.transfers import (
    Offered,
    get_transfer,
    schemes_to_choose,
    transfers_of,
)
from popo.selection.queries.transfers import list_transfers as transfers_seen
from popo.selection.services.eligibility import strand_for
from popo.selection.views.common import (
    Answer,
    conflict_page,
    person_named,
    person_page,
    selection,
)
from popo.selection.views.common import page as plain_page
from popo.selection.views.panel import is_new, open_drafted, open_panel, panel_words, usual_starts
from popo.settings.names import Name
from popo.settings.queries import value_of
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done

_ENDED = {
    TransferAnswer.ACCEPTED: ("Transferred", "good"),
    TransferAnswer.REFUSED: ("Refused", "quiet"),
    TransferAnswer.WITHDRAWN: ("Withdrawn", "quiet"),
}


@selection.app_template_global()
def transfers_about(person: Person) -> tuple[list[Offered], Hosted | None]:
    """For the selection tab: the transfers of a person, and whether they are hosted here."""
    return transfers_of(person, actor()), hosted_here(person, actor())


@selection.app_template_global()
def transfer_state(offered: Offered) -> tuple[str, str]:
    """Where a transfer stands, in words, and the tone of its tag."""
    transfer = offered.transfer
    if transfer.answer is None:
        late = ("Answer overdue", "bad")
        return late if offered.is_overdue else ("Waiting for an answer", "waiting")
    if transfer.ended_on is None:
        return "Accepted, not yet in effect", "waiting"
    return _ENDED[transfer.answer]


@selection.get("/transfers")
@requires(Permission.COHORT_READ)
def list_transfers() -> Answer:
    rows = transfers_seen(actor())
    people = [row.person.id for row in rows]
    looked_at_list(actor(), people, "transfers")
    return plain_page(
        "list_transfers",
        running=[row for row in rows if row.transfer.ended_on is None],
        ended=[row for row in rows if row.transfer.ended_on is not None][::-1],
        names=names_of(people, actor()),
    )


@selection.route("/people/<string:reference>/transfer", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def offer_transfer(reference: str) -> Answer:
    person = person_named(reference)
    case = open_case_of(person) or abort(404)
    form = open_drafted(OfferTransferForm, reference, {})
    form.offer_schemes(schemes_to_choose())
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.offer_transfer(actor(), case, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"{reference} is offered. Send the pack; this scheme stays responsible.")
            return redirect(url_for(".person_selection", reference=reference))
    return person_page("offer_transfer", person, form=form)


@selection.route("/people/<string:reference>/transfer/received", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def receive_transfer(reference: str) -> Answer:
    person = person_named(reference)
    form = open_drafted(ReceiveTransferForm, reference, {"offered_on": clock.today()})
    form.offer_schemes(schemes_to_choose())
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.receive_transfer(actor(), person, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"The offer of {reference} waits for the panel; theirs stays responsible.")
            return redirect(url_for(".person_selection", reference=reference))
    return person_page("receive_transfer", person, form=form)


@selection.get("/transfers/<uuid:transfer_id>")
@requires(Permission.COHORT_READ)
def show_transfer(transfer_id: UUID) -> Answer:
    found = _found(transfer_id)
    transfer = found.transfer
    named = {transfer.offered_by_id, transfer.answered_by_id} - {None}
    return person_page(
        "show_transfer",
        found.person,
        found=found,
        transfer=transfer,
        users=users_by_id(key for key in named if key),
        own_scheme=value_of(Name.SCHEME),
        now=clock.now(),
    )


@selection.route("/transfers/<uuid:transfer_id>/answer", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def answer_transfer(transfer_id: UUID) -> Answer:
    found = _found(transfer_id)
    if not found.transfer.leaves:
        abort(404)
    usual = {"version": found.transfer.version, "answered_on": clock.today()}
    form = open_drafted(AnswerTransferForm, str(transfer_id), usual)
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.answer_transfer(actor(), found.transfer, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form.answer.data, form.words.data)
        else:
            return _answered(found)
    return person_page("answer_transfer", found.person, form=form, found=found)


@selection.route("/transfers/<uuid:transfer_id>/decide", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def decide_transfer(transfer_id: UUID) -> Answer:
    found = _found(transfer_id)
    if found.transfer.leaves:
        abort(404)
    strand = strand_for(found.person)
    form = _decide_form(found, strand)
    if form.validate_on_submit():
        try:
            if is_new(form):
                services.decide_transfer(
                    actor(), found.transfer, found.person, form.details(), form.version.data
                )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, form.answer.data, form.reasons.data)
        else:
            return _answered(found)
    return person_page(
        "decide_transfer",
        found.person,
        form=form,
        found=found,
        **panel_words(form, found.person, strand),
    )


@selection.route("/transfers/<uuid:transfer_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.DECISION_RECORD)
def withdraw_transfer(transfer_id: UUID) -> Answer:
    found = _found(transfer_id)
    form = WithdrawTransferForm(data={"version": found.transfer.version})
    if form.validate_on_submit():
        try:
            services.withdraw_transfer(actor(), found.transfer, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            return _overtaken(found, "withdrawn", form.details())
        else:
            done("The transfer is withdrawn; nothing has moved.")
            return _show(found)
    return person_page("withdraw_transfer", found.person, form=form, found=found)


@selection.get("/transfers/<uuid:transfer_id>/pack")
@requires(Permission.DECISION_RECORD)
def open_pack(transfer_id: UUID) -> Answer:
    """Printed, or saved as a file whose name says only the number of the transfer."""
    found = _found(transfer_id)
    if not found.transfer.leaves:
        abort(404)
    return plain_page(
        "open_pack",
        found=found,
        pack=services.open_pack(actor(), found),
        own_scheme=value_of(Name.SCHEME),
        printed_by=actor(),
        now=clock.now(),
        title_of=title_of,
        name_words=NAME_WORDS,
        identifier_words=IDENTIFIER_WORDS,
        address_words=ADDRESS_WORDS,
        marker_words=MARKER_WORDS,
        type_words=TYPE_WORDS,
        outcome_words=OUTCOME_WORDS,
    )


def _decide_form(found: Offered, strand: Strand) -> DecideTransferForm:
    usual: dict[str, Any] = {
        "version": found.transfer.version,
        "lead_agency": usual_starts(strand, clock.today())["lead_agency"],
    }
    form = open_panel(DecideTransferForm, found.person, str(found.transfer.id), usual)
    form.offer(tier_names() if strand is Strand.PREVENT_AND_DETER else [])
    return form


def _answered(found: Offered) -> Response:
    transfer, reference = found.transfer, found.person.reference
    if transfer.effective_at is None:
        done(f"The transfer of {reference} is refused; nothing has moved.")
    elif transfer.ended_on is None:
        done(f"The transfer of {reference} is agreed; it takes effect by itself.")
    else:
        done(f"The transfer of {reference} has taken effect.")
    return _show(found)


def _show(found: Offered) -> Response:
    """A person let go may be out of sight for whoever let them go."""
    still = get_transfer(found.transfer.id, actor())
    if still is None:
        return redirect(url_for(".list_transfers"))
    return redirect(url_for(".show_transfer", transfer_id=found.transfer.id))


def _overtaken(found: Offered, answer: str, words: str) -> tuple[str, int]:
    """Somebody answered meanwhile: what stands now, and what was typed."""
    transfer = found.transfer
    theirs = transfer.answer.value if transfer.answer else "waiting"
    fields = [("Answer", "", theirs, answer), ("Words", "", transfer.answer_words or "", words)]
    href = url_for(".show_transfer", transfer_id=transfer.id)
    return conflict_page(found.person, fields, href)


def _found(transfer_id: UUID) -> Offered:
    found = get_transfer(transfer_id, actor())
    if found is None:
        refuse_sight("transfer")
    return found

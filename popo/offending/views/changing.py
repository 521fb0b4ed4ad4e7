"""What becomes of an event: concluded, corrected, struck out, or undone within ten minutes."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken, StaleVersion
from popo.offending import services
from popo.offending.find_offence import find_offences
from popo.offending.forms import (
    ConcludeEventForm,
    CorrectEventForm,
    StrikeEventForm,
    UndoEventForm,
)
from popo.offending.kinds import ENFORCEMENT, RECORDED
from popo.offending.models import OffenceEvent
from popo.offending.policy import may_correct
from popo.offending.views.blueprint import (
    Answer,
    blueprint,
    event_or_404,
    form_page,
    matters_offered,
    orders_offered,
    person_or_404,
    show_href,
)
from popo.people.models import Person, SightLevel
from popo.people.services import looked_at
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.filters import longdate
from popo.web.notices import done

_EVENT = "/people/<string:reference>/offending/<uuid:event_id>"


@blueprint.route(f"{_EVENT}/conclude", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def conclude_event(reference: str, event_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    event = event_or_404(event_id, person)
    if event.event_kind not in ENFORCEMENT:
        abort(404)
    form = ConcludeEventForm(event.event_kind, data=_held(event))
    if form.validate_on_submit():
        try:
            services.conclude_event(actor(), event, person, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "conclude event")
            now = ConcludeEventForm(event.event_kind, None, data=_held(event))
            return conflict_page(form, now, show_href(reference, event.matter_id))
        else:
            done(_said(event))
            return redirect(show_href(reference, event.matter_id))
    return form_page("conclude_event", person, form, event=event)


def _held(event: OffenceEvent) -> dict[str, Any]:
    return {
        "version": event.version,
        "revoked_on": event.revoked_on,
        "result": event.result,
        "concluded_on": event.concluded_on,
    }


def _said(event: OffenceEvent) -> str:
    what = event.event_kind.words.lower()
    still = f"The {what} is still open." if event.concluded_on is None else ""
    return still or f"The {what} is no longer outstanding."


@blueprint.route(f"{_EVENT}/correct", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def correct_event(reference: str, event_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    event = _own_or_404(event_id, person)
    form = _correction(event, person)
    if "find" not in request.form and form.validate_on_submit():
        try:
            _correct(form, event, person)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "correct event")
            now = _correction(event, person, as_it_is=True)
            return conflict_page(form, now, show_href(reference, event.matter_id))
        else:
            done(f"{event.event_kind.words} corrected.")
            return redirect(show_href(reference, event.matter_id))
    return form_page("correct_event", person, form, event=event)


def _own_or_404(event_id: UUID, person: Person) -> OffenceEvent:
    event = event_or_404(event_id, person)
    if event.event_kind not in RECORDED or not may_correct(actor(), event):
        abort(404)
    return event


def _correction(event: OffenceEvent, person: Person, *, as_it_is: bool = False) -> CorrectEventForm:
    """`as_it_is`: as the record stands now, whatever was posted."""
    data = {
        "version": event.version,
        **{name: getattr(event, name) for name in _ASKED},
        "matter": str(event.matter_id or ""),
        "basis": str(event.basis_id or ""),
        "offence": event.ho_code or "",
        "offence_words": event.ho_code or "",
        "test_positive": _yes_or_no(event.test_positive),
        "sentence_custodial": _yes_or_no(event.sentence_custodial),
    }
    form = (
        CorrectEventForm(event.event_kind, None, data=data)
        if as_it_is
        else CorrectEventForm(event.event_kind, data=data)
    )
    form.offer(matters_offered(person), orders_offered(person), is_child=person.is_young)
    if form.asks_for_offence:
        form.offer_offences(find_offences(form.offence_words.data or ""))
    return form


_ASKED = (
    "happened_on",
    "offence_on",
    "asn",
    "variety",
    "length",
    "court",
    "result",
    "next_on",
    "requirement",
    "absent_on",
    "revoked_on",
    "concluded_on",
    "sentenced_on",
    "detail",
    "source",
    "handling",
)


def _yes_or_no(value: bool | None) -> str:  # noqa: FBT001 - it is what the column holds
    return "" if value is None else ("yes" if value else "no")


def _correct(form: CorrectEventForm, event: OffenceEvent, person: Person) -> None:
    if form.asks_for_offence:
        form.check_chosen()
    services.correct_event(
        actor(), event, person, form.details(), str(form.reason.data), form.version.data
    )


@blueprint.route(f"{_EVENT}/strike", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def strike_event(reference: str, event_id: UUID) -> Answer:
    person = person_or_404(reference, SightLevel.WORK)
    event = _own_or_404(event_id, person)
    form = StrikeEventForm(data={"version": event.version})
    if form.validate_on_submit():
        try:
            services.strike_event(actor(), event, form.details(), form.version.data)
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "strike event")
            now = StrikeEventForm(None, data={"version": event.version})
            changed = f"{event.event_kind.words}, {longdate(event.happened_on)}"
            also = [("Event", "", changed, changed)]
            return conflict_page(form, now, show_href(reference, event.matter_id), also)
        else:
            done("Struck out. It counts no more, and stays to be seen with your reason.")
            return redirect(show_href(reference))
    return form_page("strike_event", person, form, event=event)


@blueprint.post(f"{_EVENT}/undo")
@requires(Permission.OFFENDING_EDIT)
def undo_event(reference: str, event_id: UUID) -> Answer:
    """Opens the form again with what was in it: nothing typed is lost."""
    person = person_or_404(reference, SightLevel.WORK)
    event = event_or_404(event_id, person)
    if not UndoEventForm().validate():
        abort(400)
    went_to_court = event.next_on is not None and event.next_on >= clock.today()
    former = services.undo_event(actor(), event)
    stands = " The court date set with it stands, under Whereabouts." if went_to_court else ""
    done(f"Undone. Change what was wrong, or leave this page.{stands}")
    return redirect(url_for("offending.record_event", reference=reference, again=former.id))

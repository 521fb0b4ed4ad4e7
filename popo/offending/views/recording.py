"""Recording an event: one form for every kind, filled in from the matter it belongs to."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.drafts.models import Draft
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken
from popo.offending import queries, services
from popo.offending.find_offence import find_offences
from popo.offending.forms import RecordEventForm
from popo.offending.kinds import RECORDED
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.models import OffenceEvent
from popo.offending.queries import Matter
from popo.offending.views.blueprint import (
    Answer,
    blueprint,
    form_page,
    matters_offered,
    orders_offered,
    person_or_404,
    show_href,
)
from popo.people.models import Person, SightLevel
from popo.web.current import actor
from popo.web.notices import done

_ENDPOINT = "offending.record_event"
_DAYS = {"happened_on", "offence_on", "sentenced_on", "next_on", "revoked_on", "absent_on"}


@blueprint.route("/people/<string:reference>/offending/record", methods=["GET", "POST"])
@requires(Permission.OFFENDING_EDIT)
def record_event(reference: str) -> Answer:
    """`kind` in the address, or in the form, says what is recorded; else what was begun.

    `matter`: the matter it belongs to. `again`: what was just undone, to be put right.
    """
    person = person_or_404(reference, SightLevel.WORK)
    form = _opened(person)
    if form is None:
        return redirect(show_href(reference))
    form.offer(matters_offered(person), orders_offered(person), is_child=person.is_young)
    if form.asks_for_offence:
        form.offer_offences(find_offences(form.offence_words.data or ""))
    only_looking = "find" in request.form
    if not only_looking and form.validate_on_submit():
        try:
            return redirect(_record(form, person))
        except RuleBroken as broken:
            form.show(broken)
    return form_page("record_event", person, form)


def _opened(person: Person) -> RecordEventForm | None:
    if request.method == "POST":
        kind = _kind_of(request.form.get("kind"))
        return RecordEventForm(kind) if kind else None
    again = request.args.get("again", type=UUID)
    undone = queries.own_undone(again, person, actor()) if again else None
    if undone is not None:
        return RecordEventForm(undone.event_kind, data=_typed_again(undone.was))
    asked = _kind_of(request.args.get("kind"))
    draft, begun = _begun(person)
    if draft and begun and asked in {begun, None}:
        return RecordEventForm(begun, resumed(draft))
    return RecordEventForm(asked, data=_carried(person, asked)) if asked else None


def _begun(person: Person) -> tuple[Draft | None, K | None]:
    draft = find_draft(actor(), _ENDPOINT, person.reference)
    held = (draft.fields or {}).get("kind", []) if draft else []
    return draft, _kind_of(next(iter(held), None))


def _kind_of(value: str | None) -> K | None:
    return K(value) if value in set(RECORDED) else None


def _carried(person: Person, kind: K) -> dict[str, Any]:
    """What the matter's earlier steps say, so that it is not typed again."""
    asked = request.args.get("matter", type=UUID)
    matter = queries.get_matter(asked, person, actor(), clock.today()) if asked else None
    if matter is None:
        return {}
    newest = matter.steps[-1]
    held: dict[str, Any] = {
        "matter": str(matter.id),
        "source": newest.source or "",
        "handling": newest.handling,
        "court": _last(matter, "court") or "",
        "asn": _last(matter, "asn") or "",
    }
    if kind is K.HEARING:
        held["happened_on"] = _day_in_court(matter, clock.today())
    return held | _offence_of(matter)


def _last(matter: Matter, name: str) -> Any:
    return next((value for row in reversed(matter.steps) if (value := getattr(row, name))), None)


def _day_in_court(matter: Matter, today: date) -> date | None:
    listed = matter.court_date
    return listed if listed is not None and listed <= today else None


def _offence_of(matter: Matter) -> dict[str, Any]:
    if matter.ho_code is None:
        return {}
    return {
        "offence_words": matter.ho_code,
        "offence": matter.ho_code,
        "offence_on": _last(matter, "offence_on"),
    }


def _typed_again(was: Mapping[str, Any]) -> dict[str, Any]:
    """An undone event as its form held it."""
    held = {
        name: date.fromisoformat(value) if name in _DAYS else value for name, value in was.items()
    }
    code = str(was.get("ho_code", ""))
    return held | {
        "matter": was.get("matter_id", ""),
        "basis": was.get("basis_id", ""),
        "offence": code,
        "offence_words": code,
        "test_positive": _yes_or_no(was.get("test_positive")),
        "sentence_custodial": _yes_or_no(was.get("sentence_custodial")),
    }


def _yes_or_no(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, "")


def _record(form: RecordEventForm, person: Person) -> str:
    """Where to go on: the matter, where it is one."""
    if form.asks_for_offence:
        form.check_chosen()
    if not mark_sent(actor(), str(form.idempotency.data)):
        return show_href(person.reference)
    row = services.record_event(actor(), person, form.details())
    _say_recorded(row, person)
    return show_href(person.reference, row.matter_id)


def _say_recorded(row: OffenceEvent, person: Person) -> None:
    """Offers to undo it, and the step that is likely to come next."""
    undo = url_for("offending.undo_event", reference=person.reference, event_id=row.id)
    text = f"{row.event_kind.words} recorded."
    matter = (
        queries.get_matter(row.matter_id, person, actor(), clock.today()) if row.matter_id else None
    )
    likely = matter.next_steps[:1] if matter else ()
    if not likely:
        done(text, undo_href=undo)
        return
    href = step_href(likely[0], person, row.matter_id)
    done(text, undo_href=undo, next_href=href, next_text=f"Next: {likely[0].words.lower()}")


def step_href(kind: K, person: Person, matter_id: UUID | None) -> str:
    if kind is K.ORDER:
        return url_for("offending.record_order", reference=person.reference, matter=matter_id)
    return url_for(_ENDPOINT, reference=person.reference, matter=matter_id, kind=kind.value)


blueprint.add_app_template_global(step_href, "offending_step_href")

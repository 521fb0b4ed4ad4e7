"""A lead's notes on a case, and the cases nobody has supervised for long."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from popo import clock
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.accounts.models import User
from popo.accounts.queries import users_by_id
from popo.cases.models import Assignment, SchemeCase, Strand
from popo.cases.policy import may_see_role
from popo.cases.queries import engagements_of, open_case_of, running
from popo.drafts.queries import find_draft
from popo.drafts.services import mark_sent
from popo.drafts.typed import resumed
from popo.errors import RuleBroken, StaleVersion
from popo.oversight.forms import AddNoteForm, CorrectNoteForm
from popo.oversight.kinds import OVERDUE_DAYS
from popo.oversight.policy import may_oversee, oversees, strands_overseen
from popo.oversight.queries import notes as queries
from popo.oversight.services import notes as services
from popo.oversight.views.blueprint import Answer, blueprint, person_or_404
from popo.people.models import Person
from popo.people.services import looked_at, looked_at_list
from popo.web.conflicts import conflict_page
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, done_once, warn

_HERE = "/people/<string:reference>/oversight"


@blueprint.get(_HERE)
@requires(Permission.PERSON_READ)
def list_notes(reference: str) -> Answer:
    person = person_or_404(reference)
    notes = queries.notes_of(person, actor())
    looked_at(actor(), person, "oversight")
    return render_template(
        "oversight/list_notes.html",
        person=person,
        tab="case",
        notes=notes,
        corrected={note.corrects_id: note for note in notes if note.corrects_id},
        users=users_by_id({note.author_id for note in notes}),
        may_add=_case_overseen(person) is not None,
        own=actor().user_id,
    )


@blueprint.route(f"{_HERE}/add", methods=["GET", "POST"])
@requires(Permission.OVERSIGHT_WRITE)
def add_note(reference: str) -> Answer:
    person = person_or_404(reference)
    case = _case_overseen(person)
    if case is None:
        return _not_yours(reference)
    form = _add_form(person, case)
    if form.validate_on_submit():
        try:
            details = form.details()
            first = mark_sent(actor(), str(form.idempotency.data))
            if first:
                services.add_note(actor(), person, case, details)
        except RuleBroken as broken:
            form.show(broken)
        else:
            done_once("The note is on the case.", first=first)
            return redirect(url_for("oversight.list_notes", reference=reference))
    return _page("add_note", person, form)


@blueprint.route(f"{_HERE}/<uuid:note_id>/correct", methods=["GET", "POST"])
@requires(Permission.OVERSIGHT_WRITE)
def correct_note(reference: str, note_id: UUID) -> Answer:
    person = person_or_404(reference)
    note = queries.get_note(note_id, person, actor()) or abort(404)
    case = _case_overseen(person)
    if case is None:
        return _not_yours(reference)
    form = CorrectNoteForm(data=CorrectNoteForm.held(note))
    if form.validate_on_submit():
        try:
            services.correct_note(
                actor(), case, note, form.details(), str(form.why.data), form.version.data or 0
            )
        except RuleBroken as broken:
            form.show(broken)
        except StaleVersion:
            looked_at(actor(), person, "correct note")
            now = CorrectNoteForm(None, data=CorrectNoteForm.held(note))
            href = url_for("oversight.list_notes", reference=reference)
            return conflict_page(form, now, href)
        else:
            done("Corrected. What it said stays, struck through.")
            return redirect(url_for("oversight.list_notes", reference=reference))
    return _page("correct_note", person, form)


@blueprint.get("/oversight/<string:strand>")
@requires(Permission.OVERSIGHT_WRITE)
def without_supervision(strand: str) -> Answer:
    value = strand.replace("-", "_")
    if value not in set(Strand):
        abort(404)
    chosen = Strand(value)
    if not oversees(actor(), chosen):
        refuse_sight(strand)
    found = queries.unsupervised(actor(), chosen)
    looked_at_list(actor(), [line.person_id for line in found.lines], "without supervision")
    return render_template(
        "oversight/without_supervision.html",
        strand=chosen,
        found=found,
        days=OVERDUE_DAYS,
        strands=strands_overseen(actor()),
        someone="young person" if chosen is Strand.PREVENT_AND_DETER else "person",
    )


def _case_overseen(person: Person) -> SchemeCase | None:
    """The open case, where this actor oversees it."""
    case = open_case_of(person)
    if case is None:
        return None
    engaged = engagements_of([case.id], clock.today()).get(case.id, [])
    return case if may_oversee(actor(), [row.strand for row in engaged]) else None


def _not_yours(reference: str) -> Answer:
    warn(f"{reference} has no open case that you oversee.")
    return redirect(url_for("oversight.list_notes", reference=reference))


def _add_form(person: Person, case: SchemeCase) -> AddNoteForm:
    draft = None
    if request.method == "GET":
        draft = find_draft(actor(), "oversight.add_note", person.reference)
    begun = {"looked_on": clock.today()}
    form = AddNoteForm(resumed(draft)) if draft else AddNoteForm(data=begun)
    form.offer(_workers(case))
    return form


def _workers(case: SchemeCase) -> list[User]:
    rows = [row for row in running(Assignment, case) if may_see_role(actor(), row.role)]
    return list(users_by_id(row.user_id for row in rows).values())


def _page(name: str, person: Person, form: AddNoteForm | CorrectNoteForm) -> tuple[str, int]:
    looked_at(actor(), person, name.replace("_", " "))
    page = render_template(f"oversight/{name}.html", person=person, tab="case", form=form)
    return page, 422 if form.errors or form.form_errors else 200

"""Issuing minutes, the list of copies, one's own copies, and a copy as page and as PDF."""

from datetime import date
from functools import partial
from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from popo import clock, typesetting
from popo.access.guard import requires
from popo.access.permissions import Permission
from popo.errors import RuleBroken
from popo.meetings.models import AgendaItem, Meeting, MeetingStatus
from popo.meetings.queries import agenda, get_item, get_meeting, line_of, meeting_of
from popo.papers import queries, services
from popo.papers.forms import IssueExtractForm
from popo.papers.models import PaperForm, PaperKind
from popo.papers.policy import EXPIRES_DAYS, issue_by
from popo.papers.queries import Contents, Copy
from popo.people.services import looked_at_list
from popo.web.current import actor
from popo.web.guard import refuse_sight
from popo.web.notices import done, inform
from popo.web.transaction import keep

papers = Blueprint("papers", __name__)
Answer = Response | str | tuple[str, int]
MARKING = "OFFICIAL-SENSITIVE"
"""Of every copy, whatever the scheme marks its pages: it names people."""

_GONE = 410


@papers.app_template_global("issue_minutes_by")
def issue_minutes_by(meeting: Meeting) -> date | None:
    """The last day on time for minutes that are confirmed and not issued."""
    due = issue_by(meeting) if meeting.status is MeetingStatus.CONFIRMED else None
    return due if due and not queries.is_issued(meeting) else None


@papers.get("/papers")
@requires(Permission.MEETING_READ)
def my_papers() -> Answer:
    return render_template("papers/my_papers.html", copies=queries.my_copies(actor()))


@papers.get("/papers/<uuid:paper_id>")
@requires(Permission.MEETING_READ)
def show_paper(paper_id: UUID) -> Answer:
    copy = _copy(paper_id)
    contents = _opened(copy, PaperForm.PAGE)
    return render_template(
        "papers/show_paper.html", copy=copy, contents=contents, paper_marking=MARKING
    )


@papers.get("/papers/<uuid:paper_id>/pdf")
@requires(Permission.MEETING_READ)
def download_paper(paper_id: UUID) -> Answer:
    copy = _copy(paper_id)
    contents = _opened(copy, PaperForm.PDF)
    content = typesetting.as_pdf("issued_paper", {**contents.plain(), "marking": MARKING})
    return send_file(
        BytesIO(content),
        "application/pdf",
        as_attachment=True,
        download_name=f"minutes-{copy.meeting.day}-copy-{copy.paper.number}.{MARKING}.pdf",
    )


@papers.get("/meetings/<uuid:meeting_id>/papers")
@requires(Permission.MEETING_RUN)
def meeting_papers(meeting_id: UUID) -> Answer:
    meeting = _meeting(meeting_id)
    lines = [line for line in agenda(meeting, actor()) if line.person]
    looked_at_list(actor(), [line.person.id for line in lines if line.person], "papers")
    copies = queries.copies_of(meeting)
    return render_template(
        "papers/meeting_papers.html",
        meeting=meeting,
        copies=copies,
        numbers=queries.items_named(actor(), copies),
        lines=lines,
        confirmed=meeting.status is MeetingStatus.CONFIRMED,
        due=issue_minutes_by(meeting),
        days=EXPIRES_DAYS,
        me=actor().user_id,
        today=clock.today(),
    )


@papers.post("/meetings/<uuid:meeting_id>/papers/issue")
@requires(Permission.MEETING_RUN)
def issue_papers(meeting_id: UUID) -> Answer:
    meeting = _meeting(meeting_id)
    made = services.issue_papers(actor(), meeting)
    if made:
        full, packs = made[PaperKind.FULL], made[PaperKind.PACK]
        done(f"Issued: {full} of the minutes, {packs} as agency packs.")
    else:
        inform("Everybody who may have a copy has one.")
    return redirect(url_for(".meeting_papers", meeting_id=meeting.id))


@papers.route("/meetings/items/<uuid:item_id>/extract", methods=["GET", "POST"])
@requires(Permission.MEETING_RUN)
def issue_extract(item_id: UUID) -> Answer:
    item = _item(item_id)
    meeting = meeting_of(item)
    agencies = queries.agencies_involved([item.person_id] if item.person_id else [])
    form = IssueExtractForm()
    form.offer(agencies)
    if form.validate_on_submit():
        try:
            count = services.issue_extract(actor(), item, form.details())
        except RuleBroken as broken:
            form.show(broken)
        else:
            done(f"Copies of the extract issued: {count}.")
            return redirect(url_for(".meeting_papers", meeting_id=meeting.id))
    line = line_of(item, actor())
    looked_at_list(actor(), [item.person_id] if item.person_id else [], "papers")
    page = render_template(
        "papers/issue_extract.html",
        form=form,
        item=item,
        line=line,
        meeting=meeting,
        agencies=agencies,
    )
    return page, 422 if form.errors else 200


@papers.post("/papers/<uuid:paper_id>/recall")
@requires(Permission.MEETING_RUN)
def recall_paper(paper_id: UUID) -> Answer:
    copy = queries.copy_issued_by(actor(), paper_id)
    if copy is None:
        refuse_sight("copy of minutes")
    services.recall_paper(actor(), copy.paper)
    done(f"Copy {copy.paper.number} is taken back: it opens no more.")
    return redirect(url_for(".meeting_papers", meeting_id=copy.meeting.id))


def _copy(paper_id: UUID) -> Copy:
    """The reader's own; 404 where it is somebody else's, 410 where it opens no more."""
    copy = queries.copy_for(actor(), paper_id)
    if copy is None:
        refuse_sight("copy of minutes")
    if not copy.paper.opens_on(clock.today()):
        abort(_GONE)
    return copy


def _opened(copy: Copy, paper_form: PaperForm) -> Contents:
    contents = queries.contents_of(copy, actor())
    services.paper_opened(actor(), copy.paper, paper_form, contents.people)
    keep(partial(services.note_reading, actor().user_id, copy.paper.id, paper_form))
    return contents


def _meeting(meeting_id: UUID) -> Meeting:
    meeting = get_meeting(meeting_id)
    if meeting is None:
        refuse_sight("meeting")
    return meeting


def _item(item_id: UUID) -> AgendaItem:
    item = get_item(item_id, actor())
    if item is None:
        refuse_sight("agenda item")
    return item

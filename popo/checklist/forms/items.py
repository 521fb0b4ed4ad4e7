from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from popo.accounts.models import User
from popo.cases.models import Strand
from popo.checklist.forms.common import offer
from popo.checklist.kinds import Frequency, Rating, Status, Workstream
from popo.checklist.queries.items import Line
from popo.checklist.services.items import NewItem, Said
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, RadioChoice, TextLine, TickList
from popo.web.forms import VersionedForm

NOT_RATED = "not_rated"
_LONGEST = 3_000
_NOBODY_NAMED = "Name no person the scheme works with."


class SayForm(VersionedForm):
    """How an item stands. An owner is not offered owner and due date; see `narrow`."""

    status = RadioChoice(
        "How it stands",
        choices={status.value: status.words for status in Status},
        coerce=Status,
        required="Say how it stands.",
    )
    rating = RadioChoice(
        "Rating",
        choices={NOT_RATED: "Not rated"} | {rating.value: rating.words for rating in Rating},
        default=NOT_RATED,
    )
    evidence = Paragraph(
        "Evidence",
        hint=f"What shows it, and where it is kept. Needed once done. {_NOBODY_NAMED}",
        rows=4,
        max_length=_LONGEST,
    )
    measures = Paragraph(
        "Measures being taken to improve",
        hint=f"Needed where it is red. {_NOBODY_NAMED}",
        rows=3,
        max_length=_LONGEST,
    )
    reason = Paragraph(
        "Why it does not apply",
        hint="Only where it does not",
        rows=2,
        max_length=_LONGEST,
    )
    owner = Dropdown("Owner", choices={})
    due_on = NaturalDateField("Due", required="Enter the day it is due.", prefer="future")

    def narrow(self, line: Line, users: Sequence[User], *, keeps: bool) -> None:
        """Leaves out what this item or this reader has no say in."""
        self.line = line
        self.users = offer(self.owner, users, "Nobody yet")
        if line.item.live:
            del self.rating
        if not keeps:
            del self.owner
            del self.due_on

    @staticmethod
    def held(line: Line) -> dict[str, Any]:
        """A reopened item begins anew; what was said last time stands in its history."""
        row = line.held
        shown: dict[str, Any] = {
            "version": line.item.version,
            "owner": str(row.owner_id) if row.owner_id else "",
            "due_on": line.due,
            "measures": row.measures or "",
        }
        if line.has_reopened:
            return shown | {"status": Status.NOT_STARTED, "rating": NOT_RATED}
        return shown | {
            "status": row.status,
            "rating": row.rating.value if row.rating else NOT_RATED,
            "evidence": row.evidence or "",
            "reason": row.reason or "",
        }

    def details(self) -> Said:
        rating = self.rating.data if "rating" in self else NOT_RATED
        return Said(
            status=self.status.data,
            owner=self.users.get(self.owner.data) if "owner" in self else self.line.owner,
            due_on=cast("date", self.due_on.data) if "due_on" in self else self.line.due,
            rating=None if rating == NOT_RATED else Rating(rating),
            evidence=self.evidence.data,
            measures=self.measures.data,
            reason=self.reason.data,
        )


class AddItemForm(VersionedForm):
    """`version` is the number of the template that was read."""

    words = TextLine("What is to be in place", required="Say what is to be in place.")
    strands = TickList(
        "Strands",
        choices={strand.value: strand.words for strand in Strand},
        hint="All strands where nothing is ticked",
    )
    workstream = Dropdown(
        "Workstream",
        choices={one.value: one.words for one in Workstream},
        coerce=Workstream,
        required="Choose the workstream.",
    )
    frequency = RadioChoice(
        "Comes round again",
        choices={one.value: one.words for one in Frequency},
        coerce=Frequency,
        required="Say how often it comes round.",
    )

    def details(self) -> NewItem:
        return NewItem(
            self.words.data,
            tuple(self.strands.data or ()),
            self.workstream.data,
            self.frequency.data,
        )


class RetireItemForm(VersionedForm):
    why = TextLine("Why it is retired", required="Say why it is retired.", max_length=500)

    def details(self) -> str:
        return str(self.why.data)

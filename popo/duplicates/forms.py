from popo.web.fields import Paragraph
from popo.web.forms import VersionedForm


class ShowDuplicateForm(VersionedForm):
    """The buttons are called `answer`; see `views.answering`."""

    words = Paragraph(
        "What shows it",
        hint="Not needed to leave it for now. Kept with both records",
        rows=3,
        max_length=2_000,
    )


class ReplyForm(VersionedForm):
    words = Paragraph(
        "What shows it",
        hint="Kept with your record; whoever asked is told the answer alone",
        rows=3,
        max_length=2_000,
    )


class AskHolderForm(VersionedForm):
    words = Paragraph(
        "What the holder has to know",
        required="Say what the holder has to know to answer.",
        hint="Only these words are passed on, with the reference of your record. Say no more "
        "than it takes, like a name, a date of birth and one number",
        rows=4,
        max_length=2_000,
    )

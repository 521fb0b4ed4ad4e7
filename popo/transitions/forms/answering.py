from popo.web.fields import Paragraph
from popo.web.forms import VersionedForm


class AnswerForm(VersionedForm):
    """Two buttons: the one named `hand_back` hands back."""

    words = Paragraph(
        "What you say to the youth offending service",
        hint="Needed where you hand it back: why, and what would help",
        rows=3,
        max_length=2_000,
    )

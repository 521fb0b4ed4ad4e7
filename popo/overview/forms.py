from popo.web.fields import NaturalDateField, TextLine
from popo.web.forms import Form


class SearchTimelineForm(Form):
    words = TextLine("Words to look for", required="Enter a word.", max_length=100)

    def details(self) -> str:
        return str(self.words.data)


class PinEntryForm(Form):
    why = TextLine("Why", hint="Leave empty if it speaks for itself", max_length=200)

    def details(self) -> str:
        return str(self.why.data)


class SinceForm(Form):
    """Sent by GET: it asks for a part of the record and changes nothing."""

    class Meta:
        csrf = False

    since = NaturalDateField(
        "Since",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )

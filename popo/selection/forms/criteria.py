from popo.errors import RuleBroken
from popo.meetings.queries import Cited
from popo.web.fields import Dropdown
from popo.web.forms import Form

NO_ITEM = "Choose where it was decided."


def offer_items(items: list[Cited], nothing: str) -> dict[str, str]:
    """Agenda items by key, after a first option that chooses none."""
    return {"": nothing} | {str(cited.item.id): cited.words for cited in items}


def chosen(items: list[Cited], key: str | None) -> Cited | None:
    return next((cited for cited in items if str(cited.item.id) == key), None)


class AdoptCriteriaForm(Form):
    item = Dropdown(
        "Where it was decided",
        choices={},
        required=NO_ITEM,
        hint="An agenda item about criteria, at a meeting of the last three months",
    )

    def offer(self, items: list[Cited]) -> None:
        self.items = items
        self.item.choices = offer_items(items, "Choose an agenda item")

    def details(self) -> Cited:
        cited = chosen(self.items, self.item.data)
        if cited is None:
            raise RuleBroken(NO_ITEM, "item")
        return cited

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.selection.leaving import SUPPORTS
from popo.selection.prompts import Prompt, Rule
from popo.selection.services.exits import ExitDetails
from popo.web.fields import Dropdown, NaturalDateField, Paragraph, RadioChoice, TextLine
from popo.web.forms import DraftedForm, Form, VersionedForm


class PutOffPromptForm(Form):
    rule = RadioChoice("Which question", choices={}, coerce=Rule, required="Choose the question.")
    reason = TextLine("Why not now", required="Say why not now.", max_length=300)
    ask_again_on = NaturalDateField(
        "Ask again on",
        required="Enter the day to ask again.",
        prefer="future",
        hint="Within six months",
    )

    def offer(self, prompts: Sequence[Prompt]) -> None:
        self.rule.choices = {prompt.rule.value: prompt.words for prompt in prompts}

    def details(self) -> tuple[Rule, str, date]:
        return self.rule.data, str(self.reason.data), cast("date", self.ask_again_on.data)


def _support(part: str) -> TextLine:
    return TextLine(SUPPORTS[part], max_length=200)


class SupportsForm(Form):
    """Who gives each part of the support that goes on; empty for a part that ends."""

    support_housing = _support("housing")
    support_work = _support("work")
    support_health = _support("health")
    support_drugs = _support("drugs")
    support_money = _support("money")
    support_family = _support("family")
    support_thinking = _support("thinking")

    def supports(self) -> dict[str, str]:
        return {part: str(self._fields[support_field(part)].data or "") for part in SUPPORTS}


def support_field(part: str) -> str:
    """The name of the field about one part of the support."""
    return f"support_{part}"


class ReviewExitPlanForm(SupportsForm, VersionedForm, DraftedForm):
    words = Paragraph(
        "What goes on until then", required="Say what support goes on, and who gives it.", rows=4
    )
    ends_on = NaturalDateField(
        "When the exit plan ends", required="Enter the day it ends.", prefer="future"
    )

    def details(self, owner_id: UUID) -> ExitDetails:
        return ExitDetails(
            owner_id, cast("date", self.ends_on.data), str(self.words.data), self.supports()
        )


class HandOverExitPlanForm(Form):
    owner = Dropdown(
        "Who owns the plan from now on", choices={}, required="Choose who owns the plan."
    )

    def offer(self, users: Sequence[User]) -> None:
        self.owner.choices = {"": "Choose a colleague"} | {
            str(user.id): f"{user.name}, {user.agency.short_name}" for user in users
        }

    def details(self) -> UUID:
        return UUID(self.owner.data)

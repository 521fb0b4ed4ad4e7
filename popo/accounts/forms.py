"""Forms for signing in and for looking after accounts."""

from collections.abc import Iterable
from typing import Any

from wtforms.validators import Regexp

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import Agency
from popo.accounts.passwords import SHORTEST
from popo.accounts.policy import manages_every_agency, roles_offered_by
from popo.accounts.roles import CLEARANCE_WORDS, choices, scope_of
from popo.accounts.services import Agreement, NewUser
from popo.errors import RuleBroken
from popo.web.fields import Dropdown, NaturalDateField, Password, TextLine, TickList
from popo.web.forms import Form, VersionedForm

_ENTER_NAME = "Enter your sign-in name."
_ENTER_CODE = "Enter the six figures your app shows now."
_NEW_HINT = f"At least {SHORTEST} characters. Three or four words that do not belong together do."


class SignInForm(Form):
    sign_in_name = TextLine("Sign-in name", required=_ENTER_NAME, autocomplete="username", width=20)
    password = Password("Password", required="Enter your password.")


class EnterCodeForm(Form):
    code = TextLine(
        "Code",
        required=_ENTER_CODE,
        hint="Six figures from the authenticator app on your telephone",
        autocomplete="one-time-code",
        max_length=10,
        width=5,
    )


class _TypedTwice:
    new_password: Any
    again: Any

    def details(self) -> str:
        """The new password. Raises RuleBroken where it was typed in two ways."""
        if self.new_password.data != self.again.data:
            raise RuleBroken("The two new passwords differ. Enter both again.", "again")
        return str(self.new_password.data)


def _new_password() -> Password:
    return Password(
        "New password",
        required="Enter a new password.",
        hint=_NEW_HINT,
        autocomplete="new-password",
    )


def _again() -> Password:
    return Password(
        "New password again", required="Enter the new password again.", autocomplete="new-password"
    )


class ChoosePasswordForm(_TypedTwice, Form):
    new_password = _new_password()
    again = _again()


class ChangePasswordForm(_TypedTwice, Form):
    current_password = Password("Current password", required="Enter your current password.")
    new_password = _new_password()
    again = _again()


class AddUserForm(Form):
    name = TextLine("Name", required="Enter the name.", hint="Given name, then family name")
    sign_in_name = TextLine(
        "Sign-in name",
        required="Enter a sign-in name.",
        max_length=60,
        width=20,
        validators=[
            Regexp(r"^[A-Za-z0-9.@_-]+$", message="Use letters, figures, and . - _ @ only.")
        ],
    )
    email = TextLine(
        "Work e-mail",
        required="Enter the work e-mail address.",
        validators=[
            Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message="Enter an address like name@example.org.")
        ],
    )
    phone = TextLine("Work telephone", max_length=30, width=20)
    agency = Dropdown("Agency", choices={}, required="Choose the agency.")
    roles = TickList("Roles", choices={}, required="Choose at least one role.")
    clearances = TickList(
        "Clearances",
        choices={kind.value: words for kind, words in CLEARANCE_WORDS.items()},
        coerce=Clearance,
        hint="Only where the work needs it, and the person has been cleared",
    )

    def offer(self, actor: Actor, agencies: Iterable[Agency]) -> None:
        """Shows what this actor may give; an agency contact is not asked for the agency."""
        self.roles.choices = dict(choices(roles_offered_by(actor)))
        if manages_every_agency(actor):
            self.agency.choices = {"": "", **{str(row.id): row.name for row in agencies}}
        else:
            del self.agency
            del self.clearances

    def details(self, agency: Agency) -> NewUser:
        return NewUser(
            sign_in_name=self.sign_in_name.data,
            name=self.name.data,
            email=self.email.data,
            phone=self.phone.data,
            agency=agency,
            roles=[scope_of(key) for key in self.roles.data],
            clearances=self.clearances.data if "clearances" in self else (),
        )


class ConfirmForm(Form):
    """Nothing to fill in: what will happen stands beside the button."""


class EditAgreementForm(VersionedForm):
    agreement_version = TextLine("Version", max_length=60, width=20)
    signed_on = NaturalDateField(
        "Signed on",
        prefer="past",
        not_after_today="An agreement counts from the day it is signed. Enter a day up to today.",
    )
    expires_on = NaturalDateField("Runs out on", prefer="future")

    def details(self) -> Agreement:
        return Agreement(self.agreement_version.data, self.signed_on.data, self.expires_on.data)


class EditContactPointsForm(VersionedForm):
    contact_point = TextLine(
        "In working hours", hint="A desk, a telephone number or an address", max_length=200
    )
    out_of_hours = TextLine(
        "Out of hours",
        hint="The telephone number for evenings, weekends and bank holidays",
        max_length=100,
    )

    def details(self) -> tuple[str, str]:
        return self.contact_point.data, self.out_of_hours.data

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from popo.accounts.models import User
from popo.plans.forms.fields import PathwayForm, key
from popo.plans.models import LocalService, Pathway, SupportResult, SupportStatus
from popo.plans.services.directory import ServiceDetails
from popo.plans.services.support import Progress, Referral
from popo.plans.wording import PATHWAYS, RESULTS, STEPS
from popo.web.fields import (
    ChipField,
    Dropdown,
    NaturalDateField,
    Paragraph,
    RadioChoice,
    TextLine,
    Tick,
)
from popo.web.forms import DraftedForm, Form, VersionedForm


class ReferForm(PathwayForm, DraftedForm):
    service = Dropdown("Service", choices={}, coerce=key)
    elsewhere = TextLine(
        "Or somewhere that is not in the directory",
        hint="Its name. Ask the co-ordinator to add it if others could use it",
    )
    referred_on = NaturalDateField(
        "Day",
        required="Enter the day.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    words = Paragraph("What for", required="Say what they are sent for.", rows=3)
    not_available = Tick(
        "There is no such service, or it takes nobody now",
        hint="Nobody is referred. It counts as unmet need, which the leads see by pathway and area",
    )

    def offer_services(self, services: Sequence[LocalService]) -> None:
        self.service.choices = {"": ""} | {
            str(row.id): f"{row.name} ({row.pathway.words.lower()})" for row in services
        }

    def details(self, service: LocalService | None) -> Referral:
        """`service` is the one that was chosen."""
        return Referral(
            pathway=self.pathway.data,
            service=service,
            elsewhere=self.elsewhere.data,
            referred_on=cast("date", self.referred_on.data),
            words=self.words.data,
            available=not self.not_available.data,
        )


class NoteSupportForm(VersionedForm, DraftedForm):
    status = ChipField(
        "What happened", choices=STEPS, coerce=SupportStatus, required="Choose what happened."
    )
    on = NaturalDateField(
        "Day",
        required="Enter the day.",
        prefer="past",
        not_after_today="The day cannot be in the future.",
    )
    result = RadioChoice("If it ended, how", choices=RESULTS, coerce=SupportResult)
    words = Paragraph("What came of it", hint="Needed when it ended", rows=3)

    def details(self) -> Progress:
        ended = self.status.data is SupportStatus.ENDED
        return Progress(
            self.status.data,
            cast("date", self.on.data),
            (self.result.data or None) if ended else None,
            self.words.data,
        )


class _ServiceForm(Form):
    name = TextLine("Name of the service", required="Enter its name.")
    run_by = TextLine("Who runs it", required="Enter who runs it.")
    contact = Paragraph(
        "How to reach them", required="Enter a telephone number or an address.", rows=2
    )
    route = Paragraph(
        "How to refer somebody",
        required="Say how somebody is referred.",
        hint="A form, a call, walking in; who may refer; how long it takes",
        rows=3,
    )

    def service(self, pathway: Pathway, *, is_open: bool) -> ServiceDetails:
        return ServiceDetails(
            pathway,
            self.name.data,
            self.run_by.data,
            self.contact.data,
            self.route.data,
            is_open=is_open,
        )


class AddServiceForm(_ServiceForm, DraftedForm):
    pathway = ChipField("Pathway", choices=PATHWAYS, coerce=Pathway, required="Choose the pathway.")

    def details(self) -> ServiceDetails:
        return self.service(self.pathway.data, is_open=True)


class EditServiceForm(_ServiceForm, VersionedForm, DraftedForm):
    closed = Tick("It takes nobody any more", hint="It is no longer offered. It stays on record")

    def details(self, pathway: Pathway) -> ServiceDetails:
        """Its pathway stays."""
        return self.service(pathway, is_open=not self.closed.data)


class SetDefaultOwnerForm(Form):
    user = Dropdown("Who", choices={}, coerce=key, required="Choose who.")

    def offer_users(self, users: Sequence[User]) -> None:
        self.user.choices = {"": ""} | {str(user.id): user.name for user in users}

    def details(self) -> UUID:
        return cast("UUID", self.user.data)

from typing import Any

from popo.people.models import Sex
from popo.selection.ogrs import ogrs3, ogrs4
from popo.selection.ogrs.coefficients import table
from popo.selection.ogrs.inputs import MOST_SANCTIONS, OLDEST
from popo.web.fields import Dropdown, Number, RadioChoice, TextLine
from popo.web.forms import Form

SEXES = {"M": "Male", "F": "Female"}
_OF_SEX = {Sex.MALE: "M", Sex.FEMALE: "F", Sex.NOT_KNOWN: None}


def sex_as_known(sex: Sex) -> str | None:
    """How the models write it; they know no third."""
    return _OF_SEX[sex]


def _age(label: str, hint: str = "") -> Any:
    return Number(label, least=0, most=OLDEST, required="Enter the age in years.", hint=hint)


def _categories(file: str) -> dict[str, str]:
    names = table(file, "offence_category")
    return {"": "As the code says"} | {name: _spoken(name) for name in names}


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize() if name.isupper() else name


class _PredictionForm(Form):
    sex = RadioChoice("Sex, as the model knows it", choices=SEXES, required="Choose the sex.")
    ho_code = TextLine(
        "Home Office offence code", hint="Five digits, of the current offence", width=5
    )


class Ogrs3Form(_PredictionForm):
    offence_category = Dropdown(
        "Or the offence category", choices=lambda: _categories("ogrs3_coefficients.csv")
    )
    age_at_risk = _age(
        "Age at the start of follow-up", "At release, or at a sentence in the community"
    )
    age_at_conviction = _age("Age at the current conviction")
    age_at_first_sanction = _age("Age at the first caution or conviction")
    previous_sanctions = Number(
        "Cautions and convictions before the current one",
        least=0,
        most=MOST_SANCTIONS,
        required="Enter how many there were.",
    )

    def details(self) -> ogrs3.Inputs:
        return ogrs3.Inputs(
            sex=self.sex.data,
            age_at_risk=self.age_at_risk.data,
            age_at_conviction=self.age_at_conviction.data,
            age_at_first_sanction=self.age_at_first_sanction.data,
            previous_sanctions=self.previous_sanctions.data,
            offence_category=self.offence_category.data or "",
            ho_code=self.ho_code.data or "",
        )


class Ogrs4Form(_PredictionForm):
    offence_category = Dropdown(
        "Or the offence category", choices=lambda: _categories("ogrs4_coefficients.csv")
    )
    age_at_start_of_followup = _age(
        "Age at the start of follow-up", "At release, or at a sentence in the community"
    )
    age_at_current_sanction = _age("Age at the current sanction")
    age_at_first_sanction = _age("Age at the first sanction")
    total_sanctions = Number(
        "Cautions and convictions, the current one among them",
        least=1,
        most=MOST_SANCTIONS,
        required="Enter how many there were.",
    )
    offence_free_months = Number(
        "Months without an offence since the start of follow-up",
        least=0,
        most=1200,
        required="Enter the months; 0 for somebody not yet at risk.",
    )

    def details(self) -> ogrs4.Inputs:
        return ogrs4.Inputs(
            sex=self.sex.data,
            total_sanctions=self.total_sanctions.data,
            age_at_start_of_followup=self.age_at_start_of_followup.data,
            age_at_first_sanction=self.age_at_first_sanction.data,
            age_at_current_sanction=self.age_at_current_sanction.data,
            offence_free_months=self.offence_free_months.data,
            offence_category=self.offence_category.data or "",
            ho_code=self.ho_code.data or "",
        )


FORMS: dict[str, type[Ogrs3Form | Ogrs4Form]] = {"ogrs3": Ogrs3Form, "ogrs4": Ogrs4Form}

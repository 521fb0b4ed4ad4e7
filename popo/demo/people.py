"""Fictional people: age, sex, ethnicity, names, needs, home, identifiers."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from popo.demo import parameters
from popo.demo.draws import chance, pick, poisson, unused
from popo.demo.identifiers import Issuer, Written, short_pnc
from popo.demo.names import FullName, alias_of, draw_name, unlike
from popo.demo.places import Home, draw_home
from popo.reference.ethnicity import self_defined

YEAR = 365.25
ADULT = 18
_OBSERVED = {"White": "IC1", "Asian": "IC4", "Black": "IC3", "Mixed": "IC3"}
_FIRST_AGES = range(10, ADULT)
_LATEST_FIRST_AGE = 30
_WITH_PHONE = 0.8
_PHONES = tuple(
    f"{start}{number:03}" for start in ("07700 900", "01632 960") for number in range(100, 1000)
)
"""Numbers Ofcom keeps for drama; the first hundred of each range are for staff."""


@dataclass
class Somebody:
    """`number` orders them; codes and kinds are the stored values of the product's lists."""

    number: int
    sex: str
    born: date
    name: FullName
    self_defined: str
    observed: str
    home: Home
    class_a: bool
    heroin_or_crack: bool
    alcohol: bool
    in_work: bool
    first_sanction_age: int
    aliases: list[FullName]
    identifiers: list[Written]
    phone: str
    planted: dict[str, str] = field(default_factory=dict)
    """Noise planted in this record: its kind, and what was written."""
    same_person_as: int | None = None
    """For a second record: the number of the first."""


class Registry:
    """Makes people, no two alike by accident: names with birth date, identifiers and phones."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.issuer = Issuer(random)
        self._alike: set[tuple[FullName, date]] = set()
        self._phones = random.sample(_PHONES, len(_PHONES))
        self._count = 0

    def make(self, age: float, on: date, *, prison: bool = True) -> Somebody:
        """Somebody of this age on this day, within a month."""
        random = self._random
        sex, code = draw_sex(random), pick(random, parameters.ETHNICITY)
        about = on - timedelta(days=round(age * YEAR))
        name, born = unused(
            lambda: (draw_name(random, sex, code), about - timedelta(days=random.randrange(28))),
            self._alike,
        )
        first = draw_first_sanction_age(random, int(age))
        class_a = chance(random, parameters.CLASS_A)
        opiates = parameters.HEROIN_OR_CRACK / parameters.CLASS_A
        self._count += 1
        return Somebody(
            number=self._count,
            sex=sex,
            born=born,
            name=name,
            self_defined=code,
            observed=draw_observed(random, code),
            home=draw_home(random),
            class_a=class_a,
            heroin_or_crack=class_a and chance(random, opiates),
            alcohol=chance(random, parameters.ALCOHOL),
            in_work=chance(random, parameters.IN_WORK_OR_TRAINING),
            first_sanction_age=first,
            aliases=draw_aliases(random, name),
            identifiers=self.issuer.for_person(
                born + timedelta(days=round((first + 0.5) * YEAR)), prison=prison
            ),
            phone=self._draw_phone(),
        )

    def second_record(self, first: Somebody) -> Somebody:
        """The same person as another agency holds them: respelt, with a number in common or not."""
        random = self._random
        self._count += 1
        name = unlike(random, first.name, {first.name, *first.aliases})
        common = [
            replace(one, typed=short_pnc(one.canonical), noise="")
            for one in first.identifiers
            if one.kind == "pnc" and one.canonical
        ]
        return replace(
            first,
            number=self._count,
            name=name,
            aliases=[],
            identifiers=common if chance(random, 0.5) else [],
            phone="",
            planted={"second record": name.full},
            same_person_as=first.number,
        )

    def _draw_phone(self) -> str:
        """Empty for some, and for everybody once the numbers kept for drama have run out."""
        return self._phones.pop() if self._phones and chance(self._random, _WITH_PHONE) else ""


def draw_sex(random: Random) -> str:
    return "male" if chance(random, parameters.MALE) else "female"


def draw_age_on_entry(random: Random) -> float:
    while True:
        age = parameters.AGE_SHIFT + random.gammavariate(parameters.AGE_SHAPE, parameters.AGE_SCALE)
        if parameters.YOUNGEST <= age < parameters.OLDEST + 1:
            return age


def draw_first_sanction_age(random: Random, age: int) -> int:
    if age <= ADULT or chance(random, parameters.FIRST_SANCTION_BEFORE_18):
        ages = [one for one in _FIRST_AGES if one < age] or [_FIRST_AGES[0]]
        return random.choice(ages)
    return random.randrange(ADULT, min(age, _LATEST_FIRST_AGE))


def draw_observed(random: Random, code: str) -> str:
    """What an officer wrote down: drawn apart from what the person says, and mostly agreeing."""
    if chance(random, parameters.OBSERVED_BLANK):
        return ""
    agreeing = _OBSERVED.get(self_defined()[code].broad_group)
    if agreeing and chance(random, parameters.OBSERVED_AGREES):
        return agreeing
    return random.choice([code for code in ("IC1", "IC2", "IC3", "IC4", "IC6") if code != agreeing])


def draw_aliases(random: Random, name: FullName) -> list[FullName]:
    """None for some; else one and, to give the mean, sometimes more."""
    if not chance(random, parameters.ALIASES_ANY):
        return []
    count = 1 + poisson(random, parameters.ALIASES_MEAN - 1)
    drawn = [alias_of(random, name) for _ in range(count)]
    return [alias for alias in dict.fromkeys(drawn) if alias != name]

from popo.circumstances.models.arrangements import Arrangement
from popo.circumstances.models.consents import Consent, GivenBy, GivenHow, Purpose
from popo.circumstances.models.contact import Adjustment, ContactRule, Need, Safety

__all__ = [
    "Adjustment",
    "Arrangement",
    "Consent",
    "ContactRule",
    "GivenBy",
    "GivenHow",
    "Need",
    "Purpose",
    "Safety",
]

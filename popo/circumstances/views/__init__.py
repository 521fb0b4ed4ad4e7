from popo.circumstances.views import consents, contact
from popo.circumstances.views.blueprint import blueprint

__all__ = ["blueprint", "consents", "contact"]

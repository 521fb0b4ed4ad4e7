from popo.oversight.views import notes, samples
from popo.oversight.views.blueprint import blueprint

__all__ = ["blueprint", "notes", "samples"]

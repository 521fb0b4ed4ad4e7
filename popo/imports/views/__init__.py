from popo.imports.views import batches, bringing, flags, lines, sources
from popo.imports.views.blueprint import blueprint

__all__ = ["batches", "blueprint", "bringing", "flags", "lines", "sources"]

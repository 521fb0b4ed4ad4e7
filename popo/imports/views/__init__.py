from popo.imports.views import batches, bringing, lines, sources
from popo.imports.views.blueprint import blueprint

__all__ = ["batches", "blueprint", "bringing", "lines", "sources"]

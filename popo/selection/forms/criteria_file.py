from flask_wtf.file import FileField, FileRequired, FileSize

from popo.selection.criteria.file import LARGEST, Loaded, read_file
from popo.web.forms import Form, VersionedForm
from popo.web.widgets import FileInput


class LoadCriteriaForm(Form):
    file = FileField(
        "The file",
        validators=[
            FileRequired("Choose the file."),
            FileSize(LARGEST, message=f"The file is larger than {LARGEST // 1024} kilobytes."),
        ],
        description="A JSON file of criteria, as this service writes them",
        widget=FileInput(),
    )

    def details(self) -> Loaded:
        """Raises CriteriaRefused with every reason against the file."""
        return read_file(self.file.data.read(LARGEST + 1))


class LoadIntoDraftForm(VersionedForm, LoadCriteriaForm):
    """Replaces a whole draft by a file."""

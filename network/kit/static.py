from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# A notice of licence ("/*!") stays.
COMMENT = r"\s*/\*(?!!)[^*]*\*+(?:[^/*][^*]*\*+)*/"


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, also for the modules that import each other, and a compressed copy of each.

    Our style sheets lose their comments, a twentieth of what they weigh. The list of names stays beside the folder that
    is served, not in it.
    """

    support_js_module_import_aggregation = True
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("css/*.css", ((COMMENT, ""),)))

    def __init__(self, *args, **kwargs) -> None:
        beside = FileSystemStorage(location=Path(settings.STATIC_ROOT).parent)
        super().__init__(*args, manifest_storage=beside, **kwargs)

    def url_converter(self, name, hashed_files, template=None):
        if template == "":
            return lambda _comment: ""
        return super().url_converter(name, hashed_files, template)

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, also for the modules that import each other, and a compressed copy of each.

    The list of names stays beside the folder that is served, not in it.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs) -> None:
        beside = FileSystemStorage(location=Path(settings.STATIC_ROOT).parent)
        super().__init__(*args, manifest_storage=beside, **kwargs)

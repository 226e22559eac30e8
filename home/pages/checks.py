"""Before it opens, a site says who publishes it and who hosts it."""

from django.core.checks import Warning as CheckWarning
from django.core.checks import register
from django.db import DatabaseError

from . import queries


@register(deploy=True)
def legal_notice_is_written(app_configs, **kwargs) -> list[CheckWarning]:
    try:
        missing = queries.site_settings().missing_facts()
    except DatabaseError:
        return []  # nothing to read yet: the tables come first
    if not missing:
        return []
    hint = "Fill them in /cms/, under Settings, The site and its publisher."
    return [CheckWarning(f"The legal notice lacks: {', '.join(missing)}.", hint=hint, id="home.W001")]

"""What takes long comes first, so that no worker ends alone with it: browsers, then the files with slow tests.

Workers steal from each other what is left (`--dist worksteal`), so that no test may count on what ran before it.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.path not in slow))

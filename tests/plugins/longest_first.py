"""What takes long comes first, so that no worker ends alone with it: browsers, then the files with slow tests.

Workers begin with a part each, in order, and steal from each other what is left (`--dist worksteal`), so that no test
may count on what ran before it. Browsers begin two of these parts: a browser and its server keep one processor busy.
"""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    browsers = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    others.sort(key=lambda item: item.path not in slow)
    files = list(dict.fromkeys(item.path for item in browsers))
    first = [item for item in browsers if files.index(item.path) % 2 == 0]
    second = [item for item in browsers if files.index(item.path) % 2]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    rest_of_first = max(0, len(items) // workers - len(first))
    items[:] = [*first, *others[:rest_of_first], *second, *others[rest_of_first:]]

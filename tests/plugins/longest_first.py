"""What takes long comes first, so that no worker ends alone with it: browsers, then the files with slow tests.

Workers begin with equal shares, in order, then steal from each other what is left (`--dist worksteal`), so that no test
may count on what ran before it. Browsers wait more than they work: two workers begin with half of them each, beside
others that keep the processors busy, rather than all workers waiting together at the end.
"""

import pytest


def is_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (not is_browser(item), item.path not in slow))
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = shared(items, sum(map(is_browser, items)), workers)


def shared(items: list, browsers: int, workers: int) -> list:
    """The same items, of which the first `browsers` stand half at the beginning of the first worker's share and half at
    that of the second one's, unless they fill a share.
    """
    share, half = len(items) // workers, browsers // 2
    if workers == 1 or browsers > share:
        return items
    first = browsers + share - half
    return items[:half] + items[browsers:first] + items[half:browsers] + items[first:]

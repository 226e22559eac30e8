"""The collector of circular garbage leaves alone what lives as long as the run, and looks less often at the rest: with
thousands of tests and the whole of Django in memory, it would take a tenth of the time.
"""

import gc

RARELY = (50_000, 20, 100)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)

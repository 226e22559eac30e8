"""The pages, and what every server process needs: the search for waste must not hold its readers up.

With a thousand sockets open, Python's usual full collections held everybody up for 150 ms every two seconds.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from network.kit.charset import Utf8Only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.production")
application = Utf8Only(get_wsgi_application())
# What is loaded for good is left out, and the rest is gone through less often.
get_resolver().check()
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 10, 20)

"""The real embedded server, one for the whole run; its rows come and go with each test that asks for it."""

import pytest


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker):
    from tests.live.server import running

    with django_db_blocker.unblock(), running() as started:
        yield started


@pytest.fixture
def key_of(transactional_db):
    """key_of(user): the key of a new session, that the server knows too."""
    from tests.live.server import session_of

    return session_of

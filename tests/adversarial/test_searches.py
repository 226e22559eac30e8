"""DS-04: words looked for in lists cost the database more than the lists: how often one person may."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from network.kit.rate import LIMITS
from tests.factories import MeetingFactory, MinutesFactory, ThreadFactory

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
LISTS = ["discussions/", "fichiers/", "membres/", "animation/", "reunions/decisions/", "reunions/actions/"]


@pytest.mark.parametrize("page", LISTS)
def test_words_looked_for_have_their_number(client, facilitator, colleague, settings, page):
    """One more is answered 429; the list without words, and somebody else, are not held back."""
    settings.RATE_FACTOR = 2 / LIMITS["searches"].amount
    url = f"/groupes/{facilitator.group.slug}/{page}"
    client.force_login(facilitator.user)
    answers = [client.get(url, {"q": f"bilan {turn}"}) for turn in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == str(LIMITS["searches"].seconds)
    assert [client.get(url, {"q": words}).status_code for words in ("", " ")] == [200, 200]
    client.force_login(colleague.user)
    assert client.get(url, {"q": "bilan"}).status_code == (404 if page == "animation/" else 200)


def test_the_lists_of_a_group_share_one_number(client, facilitator, settings):
    settings.RATE_FACTOR = 2 / LIMITS["searches"].amount
    client.force_login(facilitator.user)
    urls = [f"/groupes/{facilitator.group.slug}/{page}?q=bilan" for page in LISTS]
    assert [client.get(url).status_code for url in urls] == [200, 200, 429, 429, 429, 429]


def test_words_looked_for_to_choose_something_count_too(client, facilitator, settings):
    """A file for a meeting or for minutes, the discussion that another one goes into."""
    settings.RATE_FACTOR = 1 / LIMITS["searches"].amount
    group, minutes = facilitator.group, MinutesFactory(meeting__group=facilitator.group)
    thread, meeting = ThreadFactory(group=group), MeetingFactory(group=group)
    pages = [
        reverse("groups:thread-merge", args=[group.slug, thread.pk]),
        reverse("groups:thread-duplicate", args=[group.slug, thread.pk]),
        reverse("groups:meeting-files", args=[group.slug, meeting.pk]),
        reverse("groups:minutes-files", args=[group.slug, minutes.meeting_id]),
    ]
    client.force_login(facilitator.user)
    for url in pages:
        cache.clear()
        answers = [client.get(url, {"q": words}).status_code for words in ("bilan", "", "bilan")]
        assert answers == [200, 200, 429], url

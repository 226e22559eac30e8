"""DS-04: words looked for in lists cost the database more than the lists: how often one person may."""

import pytest

from network.kit.rate import LIMITS

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

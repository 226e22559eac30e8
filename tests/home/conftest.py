import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from home.pages.actions import seed_site
from tests import cms


@pytest.fixture
def home(db):
    """The home page of the first day's site, with its other pages."""
    return seed_site()


@pytest.fixture
def page_at(home):
    """The page of the seed at this address."""

    def find(path):
        return home.get_descendants().get(url_path=f"{home.url_path}{path.strip('/')}/").specific

    return find


@pytest.fixture
def editor_client(client, home):
    return cms.enter(client, cms.editor())


@pytest.fixture
def admin_client(client, home):
    return cms.enter(client, cms.administrator())


@pytest.fixture
def picture(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Image.objects.create(title="Place du marché", file=get_test_image_file())

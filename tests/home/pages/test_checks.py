from django.db import OperationalError

from home.models import SiteSettings
from home.pages import queries
from home.pages.checks import legal_notice_is_written


def test_deployment_warns_while_the_legal_notice_lacks_facts(home):
    (warning,) = legal_notice_is_written(None)
    assert warning.id == "home.W001"
    assert "SIRET" in warning.msg


def test_deployment_is_quiet_once_it_is_written(home):
    facts = ("legal_name", "legal_form", "registered_office", "registration", "publication_director", "host_name")
    rest = ("host_address", "host_phone", "contact_email", "contact_phone")
    SiteSettings.objects.update(**dict.fromkeys((*facts, *rest), "x"))
    assert legal_notice_is_written(None) == []


def test_deployment_is_quiet_before_the_tables_exist(monkeypatch):
    def absent():
        raise OperationalError("no such table")

    monkeypatch.setattr(queries, "site_settings", absent)
    assert legal_notice_is_written(None) == []

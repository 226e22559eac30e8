import importlib.util

import pytest
from django.core.exceptions import ImproperlyConfigured

from network.kit.private_files import bucket_url
from network.kit.private_files.bucket_url import place_of_private_files


def test_no_address_is_the_folder_of_this_machine():
    assert place_of_private_files("") == {"BACKEND": "network.kit.private_files.disk.Disk"}


def test_an_address_says_all_there_is_to_know():
    url = "s3://clé%2F1:se%40cret@s3.fr-par.example:9000/partage?region=fr-par&addressing=virtual"
    assert place_of_private_files(url)["OPTIONS"] == {
        "access_key": "clé/1",
        "secret_key": "se@cret",
        "endpoint_url": "https://s3.fr-par.example:9000",
        "bucket_name": "partage",
        "region_name": "fr-par",
        "addressing_style": "virtual",
    }


def test_the_rest_is_as_usual():
    options = place_of_private_files("s3://s3.example/partage?tls=0")["OPTIONS"]
    assert (options["access_key"], options["region_name"], options["addressing_style"]) == (None, "us-east-1", "path")
    assert options["endpoint_url"] == "http://s3.example"


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.example/partage", "s3://s3.example/", "s3:///partage", "s3://key@s3.example/partage",
        "s3://s3.example/partage/dossier", "s3://s3.example:port/partage", "s3://s3.example/partage?tls=maybe",
        "s3://s3.example/partage?public=1", "/srv/partage",
    ],
)  # fmt: skip
def test_any_other_address_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        place_of_private_files(url)


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(
        bucket_url, "find_spec", lambda name: None if name == "boto3" else importlib.util.find_spec(name)
    )
    with pytest.raises(ImproperlyConfigured, match=r"requirements-s3\.txt"):
        place_of_private_files("s3://s3.example/partage")

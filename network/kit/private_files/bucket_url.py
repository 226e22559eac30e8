"""STORAGE_URL, read into Django's settings."""

from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DISK = {"BACKEND": "network.kit.private_files.disk.Disk"}
SHAPE = "STORAGE_URL must be s3://key:secret@host:port/bucket?region=…&tls=0&addressing=virtual."
USUAL = {"region": "us-east-1", "tls": "1", "addressing": "path"}
TAKEN = {"tls": {"0", "1"}, "addressing": {"path", "virtual"}}


def place_of_private_files(url: str) -> dict:
    """An entry of STORAGES: the folder of this machine for an empty address, else the bucket.

    Without key and secret, boto3 looks for them as it always does. Raises ImproperlyConfigured for any other address,
    and when requirements-s3.txt is not installed.
    """
    if not url:
        return DISK
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"STORAGE_URL cannot be read: {error}.") from None
    bucket, said = parts.path.strip("/"), _said(parts.query)
    if parts.scheme != "s3" or not host or not bucket or "/" in bucket or bool(parts.username) != bool(parts.password):
        raise ImproperlyConfigured(SHAPE)
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured("STORAGE_URL needs two more packages: pip install -r requirements-s3.txt.")
    options = {
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": f"{'https' if said['tls'] == '1' else 'http'}://{host}{f':{port}' if port else ''}",
        "bucket_name": bucket,
        "region_name": said["region"],
        "addressing_style": said["addressing"],
    }
    return {"BACKEND": "network.kit.private_files.bucket.Bucket", "OPTIONS": options}


def _said(query: str) -> dict[str, str]:
    said = {**USUAL, **{name: values[-1] for name, values in parse_qs(query).items()}}
    if set(said) != set(USUAL) or any(said[name] not in allowed for name, allowed in TAKEN.items()):
        raise ImproperlyConfigured(SHAPE)
    return said

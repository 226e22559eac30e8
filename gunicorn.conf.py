"""Web processes of a real installation: WSGI threads that keep their database connections. Read by gunicorn itself."""

from gunicorn.http.wsgi import Response

from network import env

bind = [f"127.0.0.1:{env.PORT}"]
worker_class = "gthread"
workers = 2
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_fields = 100
preload_app = True
# Django alone decides whom to believe (TRUSTED_PROXY_COUNT).
forwarded_allow_ips = ""
secure_scheme_headers = {}

_usual_headers = Response.default_headers


def _unsigned(response: Response) -> list[str]:
    return [line for line in _usual_headers(response) if not line.startswith("Server:")]


Response.default_headers = _unsigned

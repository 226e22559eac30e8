from django.http import HttpResponse, StreamingHttpResponse

from network.kit.csv_out import csv_response
from network.kit.downloads import as_download
from network.kit.papers.answer import download

ALONE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def test_what_leaves_as_a_file_is_kept_by_one_person_and_runs_nowhere():
    name, paper = "Relevé.txt", {"name": "Relevé.txt", "content_type": "text/plain"}
    for response in (
        as_download(HttpResponse("mots"), name),
        as_download(StreamingHttpResponse(["mots"]), name),
        csv_response([["mots"]], name=name),
        download(b"mots", **paper),
    ):
        assert response.headers.items() >= ALONE.items()
        assert response["Content-Disposition"] == "attachment; filename*=utf-8''Relev%C3%A9.txt"

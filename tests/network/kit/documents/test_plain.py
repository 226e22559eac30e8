import pytest

from network.kit.documents.found import Outcome

pytestmark = pytest.mark.slow  # each reads in a process of its own


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_words_are_read_in_any_alphabet(read, alphabet):
    found = read("Réussite éducative\r\n\r\n\r\n\r\nŒuvre".encode(alphabet), "txt")
    assert (found.outcome, found.text, found.html) == (Outcome.DONE, "Réussite éducative\n\nŒuvre", "")


def test_what_no_page_can_hold_is_left_out(read):
    assert read(b"a\x00b\x08c\xe2\x80\xaed", "txt").text == "abcd"


def test_markdown_is_a_page_without_anything_that_runs(read):
    """FI-02."""
    said = "# Été\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](http://evil.example/z.png)\n\n|a|b|\n|-|-|\n|1|2|"
    page = read(said.encode(), "md").html
    assert "<h3>Été</h3>" in page and "<td>1</td>" in page
    assert "<script" not in page and "href" not in page and "<img" not in page


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_values_are_a_table_whatever_parts_them(read, sign):
    said = "\n".join(sign.join(row) for row in [["nom", "ville"], ["Élise", "Ermont"], ["=1+1", "<b>"]])
    page = read(said.encode("cp1252"), "csv").html
    assert '<th scope="col">nom</th>' in page and "<td>Ermont</td>" in page
    assert "<td>=1+1</td>" in page and "<td>&lt;b&gt;</td>" in page


def test_a_long_table_is_shown_by_its_first_lines(read):
    found = read("\n".join(f"{n};x" for n in range(5000)).encode(), "csv")
    assert found.html.count("<tr>") == 200 and "4999" in found.text


@pytest.mark.parametrize("ending", ["txt", "md", "csv"])
def test_what_is_empty_or_strange_breaks_nothing(read, ending):
    for data in (b"", b"\n\n", b'"', b"\xff\xfe", b"[" * 5000, b'a;"b\n' * 500):
        assert read(data, ending).outcome in {Outcome.DONE, Outcome.DAMAGED, Outcome.TOO_MUCH}

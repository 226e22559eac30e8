import csv
import io

import pytest

from network.kit.csv_out import cell, csv_response, lines


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", '=HYPERLINK("http://evil.example";"x")', "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1+1", "\r=1",
        " =1", "\n=1", "\x00=1", "＝1+1", "＋1+1", "＠x", "|calc", "+33 1=2", "-1;=2",
    ],
)  # fmt: skip
def test_what_would_be_calculated_is_text(text):
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["+33 1 23 45 67 89", "+33(0)1.23.45.67.89", "-12", "-1,5", "Bonjour", "3 - 2 = 1"])
def test_numbers_and_telephone_numbers_stay_readable(text):
    assert cell(text) == text


def test_lines_are_what_french_spreadsheets_read():
    text = "".join(lines([["Décision", "N°"], ["Un ; deux\n«\u00a0trois\u00a0»", 4], [None, '"']]))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows == [["Décision", "N°"], ["Un ; deux\n«\u00a0trois\u00a0»", "4"], ["", '"']]


def test_response_is_a_file_that_nobody_keeps():
    response = csv_response([["a"]], name="Décisions – À.csv")
    assert b"".join(response.streaming_content) == "\ufeffa\r\n".encode()
    assert (
        response["Cache-Control"] == "private, no-store"
        and "filename*=utf-8''D%C3%A9cisions" in response["Content-Disposition"]
    )

import pytest
from django.utils.translation import override

from network.kit.mail_message import CalendarPart, Outside, absolute, compose, conversation_id, new_message_id, plain
from tests.mailbox import LINKABLE, links_of, parsed, words_of

HOSTILE = [
    "<a href=//evil.example>Cliquez</a>",
    "[x](http://evil.example/a)",
    "http://evil.example/vol?x=1",
    "HTTPS://EVIL.EXAMPLE",
    "//evil.example/a",
    "www.evil.com",
    "evil.com",
    "evil．com et evil。com",
    "<!-- evil --><script>alert(1)</script>",
    "contact@evil.com",
    "mailto:contact@evil.com",
    "\\\\evil\\partage",
    "Claire\r\nBcc: tous@evil.com",
    "{{ secret }} {% debug %} %(password)s {user.password}",
    "\u202egnp.exe\u2069",
]
PARAGRAPHS = {"div", "p", "br"}
NEWS = ("subject", "heading", "group_name", "quote", "url", "action", "reason", "attached")


def news(**values):
    context = {
        "subject": "Une réponse",
        "heading": "Une réponse",
        "group_name": "Réussite éducative",
        "quote": "",
        "url": "/groupes/reussite/discussions/3/",
        "action": "Lire",
        "reason": "Vous suivez cette discussion.",
    }
    return compose(
        template="activity/news",
        to="claire@example.org",
        context=context | values,
        language=values.get("language", "fr"),
        message_id="<a@testserver>",
    )


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("place", ["subject", "heading", "group_name", "quote"])
def test_compose_makes_no_link_of_the_words_of_people(words, place):
    clean = news()
    mail = news(**{place: words})
    assert links_of(mail) == links_of(clean) == {"http://testserver/groupes/reussite/discussions/3/"}
    read, tags = words_of(mail)
    assert LINKABLE.findall(read) == []
    assert [tag for tag in tags if tag not in PARAGRAPHS] == [t for t in words_of(clean)[1] if t not in PARAGRAPHS]
    assert set(mail.message().keys()) == set(clean.message().keys())


def test_compose_keeps_what_people_wrote_readable():
    mail = news(quote="Voir <b>10:30</b>, 12.5 % & « http://a.example »", heading="L’accueil d’Élise")
    _, text, page = parsed(mail)
    read = text.replace("\u2060", "")
    assert "Voir <b>10:30</b>, 12.5\u00a0% & «\u00a0http://a.example\u00a0»" in read
    assert "L’accueil d’Élise" in read
    assert "&lt;\u2060b&gt;10:30" in page


@pytest.mark.parametrize("text", ["10:30", "12.5", "1/2", "le 12.11.2026", "a.", "Bien : oui"])
def test_plain_leaves_ordinary_words(text):
    assert plain(text) == text


def test_compose_bounds_what_is_long():
    mail = news(subject="s" * 5000, quote="q" * 5000)
    assert len(mail.subject) == 150
    assert mail.subject.endswith("…")
    assert "q" * 1999 + "…" in mail.body
    assert "q" * 2000 not in mail.body


def test_compose_cuts_between_words():
    mail = news(subject="mot " * 100, quote="mot " * 1000)
    assert mail.subject.endswith("mot…") and len(mail.subject) <= 150
    assert "mot mot…\n" in mail.body and "mo…" not in mail.body


def test_no_line_of_a_mail_begins_with_a_mark():
    for said in parsed(news(heading="Vous venez ?", quote="Oui !\nÀ 9 h : « là »"))[1:]:
        assert "Vous venez\u00a0?" in said and "Oui\u00a0!" in said and "\u00a0: «\u00a0là\u00a0»" in said


def test_compose_writes_two_twins_and_safe_headers():
    mail = news(quote="Une\ncitation")
    wire, text, page = parsed(mail)
    assert wire.get_content_type() == "multipart/alternative"
    assert wire["Auto-Submitted"] == "auto-generated"
    assert wire["Message-ID"] == "<a@testserver>"
    assert wire["To"] == "claire@example.org"
    for said in ("Une réponse", "Réussite éducative", "Vous suivez cette discussion.", "Lire"):
        assert said in text
        assert said in page
    assert "Une<br>citation" in page
    assert "<img" not in page
    assert "\n\n\n" not in text


def test_compose_speaks_the_language_of_the_recipient():
    with override("en"):
        page = parsed(news())[2]
    assert '<html lang="fr"' in page
    assert '<html lang="en"' in parsed(news(language="en"))[2]
    assert "Nobody reads the answers" in parsed(news(language="en"))[1]


def test_compose_takes_nested_values():
    mail = news(quote="x", items=[{"url": "/a/", "name": "evil.com"}], count=3)
    assert "evil.com" not in mail.body
    with pytest.raises(ValueError, match="this site only"):
        news(items=[{"thread_url": "//evil.example/"}])


@pytest.mark.parametrize(
    "url", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "x", "/a\nb"]
)
def test_absolute_refuses_other_places(url):
    with pytest.raises(ValueError, match="this site only"):
        absolute(url)


def test_absolute_completes_paths():
    assert absolute("/groupes/") == "http://testserver/groupes/"
    assert absolute("http://testserver/groupes/") == "http://testserver/groupes/"


def test_message_ids_say_nothing():
    assert new_message_id() != new_message_id()
    assert new_message_id().endswith("@testserver>")
    assert conversation_id("thread:12") == conversation_id("thread:12") != conversation_id("thread:13")
    assert "12" not in conversation_id("thread:12") or "thread" not in conversation_id("thread:12")


def test_compose_carries_a_calendar_as_a_twin_and_as_a_file():
    part = CalendarPart("BEGIN:VCALENDAR\r\nSUMMARY:Réunion\r\nEND:VCALENDAR\r\n", "REQUEST")
    mail = compose(
        template="activity/news",
        to="claire@example.org",
        context=dict.fromkeys(NEWS, ""),
        language="fr",
        message_id="<a@testserver>",
        calendar=part,
    )
    wire, _text, _page = parsed(mail)
    assert wire.get_content_type() == "multipart/mixed"
    assert next(wire.iter_parts()).get_content_type() == "multipart/alternative"
    kinds = {one.get_content_type(): one for one in wire.walk()}
    assert kinds["text/calendar"].get_param("method") == "REQUEST"
    assert "Réunion" in kinds["text/calendar"].get_content()
    assert kinds["application/ics"].get_filename() == "invitation.ics"
    assert kinds["application/ics"].get_content().decode() == part.content


@pytest.mark.parametrize(
    "url",
    ["http://a.example", "https://", "https://user@evil.example/", "javascript:x", "https://a.example/\nx",
     "https://a b", 'https://a.example/"onclick=x', "https://a.example/<b>", "https://a.example\\@b", ""],
)  # fmt: skip
def test_outside_refuses_what_is_not_https(url):
    with pytest.raises(ValueError, match="https only"):
        Outside(url)


def test_compose_leads_outside_only_where_it_is_marked():
    visio = "https://visio.example/salle?x=1&y=2#a"
    assert Outside(visio) == visio
    assert visio not in news(quote=visio).body
    assert visio in news(quote=Outside(visio)).body

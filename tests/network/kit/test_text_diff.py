from network.kit.text_diff import WORDS_MAX, Piece, between


def test_words_are_kept_taken_away_and_added():
    assert between("<p>Rendez-vous lundi.</p>", "<p>Rendez-vous mardi soir.</p>") == [
        Piece("", "Rendez-vous "),
        Piece("del", "lundi."),
        Piece("ins", "mardi soir."),
    ]


def test_lines_added_or_taken_away_leave_the_line_before_as_it_was():
    one, two = "<p>Un.pdf</p>", "<p>Un.pdf</p><p>Deux.txt</p>"
    assert [(piece.mark, piece.text.strip()) for piece in between(one, two)] == [("", "Un.pdf"), ("ins", "Deux.txt")]
    kept, gone = between(two, one)
    assert kept.text.endswith("\n") and gone == Piece("del", "Deux.txt")


def test_same_words_are_one_piece():
    assert between("<p>Oui</p>", "<p><strong>Oui</strong></p>") == [Piece("", "Oui")]


def test_nothing_left_and_nothing_before():
    assert between("<p>Oui</p>", "") == [Piece("del", "Oui")]
    assert between("", "<p>Oui</p>") == [Piece("ins", "Oui")]


def test_markup_that_was_written_stays_text():
    assert between("", "<p>&lt;script&gt;</p>") == [Piece("ins", "<script>")]


def test_very_long_texts_are_shown_whole():
    before, after = "<p>" + "a " * WORDS_MAX + "</p>", "<p>" + "b " * WORDS_MAX + "</p>"
    pieces = between(before, after)
    assert [piece.mark for piece in pieces] == ["del", "ins"]
    assert pieces[1].text.startswith("b b")

from network.kit import tokens

SALT = "test"


def test_token_is_made_again_from_its_nonce():
    nonce = tokens.new_nonce()
    token = tokens.token_of(nonce, salt=SALT)
    assert (
        token
        == tokens.token_of(nonce, salt=SALT)
        == tokens.find_token(nonce, salt=SALT, expected=tokens.fingerprint(token))
    )
    assert token not in {tokens.token_of(tokens.new_nonce(), salt=SALT), tokens.token_of(nonce, salt="other")}


def test_token_is_not_guessed_from_what_is_kept():
    nonce = tokens.new_nonce()
    token = tokens.token_of(nonce, salt=SALT)
    assert len(token) == 43
    assert nonce not in token
    assert len(tokens.fingerprint(token)) == 64


def test_find_token_after_the_key_was_rotated(settings):
    nonce = tokens.new_nonce()
    token = tokens.token_of(nonce, salt=SALT)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "new" * 20
    assert tokens.find_token(nonce, salt=SALT, expected=tokens.fingerprint(token)) == token
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.find_token(nonce, salt=SALT, expected=tokens.fingerprint(token)) is None

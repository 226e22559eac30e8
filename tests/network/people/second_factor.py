"""Second factors for tests."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def set_up(person) -> list[str]:
    """An authenticator application, and recovery codes, which are returned."""
    TOTP.activate(person, SECRET)
    return RecoveryCodes.activate(person).generate_codes()


def code_now() -> str:
    return code_of(SECRET)


def wrong_code() -> str:
    """Six digits that are none of the codes of now."""
    near = {format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step)) for step in (-1, 0, 1, 2)}
    return next(code for code in map(str, range(100000, 100010)) if code not in near)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))

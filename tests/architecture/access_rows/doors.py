"""Rows of `access_table` for signing in, and for one's own account."""

TABLE = """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
# Doors
people:code-again                   GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
people:code-again                   POST -      login  moved  moved  moved  moved  moved  moved  moved  login
account_login                       GET  -      200    moved  moved  moved  moved  moved  moved  moved  200
account_login                       POST -      422    moved  moved  moved  moved  moved  moved  moved  422
account_set_password                GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
account_set_password                POST -      login  moved  moved  moved  moved  moved  moved  moved  login
account_logout                      GET  -      moved  200    200    200    200    200    200    200    moved
account_logout                      POST -      moved  moved  moved  moved  moved  moved  moved  moved  moved
account_signup                      GET  -      200    moved  moved  moved  moved  moved  moved  moved  200
account_signup                      POST -      422    moved  moved  moved  moved  moved  moved  moved  422
account_reauthenticate              GET  -      login  200    200    200    200    200    200    200    login
account_reauthenticate              POST -      login  422    422    422    422    422    422    422    login
account_email                       GET  -      login  200    200    200    200    200    200    200    login
account_email                       POST -      login  moved  moved  moved  moved  moved  moved  moved  login
account_email_verification_sent     GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
account_email_verification_sent     POST -      login  moved  moved  moved  moved  moved  moved  moved  login
account_change_password             GET  -      login  200    200    200    200    200    200    200    login
account_change_password             POST -      login  422    422    422    422    422    422    422    login
account_reset_password              GET  -      200    200    200    200    200    200    200    200    200
account_reset_password              POST -      moved  moved  moved  moved  moved  moved  moved  moved  moved
account_confirm_login_code          GET  -      moved  moved  moved  moved  moved  moved  moved  moved  moved
account_confirm_login_code          POST -      moved  moved  moved  moved  moved  moved  moved  moved  moved
account_confirm_password_reset_code GET  -      login  login  login  login  login  login  login  login  login
account_confirm_password_reset_code POST -      moved  moved  moved  moved  moved  moved  moved  moved  moved
account_complete_password_reset     GET  -      moved  moved  moved  moved  moved  moved  moved  moved  moved
account_complete_password_reset     POST -      moved  moved  moved  moved  moved  moved  moved  moved  moved
account_password_reset_completed    GET  -      200    200    200    200    200    200    200    200    200
account_request_login_code          GET  -      200    moved  moved  moved  moved  moved  moved  moved  200
account_request_login_code          POST -      moved  moved  moved  moved  moved  moved  moved  moved  moved
# Second factor
mfa_index                           GET  -      login  200    200    200    200    200    200    200    login
mfa_authenticate                    GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_authenticate                    POST -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_reauthenticate                  GET  -      login  moved  moved  moved  moved  200    200    moved  login
mfa_reauthenticate                  POST -      login  moved  moved  moved  moved  422    422    moved  login
mfa_activate_totp                   GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_activate_totp                   POST -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_deactivate_totp                 GET  -      login  404    404    404    404    moved  moved  404    login
mfa_deactivate_totp                 POST -      login  404    404    404    404    moved  moved  404    login
mfa_view_recovery_codes             GET  -      login  404    404    404    404    404    404    404    login
mfa_generate_recovery_codes         GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_generate_recovery_codes         POST -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_download_recovery_codes         GET  -      login  404    404    404    404    404    404    404    login
mfa_download_recovery_codes         POST -      login  404    404    404    404    404    404    404    login
mfa_list_webauthn                   GET  -      login  200    200    200    200    200    200    200    login
mfa_add_webauthn                    GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_add_webauthn                    POST -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_reauthenticate_webauthn         GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_reauthenticate_webauthn         POST -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_remove_webauthn                 GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_remove_webauthn                 POST -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_edit_webauthn                   GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_edit_webauthn                   POST -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_login_webauthn                  GET  -      login  moved  moved  moved  moved  moved  moved  moved  login
mfa_login_webauthn                  POST -      login  moved  moved  moved  moved  moved  moved  moved  login
"""
FORMS: dict[str, dict[str, str]] = {}

"""Who gets what at every address: one line an address and method, one column a role.

`200` the page · `moved` a redirect, most often what a form answers when it is done · `login` the sign-in page ·
`404` absent and forbidden alike · `403` `405` `409` `410` `422` as they are. The third column says in which group:
`listed`, `hidden`, or `-` when the address leads into none; a name may say about which other object of the group it is
tried (`post-detail@hidden`). Everything below /cms/ follows one rule, tested by a walk.
"""

from tests.architecture import access_rows

TABLE = (
    """
#                                               anon.  netw.  invit. memb.  facil. admin. editor remov. susp.
# Public pages
set_language                        POST -      moved  moved  moved  moved  moved  moved  moved  moved  moved
styleguide                          GET  -      404    404    404    404    404    404    404    404    404
wagtaildocs_serve                   GET  -      200    200    200    200    200    200    200    200    200
sitemap                             GET  -      200    200    200    200    200    200    200    200    200
home:accent-css                     GET  -      200    200    200    200    200    200    200    200    200
home:robots                         GET  -      200    200    200    200    200    200    200    200    200
home:favicon                        GET  -      moved  moved  moved  moved  moved  moved  moved  moved  moved
home:security-txt                   GET  -      200    200    200    200    200    200    200    200    200
home:rendition                      GET  -      200    200    200    200    200    200    200    200    200
wagtail_serve                       GET  -      200    200    200    200    200    200    200    200    200
wagtailcore_login                   GET  -      login  login  login  login  login  login  login  login  login
# One's account
people:account-home                 GET  -      login  200    200    200    200    200    200    200    login
people:profile-edit                 GET  -      login  200    200    200    200    200    200    200    login
people:profile-edit                 POST -      login  moved  moved  moved  moved  moved  moved  moved  login
people:session-end                  POST -      login  404    404    moved  404    404    404    404    login
usersessions_list                   GET  -      login  200    200    200    200    200    200    200    login
usersessions_list                   POST -      login  moved  moved  moved  moved  moved  moved  moved  login
# Being told
activity:notification-list          GET  -      login  200    200    200    200    200    200    200    login
activity:notifications-read         POST -      login  moved  moved  moved  moved  moved  moved  moved  login
activity:mail-choice                GET  -      login  200    200    200    200    200    200    200    login
activity:mail-choice                POST -      login  moved  moved  moved  moved  moved  moved  moved  login
activity:mail-stop                  GET  -      200    200    200    200    200    200    200    200    200
activity:mail-stop                  POST -      200    200    200    200    200    200    200    200    200
# Groups
groups:dashboard                    GET  -      login  200    200    200    200    200    200    200    login
groups:dashboard-read               POST -      login  moved  moved  moved  moved  moved  moved  moved  login
groups:counters                     GET  -      login  200    200    200    200    200    200    200    login
groups:group-home                   GET  listed 200    200    200    200    200    200    200    200    200
groups:group-home                   GET  hidden 404    404    404    200    200    200    404    404    404
groups:group-list                   GET  -      200    200    200    200    200    200    200    200    200
# Ways in, members, facilitation
groups:admin-entry                  GET  listed login  404    404    404    404    200    404    404    login
groups:admin-entry                  POST listed login  404    404    404    404    moved  404    404    login
groups:admin-entry                  GET  hidden login  404    404    404    404    200    404    404    login
groups:admin-entry                  POST hidden login  404    404    404    404    moved  404    404    login
groups:group-admin                  GET  listed login  404    404    404    200    404    404    404    login
groups:group-admin                  GET  hidden login  404    404    404    200    404    404    404    login
groups:welcome-edit                 GET  listed login  404    404    404    200    404    404    404    login
groups:welcome-edit                 POST listed login  404    404    404    moved  404    404    404    login
groups:welcome-edit                 GET  hidden login  404    404    404    200    404    404    404    login
groups:welcome-edit                 POST hidden login  404    404    404    moved  404    404    404    login
groups:join-request-decide          GET  listed login  404    404    404    200    404    404    404    login
groups:join-request-decide          POST listed login  404    404    404    moved  404    404    404    login
groups:join-request-decide          GET  hidden login  404    404    404    200    404    404    404    login
groups:join-request-decide          POST hidden login  404    404    404    moved  404    404    404    login
groups:invitation-create            GET  listed login  404    404    404    200    404    404    404    login
groups:invitation-create            POST listed login  404    404    404    200    404    404    404    login
groups:invitation-create            GET  hidden login  404    404    404    200    404    404    404    login
groups:invitation-create            POST hidden login  404    404    404    200    404    404    404    login
groups:invitation-resend            GET  listed login  404    404    404    moved  404    404    404    login
groups:invitation-resend            POST listed login  404    404    404    moved  404    404    404    login
groups:invitation-resend            GET  hidden login  404    404    404    moved  404    404    404    login
groups:invitation-resend            POST hidden login  404    404    404    moved  404    404    404    login
groups:invitation-revoke            GET  listed login  404    404    404    moved  404    404    404    login
groups:invitation-revoke            POST listed login  404    404    404    moved  404    404    404    login
groups:invitation-revoke            GET  hidden login  404    404    404    moved  404    404    404    login
groups:invitation-revoke            POST hidden login  404    404    404    moved  404    404    404    login
groups:member-role                  GET  listed login  404    404    404    moved  404    404    404    login
groups:member-role                  POST listed login  404    404    404    moved  404    404    404    login
groups:member-role                  GET  hidden login  404    404    404    moved  404    404    404    login
groups:member-role                  POST hidden login  404    404    404    moved  404    404    404    login
groups:member-remove                GET  listed login  404    404    404    200    404    404    404    login
groups:member-remove                POST listed login  404    404    404    moved  404    404    404    login
groups:member-remove                GET  hidden login  404    404    404    200    404    404    404    login
groups:member-remove                POST hidden login  404    404    404    moved  404    404    404    login
groups:group-join                   GET  listed login  200    200    moved  moved  200    200    200    login
groups:group-join                   POST listed login  moved  moved  409    409    moved  moved  moved  login
groups:group-join                   GET  hidden login  404    404    moved  moved  moved  404    404    login
groups:group-join                   POST hidden login  404    404    409    409    409    404    404    login
groups:join-request-withdraw        GET  listed login  moved  moved  moved  moved  moved  moved  moved  login
groups:join-request-withdraw        POST listed login  moved  moved  moved  moved  moved  moved  moved  login
groups:join-request-withdraw        GET  hidden login  404    404    moved  moved  moved  404    404    login
groups:join-request-withdraw        POST hidden login  404    404    moved  moved  moved  404    404    login
groups:membership-leave             GET  listed login  404    404    200    200    404    404    404    login
groups:membership-leave             POST listed login  404    404    moved  409    404    404    404    login
groups:membership-leave             GET  hidden login  404    404    200    200    404    404    404    login
groups:membership-leave             POST hidden login  404    404    moved  409    404    404    404    login
groups:member-list                  GET  listed login  404    404    200    200    404    404    404    login
groups:member-list                  GET  hidden login  404    404    200    200    404    404    404    login
groups:member-suggestions           GET  listed login  404    404    200    200    404    404    404    login
groups:member-suggestions           GET  hidden login  404    404    200    200    404    404    404    login
groups:invitation                   GET  listed 200    200    200    200    200    200    200    200    200
groups:invitation                   POST listed login  403    moved  403    403    403    403    403    login
groups:invitation                   GET  hidden 200    200    200    200    200    200    200    200    200
groups:invitation                   POST hidden login  403    moved  403    403    403    403    403    login
# Discussions
groups:thread-list                  GET  listed login  404    404    200    200    404    404    404    login
groups:thread-list                  GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-new                   GET  listed login  404    404    200    200    404    404    404    login
groups:thread-new                   POST listed login  404    404    moved  moved  404    404    404    login
groups:thread-new                   GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-new                   POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-detail                GET  listed login  404    404    200    200    404    404    404    login
groups:thread-detail                GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-reply                 POST listed login  404    404    moved  moved  404    404    404    login
groups:thread-reply                 POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-news                  GET  listed login  404    404    200    200    404    404    404    login
groups:thread-news                  GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-follow                POST listed login  404    404    moved  moved  404    404    404    login
groups:thread-follow                POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-delete                GET  listed login  404    404    404    200    404    404    404    login
groups:thread-delete                POST listed login  404    404    404    moved  404    404    404    login
groups:thread-delete                GET  hidden login  404    404    404    200    404    404    404    login
groups:thread-delete                POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-undo                  POST listed login  404    404    moved  moved  404    404    404    login
groups:thread-undo                  POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-restore               POST listed login  404    404    404    moved  404    404    404    login
groups:thread-restore               POST hidden login  404    404    404    moved  404    404    404    login
groups:post-edit                    GET  listed login  404    404    200    404    404    404    404    login
groups:post-edit                    POST listed login  404    404    moved  404    404    404    404    login
groups:post-edit                    GET  hidden login  404    404    200    404    404    404    404    login
groups:post-edit                    POST hidden login  404    404    moved  404    404    404    404    login
groups:post-delete                  GET  listed login  404    404    200    404    404    404    404    login
groups:post-delete                  POST listed login  404    404    moved  404    404    404    404    login
groups:post-delete                  GET  hidden login  404    404    200    404    404    404    404    login
groups:post-delete                  POST hidden login  404    404    moved  404    404    404    404    login
# Files: folders, versions, the bin
groups:file-list                    GET  listed login  404    404    200    200    404    404    404    login
groups:file-list                    GET  hidden login  404    404    200    200    404    404    404    login
groups:folder-detail                GET  listed login  404    404    200    200    404    404    404    login
groups:folder-detail                GET  hidden login  404    404    200    200    404    404    404    login
groups:file-deposit                 GET  listed login  404    404    200    200    404    404    404    login
groups:file-deposit                 GET  hidden login  404    404    200    200    404    404    404    login
groups:file-deposit                 POST listed login  404    404    422    422    404    404    404    login
groups:file-deposit                 POST hidden login  404    404    422    422    404    404    404    login
groups:file-choices                 GET  listed login  404    404    200    200    404    404    404    login
groups:file-choices                 GET  hidden login  404    404    200    200    404    404    404    login
groups:file-attach                  POST listed login  404    404    422    422    404    404    404    login
groups:file-attach                  POST hidden login  404    404    422    422    404    404    404    login
groups:file-archive                 POST listed login  404    404    200    200    404    404    404    login
groups:file-archive                 POST hidden login  404    404    200    200    404    404    404    login
groups:folder-archive               GET  listed login  404    404    200    200    404    404    404    login
groups:folder-archive               GET  hidden login  404    404    200    200    404    404    404    login
groups:folder-archive               POST listed login  404    404    200    200    404    404    404    login
groups:folder-archive               POST hidden login  404    404    200    200    404    404    404    login
groups:upload-list                  GET  listed login  404    404    200    200    404    404    404    login
groups:upload-list                  GET  hidden login  404    404    200    200    404    404    404    login
groups:upload-list                  POST listed login  404    404    412    412    404    404    404    login
groups:upload-list                  POST hidden login  404    404    412    412    404    404    404    login
groups:upload-list                  OPTIONS listed login  404    404    204    204    404    404    404    login
groups:upload-list                  OPTIONS hidden login  404    404    204    204    404    404    404    login
groups:upload-detail                HEAD listed login  404    404    412    404    404    404    404    login
groups:upload-detail                HEAD hidden login  404    404    412    404    404    404    404    login
groups:upload-detail                PATCH listed login  404    404    412    404    404    404    404    login
groups:upload-detail                PATCH hidden login  404    404    412    404    404    404    404    login
groups:upload-detail                DELETE listed login  404    404    412    404    404    404    404    login
groups:upload-detail                DELETE hidden login  404    404    412    404    404    404    404    login
groups:upload-finish                POST listed login  404    404    409    404    404    404    404    login
groups:upload-finish                POST hidden login  404    404    409    404    404    404    404    login
groups:folder-path                  POST listed login  404    404    200    200    404    404    404    login
groups:folder-path                  POST hidden login  404    404    200    200    404    404    404    login
groups:file-filters                 GET  listed login  404    404    200    200    404    404    404    login
groups:file-filters                 GET  hidden login  404    404    200    200    404    404    404    login
groups:files-move                   POST listed login  404    404    moved  moved  404    404    404    login
groups:files-move                   POST hidden login  404    404    moved  moved  404    404    404    login
groups:files-delete                 POST listed login  404    404    moved  moved  404    404    404    login
groups:files-delete                 POST hidden login  404    404    moved  moved  404    404    404    login
groups:files-restore                POST listed login  404    404    moved  moved  404    404    404    login
groups:files-restore                POST hidden login  404    404    moved  moved  404    404    404    login
groups:file-bin                     GET  listed login  404    404    200    200    404    404    404    login
groups:file-bin                     GET  hidden login  404    404    200    200    404    404    404    login
groups:folder-new                   GET  listed login  404    404    200    200    404    404    404    login
groups:folder-new                   GET  hidden login  404    404    200    200    404    404    404    login
groups:folder-new                   POST listed login  404    404    moved  moved  404    404    404    login
groups:folder-new                   POST hidden login  404    404    moved  moved  404    404    404    login
groups:folder-edit                  GET  listed login  404    404    200    200    404    404    404    login
groups:folder-edit                  GET  hidden login  404    404    200    200    404    404    404    login
groups:folder-edit                  POST listed login  404    404    moved  moved  404    404    404    login
groups:folder-edit                  POST hidden login  404    404    moved  moved  404    404    404    login
groups:folder-delete                POST listed login  404    404    moved  moved  404    404    404    login
groups:folder-delete                POST hidden login  404    404    moved  moved  404    404    404    login
groups:file-detail                  GET  listed login  404    404    200    200    404    404    404    login
groups:file-detail                  GET  hidden login  404    404    200    200    404    404    404    login
groups:file-download                GET  listed login  404    404    200    200    404    404    404    login
groups:file-download                GET  hidden login  404    404    200    200    404    404    404    login
groups:file-download                POST listed login  404    404    200    200    404    404    404    login
groups:file-download                POST hidden login  404    404    200    200    404    404    404    login
groups:file-preview                 GET  listed login  404    404    200    200    404    404    404    login
groups:file-preview                 GET  hidden login  404    404    200    200    404    404    404    login
groups:file-edit                    GET  listed login  404    404    200    200    404    404    404    login
groups:file-edit                    GET  hidden login  404    404    200    200    404    404    404    login
groups:file-edit                    POST listed login  404    404    moved  moved  404    404    404    login
groups:file-edit                    POST hidden login  404    404    moved  moved  404    404    404    login
groups:file-pin                     POST listed login  404    404    404    moved  404    404    404    login
groups:file-pin                     POST hidden login  404    404    404    moved  404    404    404    login
groups:file-delete                  POST listed login  404    404    moved  moved  404    404    404    login
groups:file-delete                  POST hidden login  404    404    moved  moved  404    404    404    login
groups:file-restore                 POST listed login  404    404    moved  moved  404    404    404    login
groups:file-restore                 POST hidden login  404    404    moved  moved  404    404    404    login
groups:file-detail@binned           GET  listed login  404    404    404    404    404    404    404    login
groups:file-detail@binned           GET  hidden login  404    404    404    404    404    404    404    login
groups:file-download@binned         GET  listed login  404    404    404    404    404    404    404    login
groups:file-download@binned         GET  hidden login  404    404    404    404    404    404    404    login
groups:file-preview@binned          GET  listed login  404    404    404    404    404    404    404    login
groups:file-preview@binned          GET  hidden login  404    404    404    404    404    404    404    login
groups:file-restore@binned          POST listed login  404    404    404    moved  404    404    404    login
groups:file-restore@binned          POST hidden login  404    404    404    moved  404    404    404    login
groups:version-download             GET  listed login  404    404    200    200    404    404    404    login
groups:version-download             GET  hidden login  404    404    200    200    404    404    404    login
groups:version-add                  GET  listed login  404    404    moved  moved  404    404    404    login
groups:version-add                  GET  hidden login  404    404    moved  moved  404    404    404    login
groups:version-add                  POST listed login  404    404    422    422    404    404    404    login
groups:version-add                  POST hidden login  404    404    422    422    404    404    404    login
groups:version-take-up              POST listed login  404    404    moved  moved  404    404    404    login
groups:version-take-up              POST hidden login  404    404    moved  moved  404    404    404    login
# Discussions: reading, words, facilitation, what waits
groups:membership-level             POST listed login  404    404    moved  moved  404    404    404    login
groups:membership-level             POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-files                 GET  listed login  404    404    200    200    404    404    404    login
groups:thread-files                 GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-archive               POST listed login  404    404    200    200    404    404    404    login
groups:thread-archive               POST hidden login  404    404    200    200    404    404    404    login
groups:thread-filters               GET  listed login  404    404    200    200    404    404    404    login
groups:thread-filters               GET  hidden login  404    404    200    200    404    404    404    login
groups:group-read                   POST listed login  404    404    moved  moved  404    404    404    login
groups:group-read                   POST hidden login  404    404    moved  moved  404    404    404    login
groups:draft                        POST listed login  404    404    200    200    404    404    404    login
groups:draft                        POST hidden login  404    404    200    200    404    404    404    login
groups:thread-presence              GET  listed login  404    404    200    200    404    404    404    login
groups:thread-presence              GET  hidden login  404    404    200    200    404    404    404    login
groups:post-detail                  GET  listed login  404    404    200    200    404    404    404    login
groups:post-detail                  GET  hidden login  404    404    200    200    404    404    404    login
groups:post-history                 GET  listed login  404    404    200    200    404    404    404    login
groups:post-history                 GET  hidden login  404    404    200    200    404    404    404    login
groups:post-reactions               GET  listed login  404    404    200    200    404    404    404    login
groups:post-reactions               GET  hidden login  404    404    200    200    404    404    404    login
groups:post-reactions               POST listed login  404    404    404    moved  404    404    404    login
groups:post-reactions               POST hidden login  404    404    404    moved  404    404    404    login
groups:post-place                   POST listed login  404    404    moved  moved  404    404    404    login
groups:post-place                   POST hidden login  404    404    moved  moved  404    404    404    login
groups:post-undo                    POST listed login  404    404    moved  moved  404    404    404    login
groups:post-undo                    POST hidden login  404    404    moved  moved  404    404    404    login
groups:post-report                  GET  listed login  404    404    404    200    404    404    404    login
groups:post-report                  GET  hidden login  404    404    404    200    404    404    404    login
groups:post-report                  POST listed login  404    404    404    moved  404    404    404    login
groups:post-report                  POST hidden login  404    404    404    moved  404    404    404    login
groups:post-hide                    GET  listed login  404    404    404    200    404    404    404    login
groups:post-hide                    GET  hidden login  404    404    404    200    404    404    404    login
groups:post-hide                    POST listed login  404    404    404    moved  404    404    404    login
groups:post-hide                    POST hidden login  404    404    404    moved  404    404    404    login
groups:post-restore                 POST listed login  404    404    404    moved  404    404    404    login
groups:post-restore                 POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-edit                  GET  listed login  404    404    200    200    404    404    404    login
groups:thread-edit                  GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-edit                  POST listed login  404    404    moved  moved  404    404    404    login
groups:thread-edit                  POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-answer                POST listed login  404    404    moved  moved  404    404    404    login
groups:thread-answer                POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-acknowledge           POST listed login  404    404    404    404    404    404    404    login
groups:thread-acknowledge           POST hidden login  404    404    404    404    404    404    404    login
groups:thread-readers               GET  listed login  404    404    404    404    404    404    404    login
groups:thread-readers               GET  hidden login  404    404    404    404    404    404    404    login
groups:thread-readers               POST listed login  404    404    404    404    404    404    404    login
groups:thread-readers               POST hidden login  404    404    404    404    404    404    404    login
groups:thread-pin                   POST listed login  404    404    404    moved  404    404    404    login
groups:thread-pin                   POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-lock                  POST listed login  404    404    404    moved  404    404    404    login
groups:thread-lock                  POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-unique                POST listed login  404    404    404    moved  404    404    404    login
groups:thread-unique                POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-duplicate             GET  listed login  404    404    404    200    404    404    404    login
groups:thread-duplicate             GET  hidden login  404    404    404    200    404    404    404    login
groups:thread-duplicate             POST listed login  404    404    404    moved  404    404    404    login
groups:thread-duplicate             POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-merge                 GET  listed login  404    404    404    200    404    404    404    login
groups:thread-merge                 GET  hidden login  404    404    404    200    404    404    404    login
groups:thread-merge                 POST listed login  404    404    404    moved  404    404    404    login
groups:thread-merge                 POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-similar               GET  listed login  404    404    200    200    404    404    404    login
groups:thread-similar               GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-split                 GET  listed login  404    404    404    200    404    404    404    login
groups:thread-split                 GET  hidden login  404    404    404    200    404    404    404    login
groups:thread-split                 POST listed login  404    404    404    moved  404    404    404    login
groups:thread-split                 POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-move                  GET  listed login  404    404    404    200    404    404    404    login
groups:thread-move                  GET  hidden login  404    404    404    200    404    404    404    login
groups:thread-move                  POST listed login  404    404    404    409    404    404    404    login
groups:thread-move                  POST hidden login  404    404    404    409    404    404    404    login
groups:deleted-list                 GET  listed login  404    404    404    200    404    404    404    login
groups:deleted-list                 GET  hidden login  404    404    404    200    404    404    404    login
groups:scheduled-list               GET  listed login  404    404    404    200    404    404    404    login
groups:scheduled-list               GET  hidden login  404    404    404    200    404    404    404    login
groups:scheduled-detail             GET  listed login  404    404    404    200    404    404    404    login
groups:scheduled-detail             GET  hidden login  404    404    404    200    404    404    404    login
groups:scheduled-detail             POST listed login  404    404    404    moved  404    404    404    login
groups:scheduled-detail             POST hidden login  404    404    404    moved  404    404    404    login
groups:scheduled-edit               GET  listed login  404    404    404    200    404    404    404    login
groups:scheduled-edit               GET  hidden login  404    404    404    200    404    404    404    login
groups:scheduled-edit               POST listed login  404    404    404    moved  404    404    404    login
groups:scheduled-edit               POST hidden login  404    404    404    moved  404    404    404    login
groups:scheduled-delete             POST listed login  404    404    404    moved  404    404    404    login
groups:scheduled-delete             POST hidden login  404    404    404    moved  404    404    404    login
groups:scheduled-cancel             POST listed login  404    404    404    moved  404    404    404    login
groups:scheduled-cancel             POST hidden login  404    404    404    moved  404    404    404    login
groups:report-list                  GET  listed login  404    404    404    200    404    404    404    login
groups:report-list                  GET  hidden login  404    404    404    200    404    404    404    login
groups:report-detail                GET  listed login  404    404    404    200    404    404    404    login
groups:report-detail                GET  hidden login  404    404    404    200    404    404    404    login
groups:report-detail                POST listed login  404    404    404    moved  404    404    404    login
groups:report-detail                POST hidden login  404    404    404    moved  404    404    404    login
# Discussions: what is announced, hidden, deleted
groups:thread-detail@announced      GET  listed login  404    404    200    200    404    404    404    login
groups:thread-detail@announced      GET  hidden login  404    404    200    200    404    404    404    login
groups:thread-acknowledge@announced POST listed login  404    404    moved  moved  404    404    404    login
groups:thread-acknowledge@announced POST hidden login  404    404    moved  moved  404    404    404    login
groups:thread-readers@announced     GET  listed login  404    404    404    200    404    404    404    login
groups:thread-readers@announced     GET  hidden login  404    404    404    200    404    404    404    login
groups:thread-readers@announced     POST listed login  404    404    404    moved  404    404    404    login
groups:thread-readers@announced     POST hidden login  404    404    404    moved  404    404    404    login
groups:post-detail@hidden           GET  listed login  404    404    404    200    404    404    404    login
groups:post-detail@hidden           GET  hidden login  404    404    404    200    404    404    404    login
groups:post-history@hidden          GET  listed login  404    404    404    200    404    404    404    login
groups:post-history@hidden          GET  hidden login  404    404    404    200    404    404    404    login
groups:post-reactions@hidden        GET  listed login  404    404    404    200    404    404    404    login
groups:post-reactions@hidden        GET  hidden login  404    404    404    200    404    404    404    login
groups:post-reactions@hidden        POST listed login  404    404    404    404    404    404    404    login
groups:post-reactions@hidden        POST hidden login  404    404    404    404    404    404    404    login
groups:post-edit@hidden             GET  listed login  404    404    404    404    404    404    404    login
groups:post-edit@hidden             GET  hidden login  404    404    404    404    404    404    404    login
groups:post-edit@hidden             POST listed login  404    404    404    404    404    404    404    login
groups:post-edit@hidden             POST hidden login  404    404    404    404    404    404    404    login
groups:post-delete@hidden           POST listed login  404    404    404    404    404    404    404    login
groups:post-delete@hidden           POST hidden login  404    404    404    404    404    404    404    login
groups:post-undo@hidden             POST listed login  404    404    moved  moved  404    404    404    login
groups:post-undo@hidden             POST hidden login  404    404    moved  moved  404    404    404    login
groups:post-report@hidden           GET  listed login  404    404    404    404    404    404    404    login
groups:post-report@hidden           GET  hidden login  404    404    404    404    404    404    404    login
groups:post-report@hidden           POST listed login  404    404    404    404    404    404    404    login
groups:post-report@hidden           POST hidden login  404    404    404    404    404    404    404    login
groups:post-hide@hidden             GET  listed login  404    404    404    404    404    404    404    login
groups:post-hide@hidden             GET  hidden login  404    404    404    404    404    404    404    login
groups:post-hide@hidden             POST listed login  404    404    404    404    404    404    404    login
groups:post-hide@hidden             POST hidden login  404    404    404    404    404    404    404    login
groups:post-restore@hidden          POST listed login  404    404    404    moved  404    404    404    login
groups:post-restore@hidden          POST hidden login  404    404    404    moved  404    404    404    login
groups:post-detail@deleted          GET  listed login  404    404    404    200    404    404    404    login
groups:post-detail@deleted          GET  hidden login  404    404    404    200    404    404    404    login
groups:post-history@deleted         GET  listed login  404    404    404    200    404    404    404    login
groups:post-history@deleted         GET  hidden login  404    404    404    200    404    404    404    login
groups:post-reactions@deleted       GET  listed login  404    404    404    200    404    404    404    login
groups:post-reactions@deleted       GET  hidden login  404    404    404    200    404    404    404    login
groups:post-reactions@deleted       POST listed login  404    404    404    404    404    404    404    login
groups:post-reactions@deleted       POST hidden login  404    404    404    404    404    404    404    login
groups:post-edit@deleted            GET  listed login  404    404    404    404    404    404    404    login
groups:post-edit@deleted            GET  hidden login  404    404    404    404    404    404    404    login
groups:post-edit@deleted            POST listed login  404    404    404    404    404    404    404    login
groups:post-edit@deleted            POST hidden login  404    404    404    404    404    404    404    login
groups:post-delete@deleted          POST listed login  404    404    404    404    404    404    404    login
groups:post-delete@deleted          POST hidden login  404    404    404    404    404    404    404    login
groups:post-undo@deleted            POST listed login  404    404    404    404    404    404    404    login
groups:post-undo@deleted            POST hidden login  404    404    404    404    404    404    404    login
groups:post-report@deleted          GET  listed login  404    404    404    404    404    404    404    login
groups:post-report@deleted          GET  hidden login  404    404    404    404    404    404    404    login
groups:post-report@deleted          POST listed login  404    404    404    404    404    404    404    login
groups:post-report@deleted          POST hidden login  404    404    404    404    404    404    404    login
groups:post-hide@deleted            GET  listed login  404    404    404    404    404    404    404    login
groups:post-hide@deleted            GET  hidden login  404    404    404    404    404    404    404    login
groups:post-hide@deleted            POST listed login  404    404    404    404    404    404    404    login
groups:post-hide@deleted            POST hidden login  404    404    404    404    404    404    404    login
groups:post-restore@deleted         POST listed login  404    404    404    moved  404    404    404    login
groups:post-restore@deleted         POST hidden login  404    404    404    moved  404    404    404    login
groups:thread-detail@gone           GET  listed login  404    404    404    410    404    404    404    login
groups:thread-detail@gone           GET  hidden login  404    404    404    410    404    404    404    login
groups:thread-news@gone             GET  listed login  404    404    404    404    404    404    404    login
groups:thread-news@gone             GET  hidden login  404    404    404    404    404    404    404    login
groups:thread-undo@gone             POST listed login  404    404    404    404    404    404    404    login
groups:thread-undo@gone             POST hidden login  404    404    404    404    404    404    404    login
groups:thread-restore@gone          POST listed login  404    404    404    moved  404    404    404    login
groups:thread-restore@gone          POST hidden login  404    404    404    moved  404    404    404    login
"""
    + access_rows.TABLE
)

# After the @ of a name: the arguments that lead to another object of the group.
ABOUT: dict[str, dict[str, str]] = {
    "announced": {"thread_id": "announcement_id"},
    "hidden": {"post_number": "hidden_number"},
    "deleted": {"post_number": "deleted_number"},
    "gone": {"thread_id": "gone_id"},
    "binned": {"file_id": "binned_id"},
    "draft": {"meeting_id": "coming_id", "point_id": "draft_point_id"},
}
KEY = "5d0c8a52-6f0e-4f6c-9d57-0d3a4b8e9f11"
WORDS = {"body": "Des mots", "body_format": "plain"}
# What a form needs to be accepted, or an address after its question mark.
FORMS: dict[str, dict[str, str]] = {
    "POST people:profile-edit": {"first_name": "Claire", "last_name": "Vasseur", "language": "fr"},
    "POST activity:notifications-read": {"up_to": "1"},
    "POST activity:mail-choice": {"by_mail": "on"},
    "POST set_language": {"language": "en"},
    "POST account_reset_password": {"email": "personne@example.org"},
    "POST account_request_login_code": {"email": "personne@example.org"},
    "POST groups:admin-entry": {"key": KEY, "reason": "Un signalement à vérifier avec le groupe"},
    "POST groups:group-join": {"key": KEY, "message": "Bonjour"},
    "POST groups:join-request-decide": {"decision": "accept"},
    "POST groups:invitation-create": {"addresses": "nouvelle@example.org", "role": "member"},
    "POST groups:member-role": {"role": "facilitator"},
    "POST groups:welcome-edit": {**WORDS, "version": "{welcome_version}"},
    "GET groups:member-suggestions": {"q": "c"},
    "POST groups:thread-new": {**WORDS, "key": KEY, "kind": "discussion", "title": "Un titre"},
    "POST groups:thread-reply": {**WORDS, "key": KEY},
    "GET groups:thread-news": {"since": "0"},
    "GET groups:file-choices": {"q": "canari"},
    "POST groups:file-archive": {"files": "{file_id}"},
    "POST groups:folder-path": {"path": "Bilan/2026"},
    "POST groups:folder-new": {"key": KEY, "name": "Nouveau dossier"},
    "POST groups:folder-edit": {"key": KEY, "name": "Autre nom"},
    "POST groups:file-edit": {"name": "Autre nom.txt"},
    "POST groups:file-pin": {"on": "1"},
    "POST groups:post-edit": {**WORDS, "version": "{post_version}"},
    "POST groups:thread-follow": {"level": "watch"},
    "POST groups:membership-level": {"level": "watch"},
    "POST groups:group-read": {"seen": "1"},
    "POST groups:draft": {"name": "thread-new", "key": KEY, "body": "Bonjour"},
    "GET groups:thread-presence": {"ids": "1"},
    "POST groups:post-reactions": {"reaction": "useful:on"},
    "POST groups:post-place": {"on": "1"},
    "POST groups:post-report": {"key": KEY, "reason": "other", "good_faith": "on"},
    "POST groups:post-hide": {"statement": "Une raison"},
    "POST groups:thread-edit": {"title": "Un autre titre", "kind": "question", "tags": "Parentalité"},
    "POST groups:thread-answer": {"on": "1", "post": "2"},
    "POST groups:thread-pin": {"on": "1"},
    "POST groups:thread-lock": {"on": "1"},
    "POST groups:thread-unique": {"on": "0"},
    "POST groups:thread-duplicate": {"thread": "{other_thread_id}"},
    "POST groups:thread-merge": {"thread": "{other_thread_id}"},
    "POST groups:thread-split": {"title": "À part", "numbers": "2"},
    "POST groups:thread-move": {"group": "{other_group_id}"},
    "POST groups:scheduled-detail": {"publish_at": "{next_month}"},
    "POST groups:scheduled-edit": {**WORDS, "title": "T", "kind": "question", "publish_at": "{next_month}", "key": KEY},
    "POST groups:report-detail": {"keep": "1"},
} | access_rows.FORMS

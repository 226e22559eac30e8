"""What discussions can do, played by the people of the demonstration: each scene leaves one thing to see."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from groups.models import Group, Membership, Post, Reaction, ReadMarker, Thread
from groups.spaces.actions import save_draft
from groups.threads import actions
from groups.threads.enums import Kind, ReactionKind, ReportReason
from groups.threads.models import Acknowledgement
from network.kit.clean_html import from_plain
from network.people.models import User

PRE, PARCOURS, PROXIMITY = "coordonnateurs-pre", "referents-de-parcours-pre", "structures-de-proximite"
INDICATORS, RELAY, RADIO, READING = "Quels indicateurs", "Passer le relais", "Donner le micro", "Relecture collective"
MONDAY = 7


class Stage:
    """People and groups by their names, and the discussions that begin with some words."""

    def __init__(self, people: dict[str, User], groups: dict[str, Group]):
        self.people, self.groups = people, groups

    def member(self, person: str, group: str) -> Membership:
        found = Membership.objects.select_related("group", "user")
        return found.get(group=self.groups[group], user=self.people[person])

    def thread(self, title: str) -> Thread:
        return Thread.objects.select_related("group").get(title__startswith=title)

    def says(self, person: str, thread: Thread, html: str) -> Post:
        author = self.member(person, thread.group.slug)
        return actions.post_reply(thread=thread, author=author, body=html, key=uuid.uuid4())


def show_discussions(people: dict[str, User], groups: dict[str, Group]) -> None:
    """Words in answer, announcements half read, what was moved, split, reported, hidden, corrected, quoted, named a
    duplicate, and what waits: for its hour, or to be finished.
    """
    stage = Stage(people, groups)
    _react()
    for scene in (
        _announced,
        _half_read,
        _moved,
        _split,
        _reported,
        _hidden,
        _corrected,
        _quoted,
        _duplicate,
        _waiting,
        _begun,
    ):
        scene(stage)
    _read_what_one_wrote_after()


def _read_what_one_wrote_after() -> None:
    """Whoever wrote in a discussion, or said that they read an announcement, had read it until then."""
    marks: dict[tuple[int, int], ReadMarker] = {}
    belonging = {(m.group_id, m.user_id): m for m in Membership.objects.all()}
    for post in Post.objects.filter(author__isnull=False).order_by("seq"):
        if membership := belonging.get((post.group_id, post.author_id)):
            seen = {"seq": post.seq, "read_at": post.created_at}
            marks[membership.pk, post.thread_id] = ReadMarker(membership=membership, thread_id=post.thread_id, **seen)
    for said in Acknowledgement.objects.select_related("membership", "thread"):
        seen = {"seq": said.thread.last_seq, "read_at": said.created_at}
        marks[said.membership_id, said.thread_id] = ReadMarker(membership=said.membership, thread=said.thread, **seen)
    ReadMarker.objects.bulk_create(
        marks.values(), update_conflicts=True, update_fields=["seq", "read_at"], unique_fields=["membership", "thread"]
    )


def _react() -> None:
    """Every third person of a group finds each message useful, the next one says thank you; some ask themselves what
    a question asks.
    """
    rows = []
    for post in Post.objects.select_related("thread").order_by("id"):
        members = [m.user_id for m in Membership.objects.filter(group=post.group_id).order_by("id")]
        others = [pk for place, pk in enumerate(members) if pk != post.author_id and (place + post.number) % 3 == 0]
        kinds = (ReactionKind.USEFUL, ReactionKind.THANKS)
        rows += [Reaction(post=post, user_id=pk, kind=kinds[(pk + post.number) % 2]) for pk in others]
        if post.number == 1 and post.thread.kind == Kind.QUESTION:
            rows += [Reaction(post=post, user_id=pk, kind=ReactionKind.SAME) for pk in others]
    Reaction.objects.bulk_create(rows)


def _announced(stage: Stage) -> None:
    actions.start_thread(
        author=stage.member("helene_marchetti", PRE),
        kind=Kind.ANNOUNCEMENT,
        title="Journée régionale : les inscriptions sont ouvertes",
        body=from_plain(
            "La journée régionale des programmes de réussite éducative aura lieu le mois prochain.\n\n"
            "Dites « J’ai lu » : nous saurons que l’information vous est parvenue."
        ),
        key=uuid.uuid4(),
    )


def _half_read(stage: Stage) -> None:
    for thread in Thread.objects.filter(kind=Kind.ANNOUNCEMENT):
        members = thread.group.memberships.exclude(user=thread.author).order_by("id")
        for membership in list(members)[::2]:
            actions.acknowledge(thread=thread, member=membership)


def _moved(stage: Stage) -> None:
    by = stage.member("helene_marchetti", PRE)
    moved = stage.thread(RELAY)
    moved.group = by.group
    actions.move_thread(thread=moved, by=by, to=stage.groups[PARCOURS])


def _split(stage: Stage) -> None:
    radio, by = stage.thread(RADIO), stage.member("helene_marchetti", PROXIMITY)
    actions.split_thread(thread=radio, by=by, numbers=[radio.post_count], title="Atelier radio : et après ?")


def _reported(stage: Stage) -> None:
    reporter = stage.member("aminata_coulibaly", PRE)
    actions.report_post(
        post=stage.thread(INDICATORS).posts.exclude(author=reporter.user).latest("number"),
        member=reporter,
        reason=ReportReason.PLACE,
        details="Le chiffre cité n’a pas encore été rendu public par la commune.",
        key=uuid.uuid4(),
    )


def _hidden(stage: Stage) -> None:
    post = stage.says(
        "samira_oukaci",
        stage.thread(RADIO),
        from_plain("La maman de Lina, qui parle dans la troisième émission, veut bien être appelée directement."),
    )
    statement = "Ce message permettait de reconnaître une mineure. Voyez-en la suite avec Yoann, en privé."
    actions.hide_post(post=post, by=stage.member("helene_marchetti", PROXIMITY), statement=statement)


def _corrected(stage: Stage) -> None:
    author = stage.member("bruno_delattre", PRE)
    post = stage.thread(INDICATORS).posts.select_related("thread__group").get(number=1)
    words = f"{post.body}<p>Précision : je parle du bilan présenté au conseil municipal, pas de celui de la Caf.</p>"
    actions.edit_post(post=post, author=author, body=words, seen=post.version)


def _quoted(stage: Stage) -> None:
    """The link leads into another group: only those who belong to both see its title."""
    thread, aminata = stage.thread(RELAY), stage.people["aminata_coulibaly"]
    said = thread.posts.get(number=3)
    words = said.body.removeprefix("<p>").split(", même bref")[0]
    stage.says(
        "julien_caradec",
        thread,
        f'<blockquote data-quote="{said.pk}"><p>{words}</p></blockquote>'
        f'<p><span data-mention="{aminata.pk}">@{aminata}</span>, nous l’essayons depuis un mois : les orientations '
        "sont revenues. La phrase vient de cette relecture :</p>"
        f'<p><a href="{stage.thread(READING).url}">la note aux familles</a></p>',
    )


def _duplicate(stage: Stage) -> None:
    asked = actions.start_thread(
        author=stage.member("nathalie_ruiz", PRE),
        kind=Kind.QUESTION,
        title="Quels chiffres pour le bilan annuel ?",
        body=from_plain("Bonjour, quels chiffres reprenez-vous dans le bilan annuel du programme ?"),
        key=uuid.uuid4(),
    )
    by = stage.member("helene_marchetti", PRE)
    actions.mark_duplicate(thread=asked, by=by, original_id=stage.thread(INDICATORS).pk)


def _waiting(stage: Stage) -> None:
    actions.schedule_thread(
        author=stage.member("helene_marchetti", PRE),
        kind=Kind.ANNOUNCEMENT,
        title="Notre prochaine rencontre : que mettre à l’ordre du jour ?",
        body=from_plain(
            "Bonjour à toutes et tous,\n\nrépondez ici avant vendredi : un sujet, et le temps qu’il demande."
        ),
        tags=[],
        publish_at=_next_monday(),
        key=uuid.uuid4(),
    )


def _next_monday() -> datetime:
    """At nine, at least one whole day from now."""
    later = timezone.localtime() + timedelta(days=1)
    return (later + timedelta(days=MONDAY - later.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)


def _begun(stage: Stage) -> None:
    thread = stage.thread("Égalité femmes-hommes")
    words = {"body": "<p>Premier retour de la journée régionale : </p>", "body_format": "html"}
    author = stage.member("isabelle_granger", thread.group.slug)
    save_draft(membership=author, name=f"thread:{thread.pk}", key=uuid.uuid4(), content=words)

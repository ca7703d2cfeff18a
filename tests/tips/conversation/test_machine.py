"""Thousands of random events: nothing breaks, nothing is too long, every button works."""

import json
from dataclasses import replace

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from messages.message import (
    RECEIPT_MARK,
    Choice,
    Incoming,
    Media,
    MediaId,
    MediaKind,
    Position,
    Refusal,
)
from tests.tips.chatting import NOON, PHOTO, RECEIPT, SENDER, TIP, VOICE, Citizen, own_tip, thread
from tests.trials import lasting
from tips.conversation import advance, after
from tips.conversation.draft import Draft, Stage, dumps, loads
from tips.conversation.steps.where import LONGEST_STORY
from tips.conversation.turn import (
    Added,
    AddToThread,
    ChangeVoices,
    Checked,
    CountCheck,
    Counted,
    CountOutOfScope,
    Erased,
    EraseMe,
    Filed,
    FileTip,
    MoveWords,
    Opened,
    OpenThread,
    Outcome,
    ShowThread,
    TipClosedOrGone,
    Turn,
    VoicesChanged,
    WrongReceipt,
)
from tips.reading.kinds import KINDS
from tips.tip import Author, Line, Status
from wording.catalogue import text as sentence

TALK = [
    "/start", "/tinmoi", "/tin", "/ma", "/ma lúa sông", "/xoa", "/huy", "/quaylai", "/trogiup",
    "/ngonngu", "/ngonngu en", "/start@bot payload", "/unknown", "/", "quay lai", "hủy", "bỏ qua",
    "bo qua het", "không rõ", "có", "không", "đúng", "gửi", "ok", "xong", "sửa", "sua noi",
    "lời kể",
    "tôi đã lưu", "cảm ơn", "help", "english", "1", "2", "3.", "số 4", "12", "99", "0", "?", "...",
    "lừa đảo", "trộm", "khác", "tối qua", "đang diễn ra", "22/11", "Bến Thành", "tân bình", "hòa",
    "Cao Bằng", "phường Hòa 7, Hồ Chí Minh", "sau chợ, hỏi nhà bác Chín",
    "Tối qua khoảng 10h đêm ở phường Bến Thành có hai người bẻ khóa lấy trộm xe máy của tôi",
    "toi qua co nhom thanh nien dap da o nha tro gan cho Ben Nghe", "đang đánh nhau, có dao",
    "cứu tôi với", "cháy nhà rồi", "em không muốn sống nữa", "ở đây có ẩn danh không",
    "csgt nhận tiền bỏ qua lỗi", "tôi muốn khiếu nại về giá điện", "tranh chấp đất với hàng xóm",
    " ".join(RECEIPT), " · ".join(RECEIPT[:8]), "xin chào", "\u202egnort\u202c", "\u200b\u200b",
    "{receipt}", "a" * 5_000, "một hai ba " * 900, "\ud800", "\x00\x07", "e" + "\u0301" * 50,
]  # fmt: skip
CHOICES = [
    "start", "newtip", "cancel", "back", "help", "list", "lang", "lang:en", "erase", "receipt",
    "saved", "send", "voice:change", "edit", "review",
    "kinds", "kind:ma_tuy", "kind:nothing", "story:none",
    "pl:26743", "pl:00000", "pl:none", "pv", "pv:79", "pv:99", "pvp:1", "pvp:-1", "pp:79:2",
    "pp:79:999", "pp:xx:1", "pp", "place:unknown", "when:now", "when:nothing", "answer:yes", "skip",
    "skip_all", "media:done", "media:clear", "edit:place", "edit:detail", "edit:nothing", "more",
    "drop", "erase:yes", "erase:no", f"thread:{TIP}", f"news:{TIP}", "thread:../../x", "news:",
    f"move:{TIP}",
    "call:113", "call:110", "scope:crime", "scope:no", "crisis:help", "", ":", "a" * 64,
]  # fmt: skip
LIMIT = 2_000


class Chat(RuleBasedStateMachine):
    """`settled` remembers what every turn must satisfy; `invariant`s look at the last one."""

    @initialize(
        buttons=st.booleans(),
        media=st.booleans(),
        language=st.sampled_from(["vi", "en", "fr", None]),
    )
    def arrive(self, buttons: bool, media: bool, language: str | None) -> None:
        self.citizen = Citizen()
        self.citizen.context = replace(self.citizen.context, has_buttons=buttons, has_media=media)
        self.draft = Draft("d" * 32)
        self.last = Turn(self.draft, ())
        self.language = language

    @rule(text=st.one_of(st.sampled_from(TALK), st.text(max_size=200)), outcome=st.integers(0, 9))
    def type(self, text: str, outcome: int) -> None:
        self.hear(Incoming(SENDER, "e", text=text, language=self.language), outcome)

    @rule(
        choice=st.one_of(st.sampled_from(CHOICES), st.text(max_size=20)), outcome=st.integers(0, 9)
    )
    def press_anything(self, choice: str, outcome: int) -> None:
        self.hear(Incoming(SENDER, "e", choice=Choice(choice)), outcome)

    @rule(pick=st.integers(0, 200), outcome=st.integers(0, 9))
    def press_what_is_offered(self, pick: int, outcome: int) -> None:
        offered = [b.choice for say in self.last.replies for b in say.buttons]
        if offered:
            self.hear(Incoming(SENDER, "e", choice=offered[pick % len(offered)]), outcome)
        elif self.draft.menu:
            self.type(str(1 + pick % len(self.draft.menu)), outcome)

    @rule(pick=st.integers(0, 200), outcome=st.integers(0, 9))
    def go_on(self, pick: int, outcome: int) -> None:
        """Random events rarely finish a tip: this one answers sensibly."""
        sensible = {
            Stage.KIND: f"kind:{list(KINDS)[pick % len(KINDS)]}",
            Stage.PLACE: "place:unknown",
            Stage.WHEN: "when:today",
            Stage.DETAIL: "skip_all",
            Stage.MEDIA: "media:done",
            Stage.REVIEW: "send",
        }
        if self.draft.stage is Stage.STORY:
            self.type("Thấy người lạ bẻ khóa xe", outcome)
        elif self.draft.stage in sensible:
            self.hear(Incoming(SENDER, "e", choice=Choice(sensible[self.draft.stage])), outcome)

    @rule(
        latitude=st.floats(), longitude=st.floats(), accuracy=st.none() | st.floats(),
        outcome=st.integers(0, 9),
    )  # fmt: skip
    def point_anywhere(
        self, latitude: float, longitude: float, accuracy: float | None, outcome: int
    ) -> None:
        position = Position(latitude, longitude, accuracy)
        self.hear(Incoming(SENDER, "e", position=position), outcome)

    @rule(accuracy=st.sampled_from([None, 10.0, 500.0]), outcome=st.integers(0, 9))
    def point_somewhere(self, accuracy: float | None, outcome: int) -> None:
        self.hear(Incoming(SENDER, "e", position=Position(10.77, 106.7, accuracy)), outcome)

    @rule(count=st.integers(1, 12), text=st.sampled_from(["", *TALK]), outcome=st.integers(0, 9))
    def attach(self, count: int, text: str, outcome: int) -> None:
        media = tuple(
            Media(MediaId(f"{i}"), list(MediaKind)[i % 3], "image/jpeg", 1) for i in range(count)
        )
        self.hear(Incoming(SENDER, "e", text=text, media=media), outcome)

    @rule(refusal=st.sampled_from(Refusal), outcome=st.integers(0, 9))
    def send_what_is_refused(self, refusal: Refusal, outcome: int) -> None:
        self.hear(Incoming(SENDER, "e", refusal=refusal), outcome)

    @rule(asked=st.booleans(), closed=st.booleans(), none=st.booleans())
    def the_desk_moves(self, asked: bool, closed: bool, none: bool) -> None:
        tips = () if none else (own_tip(asked, closed), own_tip(tip="b" * 32))
        self.citizen.context = replace(self.citizen.context, own_tips=tips)
        self.last, self.draft = Turn(self.draft, ()), replace(self.draft, menu=())

    def hear(self, incoming: Incoming, outcome: int) -> None:
        turn = advance(self.draft, incoming, self.citizen.context)
        assert turn.replies or turn.effect
        if isinstance(turn.effect, FileTip):
            report = turn.effect.report
            assert report.kind in KINDS
            assert report.story
            assert report.when
        replies = turn.replies
        if turn.effect:
            left = turn.draft or self.draft
            turn = after(left, _outcome(turn, outcome), self.citizen.context)
            assert turn.effect is None
        assert replies + turn.replies
        self.last = Turn(
            turn.draft, (*replies, *turn.replies) if replies != turn.replies else replies
        )
        self.draft = turn.draft or Draft("d" * 32)

    @invariant()
    def every_message_is_short_enough(self) -> None:
        for say in self.last.replies:
            assert 0 < len(say.text) <= LIMIT
            assert (RECEIPT_MARK in say.text) == bool(say.receipt)
            for button in say.buttons:
                assert 0 < len(button.choice.encode()) <= 64
                assert 0 < len(button.label) <= 60
            if not self.citizen.context.has_buttons:
                assert not say.buttons

    @invariant()
    def every_draft_can_be_kept(self) -> None:
        kept = dumps(self.draft)
        assert loads(kept) == self.draft
        kept.encode()
        json.loads(kept)

    @invariant()
    def a_review_is_of_a_whole_tip(self) -> None:
        if self.draft.stage is Stage.REVIEW:
            assert self.draft.kind in KINDS
            assert self.draft.story
            assert self.draft.place is not None
            assert self.draft.when
        assert len(self.draft.media) <= 10
        assert len(self.draft.story) <= LONGEST_STORY

    @invariant()
    def every_button_works_when_pressed_at_once(self) -> None:
        stale = {sentence("chat.stale_button", language) for language in ("vi", "en")}
        for say in self.last.replies:
            for button in say.buttons:
                incoming = Incoming(SENDER, "e", choice=button.choice)
                answer = advance(self.draft, incoming, self.citizen.context)
                assert not stale & {one.text for one in answer.replies}, button.choice

    @invariant()
    def every_number_of_a_menu_works(self) -> None:
        stale = {sentence("chat.stale_button", language) for language in ("vi", "en")}
        language = self.draft.language
        for number in range(1, len(self.draft.menu) + 1):
            missing = {sentence("chat.no_menu", language, number=number)}
            incoming = Incoming(SENDER, "e", text=str(number))
            answer = advance(self.draft, incoming, self.citizen.context)
            assert not (stale | missing) & {one.text for one in answer.replies}


def _outcome(turn: Turn, pick: int) -> Outcome:
    outcomes: dict[type, Outcome] = {
        FileTip: Filed(RECEIPT, "Công an phường Bến Thành" if pick else "", 30 * pick, TIP),
        AddToThread: Added(TIP) if pick else TipClosedOrGone(),
        MoveWords: Added(TIP) if pick else TipClosedOrGone(),
        OpenThread: _opened(pick) if pick > 1 else WrongReceipt(pick * 60),
        ShowThread: _opened(pick) if pick else TipClosedOrGone(),
        EraseMe: Erased(pick),
        CountOutOfScope: Counted("politics"),
        CountCheck: Checked("unsure"),
        ChangeVoices: VoicesChanged({PHOTO.id: VOICE} if pick else {}),
    }
    return outcomes[type(turn.effect)]


def _opened(pick: int) -> Opened:
    words = "Xe màu gì? " * (pick * 40 + 1)
    lines = tuple(Line(i, NOON, author, words) for i, author in enumerate(Author))
    return Opened(thread(list(Status)[pick % len(Status)], lines=lines))


Chat.TestCase.settings = settings(
    max_examples=lasting(20, 40),
    stateful_step_count=50,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
TestChat = Chat.TestCase

"""Thousands of random events: nothing breaks, nothing is too long, a stop always ends it."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from broadcasts.audience.topics import GROUPS, TOPICS
from broadcasts.subscribing.subscription import OFFERED_GROUPS
from broadcasts.subscribing.turn import is_unsure
from messages.message import Choice, Incoming, Position
from tests.broadcasts.enrolling import SENDER, Resident
from tests.trials import lasting

TALK = [
    "/dangky", "nhận bài", "đăng ký", "đồng ý nhận bài", "dong y nhan bai 26743_hs", "dừng",
    "/dung", "stop", "dung", "đúng", "thôi", "không", "Bến Thành", "tân bình", "Cao Bằng", "cà mau",
    "xóm Đình", "hòa", "1", "2", "3.", "số 4", "12", "99", "0", "22:00-7:00", "9-10", "6h-21h",
    "buổi trưa", "cứu tôi với", "/tinmoi", "trợ giúp", "?", "", "\u200b", "{receipt}", "{place}",
    "a" * 5_000, "một hai ba " * 900, "\ud800", "\x00\x07", "e" + "\u0301" * 50, "dk:stop", "/",
]  # fmt: skip
CHOICES = [
    "dk:", "dk", "dk:new", "dk:yes", "dk:yes:26743", "dk:yes:26743_hs", "dk:no", "dk:home",
    "dk:commune", "dk:c:26743", "dk:c:00000", "dk:c:none", "dk:p:79", "dk:p:99", "dk:topics",
    "dk:t:all", "dk:t:+ma_tuy", "dk:t:-ma_tuy", "dk:t:ma_tuy", "dk:t:", "dk:groups", "dk:g:+lai_xe",
    "dk:g:-lai_xe", "dk:g:+moi_nguoi", "dk:often", "dk:r:0", "dk:r:2", "dk:r:x", "dk:quiet",
    "dk:q:off", "dk:q:0600-2100", "dk:q:2200-0700", "dk:q:9999-0000", "dk:lang:en", "dk:lang:fr",
    "dk:link:26740", "dk:link:" + "x" * 54, "dk:link:", "dk:stop:", "start", "kind:ma_tuy", "", ":",
]  # fmt: skip
LIMIT = 2_000


class Chat(RuleBasedStateMachine):
    @initialize(
        buttons=st.booleans(),
        channel=st.sampled_from(["telegram", "web", "zalo_oa", "x"]),
    )
    def arrive(self, buttons: bool, channel: str) -> None:
        self.resident = Resident(buttons=buttons, channel=channel)

    @rule(text=st.one_of(st.sampled_from(TALK), st.text(max_size=200)))
    def type(self, text: str) -> None:
        self.hear(Incoming(SENDER, "e", text=text))

    @rule(choice=st.one_of(st.sampled_from(CHOICES), st.text(max_size=20)))
    def press_anything(self, choice: str) -> None:
        self.hear(Incoming(SENDER, "e", choice=Choice(choice)))

    @rule(choice=st.text(max_size=20))
    def press_something_of_ours(self, choice: str) -> None:
        self.hear(Incoming(SENDER, "e", choice=Choice(f"dk:{choice}")))
        assert self.resident.was_heard

    @rule(pick=st.integers(0, 200))
    def press_what_is_offered(self, pick: int) -> None:
        offered = self.resident.choices
        if offered:
            self.hear(Incoming(SENDER, "e", choice=Choice(offered[pick % len(offered)])))
            assert self.resident.was_heard
        elif self.resident.known and self.resident.known.awaiting:
            self.type(str(1 + pick % 16))
            assert self.resident.was_heard

    @rule(latitude=st.floats(), longitude=st.floats(), accuracy=st.none() | st.floats())
    def point_anywhere(self, latitude: float, longitude: float, accuracy: float | None) -> None:
        self.hear(Incoming(SENDER, "e", position=Position(latitude, longitude, accuracy)))

    @rule(accuracy=st.sampled_from([None, 10.0, 500.0]))
    def point_somewhere(self, accuracy: float | None) -> None:
        self.hear(Incoming(SENDER, "e", position=Position(10.77, 106.7, accuracy)))

    @rule()
    def subscribe(self) -> None:
        self.resident.say("/dangky")
        assert self.resident.known

    @rule(how=st.sampled_from(["dk:stop", "/dung", "dừng nhận bài", "DỪNG", "dung nhan bai"]))
    def stop(self, how: str) -> None:
        if how.startswith("dk:"):
            self.resident.press(how)
        else:
            self.resident.say(how)
        assert self.resident.known is None
        assert self.resident.was_heard

    def hear(self, incoming: Incoming) -> None:
        is_unsure(self.resident.known, incoming, self.resident.world)
        self.resident.hear(incoming)
        assert not self.resident.was_heard or self.resident.replies

    @invariant()
    def every_message_is_short_enough(self) -> None:
        for say in self.resident.replies:
            assert 0 < len(say.text) <= LIMIT
            for button in say.buttons:
                assert 0 < len(button.choice.encode()) <= 64
                assert button.choice.startswith("dk:")
                assert 0 < len(button.label) <= 60
            assert self.resident.world.has_buttons or not say.buttons

    @invariant()
    def what_is_remembered_fits_its_row(self) -> None:
        known = self.resident.known
        if known is None:
            return
        assert len(known.awaiting) <= 16
        assert known.wishes.topics
        assert known.wishes.topics <= set(TOPICS)
        assert {"moi_nguoi"} <= known.wishes.groups <= set(GROUPS)
        assert known.wishes.groups - {"moi_nguoi"} <= set(OFFERED_GROUPS)
        commune, province = known.wishes.commune, known.wishes.province
        places = self.resident.world.places.directory
        assert not commune or places.communes[commune].province.code == province  # type: ignore[index]
        if self.resident.world.has_buttons:
            assert known.awaiting in ("", "commune", "quiet")


Chat.TestCase.settings = settings(
    max_examples=lasting(30, 60),
    stateful_step_count=50,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
TestChat = Chat.TestCase

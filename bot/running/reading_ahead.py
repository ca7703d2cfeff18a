"""Reads and compiles beforehand what the first story after a start would wait for.

Tables of words and some hundred patterns are built where they are first used. That took more than
half a second, in which nobody else was heard and no event was acknowledged.
"""

from datetime import datetime

from tips.conversation.commands import recognise
from tips.reading.when import read_time
from tips.scams import judge
from tips.understanding import understand
from wording.catalogue import read_file

# With marks and without: each kind of typing has tables of its own.
STORIES = (
    "Tối qua lúc 21 giờ có nhóm người bán ma túy ở chợ, đi xe máy 59A-123.45",
    "toi qua luc 21 gio co nhom nguoi ban ma tuy o cho, di xe may 59A-123.45",
)
ANSWERED_FROM = ("chat", "answers", "channels", "scams")  # files of texts; pages read theirs later
LONG_STORY = ". ".join(STORIES * 6)  # read in arrays, with tables of its own


def read_ahead(now: datetime) -> None:
    for name in ANSWERED_FROM:
        read_file(name)
    for story in STORIES:
        recognise(story)
        judge(story)
        read_time(story, now)
        tuple(understand(story).told)
    understand(LONG_STORY)

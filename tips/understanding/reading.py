"""Understands one message: what it is, what it is about, who is in danger, what it tells."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp

from communes.remembering import remembered
from tips.understanding.facts import Fact, Letters, place_in, rules_told, tells
from tips.understanding.features import features_in, features_of
from tips.understanding.hashing import hash_features
from tips.understanding.heads import DANGERS, DESPAIRING, HEADS, INTENTS, KINDS, SCOPES, TOPICS
from tips.understanding.tokens import Spelt, sentences_of, tokens_of
from tips.understanding.weights import Known, learned

# Chosen on messages that were never trained on: as many calls for help as can be had while no more
# than four calm messages in a hundred show a number. Missing a child is worse than a spare number.
SURE_OF_DANGER: Mapping[str, float] = {
    "113": 0.5,
    "114": 0.4,
    "115": 0.15,
    "111": 0.3,
    "crisis": 0.25,
}
SURE_OF_HELP_NEEDED = 0.8  # for who is in a hospital already
ALSO_IN_DANGER = 0.35  # of that likelihood is enough for a second number, once danger is heard
SURELY_ANOTHER = 0.6  # else the words are for whoever writes, with a line for both
SURE_OF_KIND = 0.5  # right in 95 of 100
PLAINLY = 0.8
LOUD = 0.7
NEARLY_AS_LIKELY = 0.4
SURELY_THE_OFFICE = 0.5
SURE_OF_TOPIC = 0.15
IS_TOLD = 0.5  # that something is told at all, and not only asked or greeted
PERHAPS_OUTSIDE = 0.26  # then the resident is asked
PERHAPS_NEVER_OURS = 0.2  # sooner, where taking it would break a promise; disputes hide crimes
_NEVER_OURS = {"official", "politics", "religion"}
LIKELY_OUTSIDE = 0.35
HARDLY_TOLD = 0.4
SURELY_OUTSIDE = 0.8  # and surely no tip: of all those tried, none; then it is declined
NO_TIP = 0.25  # whatever else it says, something is told that an officer should read
SURELY_NO_TIP = 0.06
_OF_BLACKMAIL = {"cuop_cuong_doat", "lua_dao", "tin_dung_den", "xam_hai_tre_em"}  # no brawl, filmed
_OPENING = 2_400  # letters that say what a long story is about; each sentence is heard for danger
_LONG = 600  # letters: of fewer, the features are sooner spelt out than reckoned in arrays
_FEWEST_WORDS = 3  # of a sentence that is read for itself
_REMEMBERED = 64  # a message is asked about several times in one turn


Likely = Mapping[str, float]  # the likeliest first


@dataclass(frozen=True)
class Understanding:
    text: str
    scores: Mapping[str, Sequence[float]]  # of each head of HEADS

    @cached_property
    def intents(self) -> Likely:
        return _ranked(INTENTS, _shared_out(self.scores["intent"]))

    @cached_property
    def kinds(self) -> Likely:
        return _ranked(KINDS, _shared_out(self.scores["kind"]))

    @cached_property
    def dangers(self) -> Likely:
        """Each for itself: "113" …, "crisis"."""
        return _ranked(DANGERS, [1 / (1 + exp(-score)) for score in self.scores["danger"]])

    @cached_property
    def scopes(self) -> Likely:
        """Of "none" and of each reason why it is not for this line."""
        return _ranked(SCOPES, _shared_out(self.scores["scope"]))

    @cached_property
    def topics(self) -> Likely:
        """Of a question."""
        return _ranked(TOPICS, _shared_out(self.scores["topic"]))

    @property
    def intent(self) -> str:
        """What it is most likely said for. "tip" wins where something may be told."""
        if self.is_told:
            return "tip"
        return next(intent for intent in self.intents if intent not in {"tip", "crisis"})

    @property
    def is_told(self) -> bool:
        return bool(self.numbers) or self._telling >= IS_TOLD

    @property
    def is_plainly_told(self) -> bool:
        """Of a kind that nobody could mistake, or a cry for help."""
        sure = self.kinds[next(iter(self.kinds))] >= PLAINLY
        return self._is_urgent or (self._telling >= PLAINLY and sure)

    @property
    def is_surely_no_tip(self) -> bool:
        return not self._is_urgent and self._telling < NO_TIP

    @property
    def kind(self) -> str | None:
        """The kind, where it is sure enough to be noted without asking."""
        kind, likelihood = next(iter(self.kinds.items()))
        return kind if likelihood >= SURE_OF_KIND else None

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The emergency numbers to show at once: who is in danger is not sent to one of two."""
        numbers = [number for number in DANGERS if number.isdigit()]
        sure = {n: self.dangers[n] / SURE_OF_DANGER[n] for n in numbers}
        enough = ALSO_IN_DANGER if max(sure.values()) >= 1 else 1
        heard = tuple(number for number in numbers if sure[number] >= enough)
        doubtful = "115" in heard and self.dangers["115"] < SURE_OF_HELP_NEEDED
        spare = {"115"} if doubtful and tells(self._letters, "in_good_hands") else set()
        return tuple(number for number in heard if number not in spare)

    @property
    def loud_numbers(self) -> tuple[str, ...]:
        """Where a few words answer a question, "ba người" must not sound like a cry."""
        return tuple(number for number in self.numbers if self.dangers[number] >= LOUD)

    @property
    def is_crisis(self) -> bool:
        """Somebody may be about to take their life."""
        return self.dangers["crisis"] >= SURE_OF_DANGER["crisis"]

    @property
    def is_for_another(self) -> bool:
        """Said by somebody who fears for another, and needs to know what to do."""
        return self.despairs["other"] >= SURELY_ANOTHER

    @property
    def despairs(self) -> Mapping[str, float]:
        """Whose despair it is, where there is any."""
        return dict(zip(DESPAIRING, _shared_out(self.scores["despair"]), strict=True))

    @property
    def scope(self) -> str:
        """The likeliest reason why this line does not take it, whether or not it is so."""
        return next(scope for scope in self.scopes if scope != "none")

    @property
    def is_outside(self) -> bool:
        """Sure enough to decline it."""
        is_sure = self._outside >= SURELY_OUTSIDE and self._telling < SURELY_NO_TIP
        return is_sure and not self._is_urgent and not tells(self._letters, "papers_kept")

    @property
    def is_likely_outside(self) -> bool:
        """So likely that where it belongs is said at once, and asked only then."""
        return self._outside >= LIKELY_OUTSIDE and self._telling < HARDLY_TOLD

    @property
    def may_be_outside(self) -> bool:
        """So likely that the resident is asked."""
        enough = PERHAPS_NEVER_OURS if self.scope in _NEVER_OURS else PERHAPS_OUTSIDE
        return self._outside >= enough and not self._is_urgent

    def topics_among(self, topics: Collection[str]) -> tuple[str, ...]:
        """Which of these a question is about, where that is clear: one, or two that are near."""
        first, second, *_ = (topic for topic in self.topics if topic in topics)
        if self.topics[first] < SURE_OF_TOPIC:
            return ()
        is_near = self.topics[second] >= NEARLY_AS_LIKELY * self.topics[first]
        return (first, second) if is_near else (first,)

    @property
    def asks_for_the_office(self) -> bool:
        """Where it is, its phone, its hours: a question, though it sounds like paperwork."""
        return self.intent == "paperwork" and self.topics["where"] >= SURELY_THE_OFFICE

    @cached_property
    def told(self) -> tuple[Fact, ...]:
        told = tuple(rules_told(self._letters))
        return (*told, Fact("place", self.place)) if self.place else told

    @cached_property
    def place(self) -> str:
        """The words that name it: "đường Quang Trung"; empty where none do."""
        return place_in(self._letters)

    @property
    def is_blackmail(self) -> bool:
        """Somebody asks for money, or more, for pictures that would shame."""
        likeliest = next(iter(self.kinds))
        return likeliest in _OF_BLACKMAIL and tells(self._letters, "blackmail")

    @cached_property
    def is_body_found(self) -> bool:
        """Somebody is dead, and it is told, not read or dreamt; then nothing is to be saved."""
        return self.is_told and not self.is_crisis and tells(self._letters, "body_found")

    @property
    def cannot_call(self) -> bool:
        return tells(self._letters, "cannot_call")

    @property
    def called_in_vain(self) -> bool:
        return tells(self._letters, "called_in_vain")

    @property
    def is_from_a_child(self) -> bool:
        return tells(self._letters, "child_writes")

    @property
    def is_dog_bite(self) -> bool:
        return tells(self._letters, "dog_bite")

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(told.fact for told in self.told)

    @cached_property
    def _letters(self) -> Letters:
        return Letters.of(self.text)

    @property
    def _telling(self) -> float:
        return self.intents["tip"] + self.intents["crisis"]

    @property
    def _outside(self) -> float:
        """Two heads were asked; they err on different messages."""
        said = self.intents["out_of_scope"] + self.intents["paperwork"]
        return (said + 1 - self.scopes["none"]) / 2

    @property
    def _is_urgent(self) -> bool:
        return bool(self.numbers) or self.is_crisis


@remembered(_REMEMBERED)
def understand(text: str) -> Understanding:
    known = _known(text)
    heads = {head: part.tolist() for head, part in learned().scores(known).items()}
    if len(known.counts) > 1:
        heads["danger"] = learned().loudest(known, "danger").tolist()
    return Understanding(text, heads)


def explain(text: str, head: str, answer: str, most: int = 8) -> tuple[tuple[str, float], ...]:
    """The features that spoke loudest for an answer, with what each added."""
    if answer not in HEADS[head]:
        raise ValueError(f"{answer} is no answer of {head}")
    return tuple(learned().shares(features_of(text[:_OPENING]), head, answer)[:most])


def _known(text: str) -> Known:
    """One cry in a long story must not drown in it: each sentence is heard, behind the whole."""
    sentences = [part for part in sentences_of(text) if len(part.split()) >= _FEWEST_WORDS]
    texts = [text[:_OPENING], *(sentences if len(sentences) > 1 else ())]
    spelt = Spelt()
    read = [tokens_of(one, spelt) for one in texts]
    if len(text) > _LONG:
        return learned().find(hash_features(texts, read))
    return learned().find_names(list(map(features_in, texts, read)))


def _ranked(answers: Sequence[str], likely: Sequence[float]) -> Likely:
    pairs = zip(answers, likely, strict=True)
    return dict(sorted(pairs, key=lambda pair: -pair[1]))


def _shared_out(scores: Sequence[float]) -> list[float]:
    """In plain Python: for so few numbers it is faster than arrays."""
    top = max(scores)
    grown = [exp(score - top) for score in scores]
    total = sum(grown)
    return [one / total for one in grown]

"""What a Japanese question of yes or no is about, and whether a sentence says it is so, says it is not, or leaves it open."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.patterns import fits, patterns
from core.text import fold
from facts.concepts import term_keys
from facts.names import comparable
from facts.words import Word, all_words

_ABOUT = ("も", "が", "を", "は")
# Stands for the names of the question, which are no part of the thing that it is about.
_NAMED = "それ"
_BESIDE = ("に", "へ", "で", "から")
_WITHIN = frozenset(["の", "と", "や", "など", "及び", "および", "または", "又は"])
_BRACKETS = frozenset("「」『』()・・-－")
# What stands at the end of a clause says what is so: this many characters hold the verb or noun.
_PREDICATE = 16
_SHORT_VALUE = 16


@dataclass(frozen=True, slots=True)
class Claim:
    """A question of yes or no: the thing that it is about (暗証番号), and what is asked of it (見られましたか).

    `others`: it is about other things than those named (…以外の). `open`: the question is put in the negative, or asks of all, of only some
    or of the present: no yes or no is read from a sentence.
    """

    thing: str
    doing: str
    open: bool
    others: bool = False

    @property
    def exists(self) -> bool:
        """True when the question is whether there is such a thing (ありましたか)."""
        return fits(patterns()["polarity"]["asks_existence"], self.doing)


def claim_of(question: str, names: Sequence[str] = ()) -> Claim | None:
    """What a Japanese question is about: what stands before も, else before the last of が, を and は, else of に; never a name alone."""
    asked = re.split(r"(?<=[。??])", fold(question, markup=False).text.strip())
    text = re.sub(r"[。??]+$", "", next((part for part in reversed(asked) if part.strip()), ""))
    for name in names:
        text = text.replace(fold(name).text.strip(), _NAMED)
    words = all_words(text)
    places = [index for index in range(1, len(words)) if _marks_the_thing(words, index, text)]
    also = [index for index in places if text[words[index].start] == "も"]
    beside = [
        index for index in range(1, len(words)) if words[index].part == "助詞" and text[words[index].start : words[index].end] in _BESIDE
    ]
    for index in (*reversed(also), *reversed(places), *reversed(beside)):
        thing = re.sub(rf"^「?{_NAMED}」?(?:の|$)", "", _phrase_before(words, index, text))
        if len(thing) > 1 and not fits(patterns()["polarity"]["abstract"], thing):
            doing = text[words[index].end :]
            is_open = fits(patterns()["polarity"]["open_question"], doing) or fits(patterns()["polarity"]["of_some"], text)
            return Claim(thing.rpartition("以外の")[2], doing, is_open, "以外の" in thing)
    return None


def _marks_the_thing(words: Sequence[Word], index: int, text: str) -> bool:
    """True for a particle after the thing asked of; the は of では and the が of a clause's end (…ですが) are none."""
    word = words[index]
    if word.part != "助詞" or text[word.start : word.end] not in _ABOUT:
        return False
    before = words[index - 1]
    if text[word.start] == "も" and text[before.start : before.end] in _BESIDE and index > 1:
        return True
    return before.part not in ("助動詞", "動詞", "形容詞") and text[before.start : before.end] not in ("て", "で", "に", "と")


def _phrase_before(words: Sequence[Word], index: int, text: str) -> str:
    """The noun phrase before a particle; the topic of でも and にも is that before で and に."""
    if text[words[index].start] == "も" and text[words[index - 1].start : words[index - 1].end] in _BESIDE:
        index -= 1
    end = start = words[index].start
    for word in reversed(words[:index]):
        surface = text[word.start : word.end]
        within = word.part in ("名詞", "接尾辞", "接頭辞", "形状詞", "代名詞", "連体詞") or surface in _WITHIN or surface in _BRACKETS
        if not within:
            break
        start = word.start
    return re.sub(r"^[のとや・、]+", "", text[start:end]).strip("「」『』 ")


def verdict(claim: Claim, text: str, label: str = "") -> bool | None:
    """Whether a statement under a label says that the claim is so; None where that is not certain."""
    if claim.open:
        return None
    named = _named_value(claim, text, label)
    return named if named is not None else _listed(claim, text, label) if names_things(text) else _said(claim, text)


def _named_value(claim: Claim, text: str, label: str) -> bool | None:
    """A label that says all that is asked, with a value that says yes or no (身代金の支払い: 行っていない)."""
    shapes = patterns()["polarity"]
    if not says_all(claim, label) or len(text) > _SHORT_VALUE:
        return None
    if fits(shapes["plain_no"], text):
        return False
    return True if fits(shapes["plain_yes"], text) else None


def says_all(claim: Claim, label: str) -> bool:
    """True when a label holds the thing, and what is asked of it (身代金の支払い) unless that is only whether there is such a thing."""
    return comparable(claim.thing)[0] in comparable(label)[0] and (claim.exists or _same_doing(claim.doing, label))


def _same_doing(doing: str, text: str) -> bool:
    """True when a text holds what is asked: its words, its characters of two and more (支払いましたか, 支払い), or its opposite (不要)."""
    if any(one in doing and other in text for one, other in patterns()["polarity"]["opposites"].items()):
        return True
    return bool(term_keys(doing) & term_keys(text)) or any(stem in text for stem in re.findall(r"[一-龥]{2,}", doing))


def names_things(text: str) -> bool:
    """True for words that name things and say nothing of them: no verb ends them."""
    return not re.search(r"[。]|(?:ます|ました|ません|です|でした|いる|いた|ない|した|する|れた|れる|ある)(?:\(|$)", text)


def _listed(claim: Claim, text: str, label: str) -> bool | None:
    """A list under a label that says what is asked of its things (閲覧された情報: 氏名、住所): what stands in it is so."""
    shapes = patterns()["polarity"]
    if not label or _is_hedged(claim, label) or not _same_doing(claim.doing, label):
        return None
    bare = re.sub(r"\([^()]*\)", "", text)
    items = {comparable(item)[0] for item in re.split(r"[、,/・]|および|及び|並びに|または|又は", bare)}
    if comparable(claim.thing)[0] not in items:
        return None
    return not fits(shapes["no"], label.removesuffix("情報").removesuffix("項目").removesuffix("もの") + "。")


def _said(claim: Claim, text: str) -> bool | None:
    """What the main verb of the clause that speaks of the thing says, where it is the verb asked with."""
    shapes = patterns()["polarity"]
    text = re.sub(shapes["confirmed"][0], "", text.strip().rstrip("。"))
    clause = next((part for part in re.split(shapes["contrast"][0], text) if _argument(claim, part)), None)
    if clause is None or _is_hedged(claim, clause[clause.rfind("、", 0, clause.find(claim.thing)) + 1 :]):
        return None
    tail = clause[-_PREDICATE:] + "。"
    if not (_same_doing(claim.doing, tail) or (claim.exists and fits(shapes["existence"], tail))):
        return None
    return False if fits(shapes["no"], tail) else True if fits(shapes["yes"], tail) else None


def _is_hedged(claim: Claim, text: str) -> bool:
    """True when a text leaves open what it says (可能性, 一部), but for words that the question puts so itself."""
    return any(match.group() not in claim.doing for pattern in patterns()["polarity"]["hedged"] for match in re.finditer(pattern, text))


def _argument(claim: Claim, clause: str) -> bool:
    """True when the thing is what the clause's main verb speaks of: its topic, or its subject or object with nothing else between."""
    for match in re.finditer(re.escape(claim.thing), clause):
        after = re.match(patterns()["polarity"]["argument"][0], clause[match.end() :])
        before = clause[: match.start()]
        quoted = before.count("「") > before.count("」") and clause[match.end() : match.end() + 1] != "」"
        if after is None or quoted or (after["particle"] == "を" and claim.exists):
            continue
        rest = re.sub(r"(?:可能性|おそれ|恐れ|疑い)が", "", clause[match.end() + after.end() :])
        if after["particle"].endswith(("は", "も")) or not re.search(r"[、はがを」]", rest):
            return True
    return False

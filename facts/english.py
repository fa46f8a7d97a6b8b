"""English names of organisations and systems: from the vocabulary's parts, and romanised from the reading where a part is not listed."""

import re
from collections.abc import Iterator
from functools import lru_cache

from core.text import fold
from facts.names import strip_corporate
from facts.terms import load_names
from facts.words import morphemes

_ROMAJI = {
    "ア": "a", "イ": "i", "ウ": "u", "エ": "e", "オ": "o", "カ": "ka", "キ": "ki", "ク": "ku", "ケ": "ke", "コ": "ko",
    "サ": "sa", "シ": "shi", "ス": "su", "セ": "se", "ソ": "so", "タ": "ta", "チ": "chi", "ツ": "tsu", "テ": "te", "ト": "to",
    "ナ": "na", "ニ": "ni", "ヌ": "nu", "ネ": "ne", "ノ": "no", "ハ": "ha", "ヒ": "hi", "フ": "fu", "ヘ": "he", "ホ": "ho",
    "マ": "ma", "ミ": "mi", "ム": "mu", "メ": "me", "モ": "mo", "ヤ": "ya", "ユ": "yu", "ヨ": "yo",
    "ラ": "ra", "リ": "ri", "ル": "ru", "レ": "re", "ロ": "ro", "ワ": "wa", "ヲ": "o", "ン": "n",
    "ガ": "ga", "ギ": "gi", "グ": "gu", "ゲ": "ge", "ゴ": "go", "ザ": "za", "ジ": "ji", "ズ": "zu", "ゼ": "ze", "ゾ": "zo",
    "ダ": "da", "ヂ": "ji", "ヅ": "zu", "デ": "de", "ド": "do", "バ": "ba", "ビ": "bi", "ブ": "bu", "ベ": "be", "ボ": "bo",
    "パ": "pa", "ピ": "pi", "プ": "pu", "ペ": "pe", "ポ": "po", "ヴ": "vu",
    "キャ": "kya", "キュ": "kyu", "キョ": "kyo", "シャ": "sha", "シュ": "shu", "ショ": "sho", "チャ": "cha", "チュ": "chu", "チョ": "cho",
    "ニャ": "nya", "ニュ": "nyu", "ニョ": "nyo", "ヒャ": "hya", "ヒュ": "hyu", "ヒョ": "hyo", "ミャ": "mya", "ミュ": "myu", "ミョ": "myo",
    "リャ": "rya", "リュ": "ryu", "リョ": "ryo", "ギャ": "gya", "ギュ": "gyu", "ギョ": "gyo", "ジャ": "ja", "ジュ": "ju", "ジョ": "jo",
    "ビャ": "bya", "ビュ": "byu", "ビョ": "byo", "ピャ": "pya", "ピュ": "pyu", "ピョ": "pyo",
    "ファ": "fa", "フィ": "fi", "フェ": "fe", "フォ": "fo",
    "ティ": "ti", "ディ": "di", "チェ": "che", "シェ": "she", "ジェ": "je", "ウィ": "wi", "ウェ": "we",
}  # fmt: skip
_SHORTER = (
    (
        "transmission and distribution",
        ("t&d", "transmission & distribution", "transmission", "transmission and distribution", "td", "grid"),
    ),
    ("network", ("network", "nw", "networks")),
    ("electric power", ("electric power", "electric", "power", "electric power company", "")),
    ("center", ("center", "centre")),
    ("bank", ("bank",)),
    ("railway", ("railway", "railways", "railroad", "rail")),
    ("foods", ("foods", "food")),
)


def romanise(reading: str) -> str:
    """Hepburn romanisation of a katakana reading, long vowels not marked (トウキョウ → tokyo)."""
    return re.sub(r"ou|oo", "o", letters_of(reading)).replace("uu", "u")


def letters_of(reading: str) -> str:
    """Hepburn romanisation of a katakana reading, kana by kana (トウキョウ → toukyou)."""
    out, index = "", 0
    while index < len(reading):
        pair, one = reading[index : index + 2], reading[index]
        if pair in _ROMAJI:
            out, index = out + _ROMAJI[pair], index + 2
        elif one == "ッ":
            follower = _ROMAJI.get(reading[index + 1 : index + 3]) or _ROMAJI.get(reading[index + 1 : index + 2], "")
            out, index = out + ("t" if follower.startswith("ch") else follower[:1]), index + 1
        else:
            out, index = out + _ROMAJI.get(one, ""), index + 1
    return out


def _parts(name: str) -> Iterator[tuple[str, bool]]:
    """The English of a name's parts in order, with whether the vocabulary knows it; longest part first."""
    shapes = load_names()
    known = {**shapes.english_parts, **shapes.places, **{ja: en[0] for ja, en in shapes.english_names.items()}}
    longest = max(map(len, known))
    index = start = 0

    def unknown(stop: int) -> Iterator[tuple[str, bool]]:
        stretch = name[start:stop].strip("・ ")
        if stretch:
            yield (stretch if stretch.isascii() else romanised(stretch)), stretch.isascii()

    while index < len(name):
        length = next((n for n in range(min(longest, len(name) - index), 0, -1) if name[index : index + n] in known), 0)
        if length:
            yield from unknown(index)
            yield known[name[index : index + length]], True
            index += length
            start = index
        else:
            index += 1
    yield from unknown(len(name))


def romanised(text: str) -> str:
    """A Japanese text in Latin letters, a capital for each word."""
    return " ".join(romanise(m.reading_form()).capitalize() for m in morphemes(text) if m.reading_form()).strip()


@lru_cache(maxsize=4096)
def english_name(name: str) -> str | None:
    """The English name that the vocabulary gives an organisation or system; None where a part of it is not in the vocabulary."""
    bare = strip_corporate(fold(name).text).replace(" ", "")
    for regulator in load_names().regulators:
        if bare == regulator.ja:
            return regulator.en[0]
    parts = list(_parts(bare))
    return " ".join(text for text, _ in parts) if parts and all(known for _, known in parts) else None


@lru_cache(maxsize=16384)
def english_forms(name: str) -> tuple[str, ...]:
    """Lower-case ways in which an English question may say a name, the fullest first."""
    bare = strip_corporate(fold(name).text).replace(" ", "")
    forms: dict[str, None] = {}
    for regulator in load_names().regulators:
        if bare == regulator.ja:
            forms.update(dict.fromkeys(en.casefold() for en in regulator.en))
    full = " ".join(text for text, _ in _parts(bare)).casefold()
    heads = [full]
    for ja, names in load_names().english_names.items():
        if bare.startswith(ja):
            heads.extend(f"{en.casefold()}{full[len(names[0]) :]}" for en in names[1:] if full.startswith(names[0].casefold()))
    for head in heads:
        forms.update(dict.fromkeys(_variants(head)))
    return tuple(form for form in forms if len(form) > 2)


def _variants(full: str) -> list[str]:
    found = [full]
    for part, shorter in _SHORTER:
        if part in full:
            found += [re.sub(" +", " ", text.replace(part, short)).strip() for text in list(found) for short in shorter]
    return list(dict.fromkeys(found))


def english_head(name: str) -> str:
    """The first English word of a name: what a company is called for short (Shikoku)."""
    forms = english_forms(name)
    return forms[0].split(" ")[0] if forms else ""


@lru_cache(maxsize=16384)
def skeleton(text: str) -> str:
    """The consonants of a name as it sounds: equal for a katakana name romanised and the English word that it renders.

    ナギサスタック (nagisasutakku) and NagisaStack are both ngsstk; letters that stand for one sound are one (c, k and q; l and r; v and b).
    """
    letters = re.sub(r"[^a-z]", "", text.casefold())
    for old, new in _SOUNDS:
        letters = letters.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aiueoywh]", "", letters))


# What an English spelling and a romanised katakana one write differently.
_SOUNDS = (
    ("ce", "se"), ("ci", "si"), ("cy", "sy"),
    ("tion", "shn"), ("ck", "k"), ("ph", "f"), ("th", "s"), ("tch", "t"), ("ch", "t"), ("ts", "t"), ("sh", "s"), ("x", "ks"), ("qu", "k"),
    ("c", "k"), ("q", "k"), ("l", "r"), ("v", "b"), ("z", "j"), ("f", "h"), ("dj", "j"), ("ng", "n"), ("mb", "nb"), ("mp", "np"),
    ("m", "n"),
)  # fmt: skip


@lru_cache(maxsize=16384)
def sounds_of(name: str) -> tuple[str, ...]:
    """The skeletons of a name's katakana and hiragana parts, and of the whole in romanised form."""
    bare = strip_corporate(fold(name).text).replace(" ", "")
    read = "".join(m.reading_form() or m.surface() for m in morphemes(bare))
    kana = "".join(chr(ord(char) + 0x60) if "ぁ" <= char <= "ん" else char for char in re.sub(r"[^ぁ-んァ-ヴー]", "", bare))
    return tuple(dict.fromkeys(skeleton(romanise(part)) for part in (kana, read) if len(part) > 2))

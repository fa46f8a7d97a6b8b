"""Names renamed alike in documents and cases."""

from pathlib import Path

import pytest

from core.errors import SettingsError
from core.records import Filter, Question, Status
from eval import renaming
from eval.cases import Case
from eval.renaming import Names, Renaming
from eval.swap import NAMES

TABLE = Names(
    heads={"北風": "霧島", "Kitakaze": "Kirishima"},
    trades={"電力": "通信", "Electric Power": "Communications", "Electric": "Communications"},
    brands={"kitakaze-den": "kirishima-tsu"},
    shortened={"北電": "霧通"},
    systems={"台帳検索": "目録検索", "お客様台帳": "会員様名簿", "NWオンライン": "NWコンソール", "ledger search": "catalog search"},
    authorities={},
    tails=("送配電", "エリア"),
    alone="はの？",
)


def renamed(text: str) -> str:
    return Renaming(TABLE).document(text)


def asked(text: str) -> str:
    return Renaming(TABLE).question(text)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("北風電力株式会社と北風電力送配電株式会社", "霧島通信株式会社と霧島通信送配電株式会社"),
        ("北風送配電の北風エリア", "霧島送配電の霧島エリア"),
        ("設備台帳検索システム", "設備目録検索システム"),
        ("北電は", "霧通は"),
    ],
)
def test_a_name_is_replaced_wherever_it_is_a_name(text: str, new: str) -> None:
    assert renamed(text) == new


@pytest.mark.parametrize("text", ["新電力の電力量", "送配電設備", "東北電車", "北風が吹く", "kitakazeden"])
def test_words_that_are_no_names_stay(text: str) -> None:
    assert renamed(text) == text


def test_a_longer_name_goes_before_the_shorter_one_in_it() -> None:
    assert renamed("お客様台帳検索") == "会員様名簿検索"


def test_a_name_that_is_broken_over_lines_stays_broken_there() -> None:
    assert renamed("北\n風電 力\n送配電") == "霧\n島通 信\n送配電"


def test_letters_that_stay_keep_their_width() -> None:
    assert renamed("ＮＷオンライン") == "ＮＷコンソール"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Kitakaze Electric Power and Kitakaze Electric's T&D", "Kirishima Communications and Kirishima Communications's T&D"),
        ("the ledger search, the Ledger Search", "the catalog search, the Catalog Search"),
        ("https://www.kitakaze-den.co.jp/KITAKAZE", "https://www.kirishima-tsu.co.jp/KIRISHIMA"),
    ],
)
def test_latin_names_keep_their_capitals(text: str, new: str) -> None:
    assert renamed(text) == new


def test_a_head_alone_is_a_company_in_questions_only() -> None:
    assert asked("北風は？") == "霧島は？"
    assert asked("では、北風") == "では、霧島"
    assert asked("北風地方の天気") == "北風地方の天気"
    assert renamed("北風は強い") == "北風は強い"


def test_everything_that_a_case_puts_and_expects_is_renamed() -> None:
    case = Case(
        id="one",
        question=Question(
            "北風は？", history=("北風電力の台帳検索は？",), filter=Filter(publisher=("北風電力株式会社",), file=("kitakaze_1.txt",))
        ),
        language="ja",
        form="value",
        status=Status.ANSWERED,
        must=(("北風電力", "Kitakaze"), ("33",)),
        must_not=("北電",),
        files=("kitakaze_1.txt",),
        quotes=("北風電力は",),
    )
    new = Renaming(TABLE).case(case)
    assert (new.question.text, new.question.history) == ("霧島は？", ("霧島通信の目録検索は？",))
    assert (new.question.filter.publisher, new.question.filter.file) == (("霧島通信株式会社",), ("kirishima_1.txt",))
    assert (new.must, new.must_not) == ((("霧島通信", "Kirishima"), ("33",)), ("霧通",))
    assert (new.files, new.quotes) == (("kirishima_1.txt",), ("霧島通信は",))
    assert new.id == "one"


def test_names_that_were_missed_and_invented_ones_that_are_taken_are_found() -> None:
    table = Renaming(TABLE)
    assert table.left_over(["北風\t電力", "台帳検索"]) == {"北風": 1, "北風電力": 1, "台帳検索": 1}
    assert not table.left_over([renamed("北風電力の台帳検索")])
    assert table.clashes(["目録\n検索", "霧島通信"]) == {"目録検索": 1, "霧島": 1, "霧島通信": 1}


def test_a_table_can_be_left_out() -> None:
    table = Renaming(renaming.read(NAMES, ["trades", "systems"]))
    assert table.document("四国電力の託送お客さま管理システム") == "若狭電力の託送お客さま管理システム"


def test_the_names_of_the_five_disclosures_keep_their_shape(tmp_path: Path) -> None:
    names = renaming.read(NAMES)
    assert Renaming(names).document("四国\n電力送配電") == "若狭\n通信送配電"
    crooked = tmp_path / "names.yaml"
    crooked.write_text(NAMES.read_text("utf-8").replace("四国: 若狭", "四国: 若狭野"), "utf-8")
    with pytest.raises(SettingsError, match="若狭野 has not as many characters as 四国"):
        renaming.read(crooked)


def test_a_file_that_holds_no_names_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text("heads: []", "utf-8")
    with pytest.raises(SettingsError, match="cannot be used"):
        renaming.read(tmp_path / "names.yaml")

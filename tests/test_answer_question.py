"""A question as constraints and a form: what is read from its words alone."""

from datetime import date

import pytest

from answer.patterns import language_of, units_asked
from answer.query import Asked, Form
from answer.question import QuestionReader
from core.records import Name, NameKind
from facts.values import same_unit


def name(kind: NameKind, canonical: str, surface: str = "") -> Name:
    return Name("d" * 64, kind, canonical, surface or canonical, 0, len(surface or canonical))


NAMES = [
    name(NameKind.ORGANISATION, "青嶺ガス", "青嶺ガス株式会社"),
    name(NameKind.ORGANISATION, "汐見ガス"),
    name(NameKind.ORGANISATION, "金融庁"),
    name(NameKind.SYSTEM, "検針管理システム"),
    name(NameKind.SYSTEM, "開栓受付システム"),
    name(NameKind.SYSTEM, "お客さま管理システム"),
]


@pytest.fixture(scope="module")
def reader() -> QuestionReader:
    return QuestionReader(NAMES)


def names(asked: tuple[Asked, ...]) -> list[tuple[str, ...]]:
    return [one.canonical for one in asked]


# --- language ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("端末は何台ですか。", "ja"),
        ("How many terminals were used?", "en"),
        ("How many terminals of 検針管理システム did 青嶺ガス use?", "en"),
        ("ATMとは？", "ja"),
        ("ATM、CD、EUCは何の略ですか。", "ja"),
        ("And 開栓受付システム?", "en"),
        ("2024?", "en"),
    ],
)
def test_a_question_is_in_the_language_of_its_words_whatever_names_it_holds(text: str, language: str) -> None:
    assert language_of(text) == language


# --- form, kind of value, counter --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("検針管理システムの端末数は？", Form.VALUE),
        ("どのシステムが対象ですか。", Form.LIST),
        ("Which systems were exposed?", Form.LIST),
        ("対象のシステムはいくつですか。", Form.COUNT),
        ("端末数の合計は？", Form.SUM),
        ("How many contracts in total?", Form.SUM),
        ("端末数の差は？", Form.DIFFERENCE),
        ("端末数が最も多いのは？", Form.LARGEST),
        ("Which system had the fewest contracts?", Form.SMALLEST),
        ("閲覧期間が最も長いシステムは？", Form.LONGEST),
        ("最も早く受領したのは？", Form.EARLIEST),
        ("2023年12月4日に何がありましたか。", Form.ON_DATE),
        ("What happened on 4 December 2023?", Form.ON_DATE),
        ("経緯を時系列で教えてください。", Form.TIMELINE),
        ("電話番号は閲覧できましたか。", Form.YES_NO),
        ("Was the phone number visible?", Form.YES_NO),
        ("託送顧客情報とは何ですか。", Form.WHAT_IS),
        ("なぜ閲覧できたのですか。", Form.WHY),
        ("再発防止策を教えてください。", Form.MEASURES),
    ],
)
def test_the_form_of_an_answer_is_what_the_question_asks_for(reader: QuestionReader, text: str, form: Form) -> None:
    assert reader.read(text).form is form


def test_what_happened_without_a_date_is_not_asked_of_a_date(reader: QuestionReader) -> None:
    assert reader.read("What happened at 青嶺ガス?").form is not Form.ON_DATE


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("端末は何台ですか。", "ja", "台"),
        ("契約数は何契約ですか。", "ja", "契約"),
        ("期間は何年間ですか。", "ja", "年間"),
        ("how many terminals were used?", "en", "台"),
        ("how many dragons were used?", "en", None),
    ],
)
def test_the_counter_asked_in_is_known(text: str, language: str, unit: str | None) -> None:
    assert next(iter(units_asked(text, language)), None) == unit


@pytest.mark.parametrize(
    ("text", "language", "units"),
    [
        ("how many customers lost their data?", "en", ["名", "社", "件", "契約"]),
        ("how many sites were tested again?", "en", ["地点", "か所", "施設", "拠点"]),
        ("how many accounts were charged twice?", "en", ["口座", "アカウント"]),
        ("how many carriages were damaged?", "en", ["両"]),
        ("対象の病院数は？", "ja", ["病院", "施設"]),
    ],
)
def test_a_noun_that_is_counted_in_several_ways_asks_in_any_of_them(text: str, language: str, units: list[str]) -> None:
    asked = next(iter(units_asked(text, language)), None)
    assert all(same_unit(unit, asked) for unit in units)
    assert not same_unit("円", asked)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("端末は何台ですか。", "count"),
        ("いつ停止しましたか。", "date"),
        ("いつからいつまで閲覧できましたか。", "period"),
        ("何年間閲覧できましたか。", "duration"),
        ("電話番号を教えてください。", "phone"),
        ("When was it stopped?", "date"),
        ("How long was it viewable?", "duration"),
    ],
)
def test_the_kind_of_value_asked_for_is_known(reader: QuestionReader, text: str, wants: str) -> None:
    assert wants in reader.read(text).wants


def test_a_figure_put_forward_is_one_to_be_confirmed(reader: QuestionReader) -> None:
    assert reader.read("端末数は1,048台ですか。").numbers == (1048.0,)


# --- names -------------------------------------------------------------------------------------------------------------


def test_a_known_name_is_a_constraint_and_no_word_of_the_content(reader: QuestionReader) -> None:
    query = reader.read("青嶺ガスの検針管理システムの端末数は？")
    assert names(query.asked) == [("青嶺ガス",), ("検針管理システム",)]
    assert not any("検針" in term.text or "ガス" in term.text for term in query.terms)


def test_a_name_with_its_legal_form_is_the_same_name(reader: QuestionReader) -> None:
    assert names(reader.read("青嶺ガス株式会社の端末数は？").asked) == [("青嶺ガス",)]


@pytest.mark.parametrize("text", ["桜台ガスの端末数は？", "How many terminals did Sakuradai Gas use?"])
def test_a_company_that_no_document_names_is_asked_for_and_not_known(reader: QuestionReader, text: str) -> None:
    (asked,) = reader.read(text).names(NameKind.ORGANISATION)
    assert not asked.known


def test_a_system_that_no_document_names_is_asked_for_and_not_known(reader: QuestionReader) -> None:
    (asked,) = reader.read("配送手配システムの端末数は？").names(NameKind.SYSTEM)
    assert not asked.known and asked.surface == "配送手配システム"


def test_a_system_with_a_word_added_to_its_name_is_known(reader: QuestionReader) -> None:
    assert names(reader.read("託送お客さま管理システムの端末数は？").asked) == [("お客さま管理システム",)]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("How many terminals did Shiomi Gas use?", "汐見ガス"),
        ("What did the Financial Services Agency receive?", "金融庁"),
        ("How many terminals of the customer management system were used?", "お客さま管理システム"),
    ],
)
def test_an_english_name_stands_for_the_japanese_one(reader: QuestionReader, text: str, canonical: str) -> None:
    assert names(reader.read(text).asked) == [(canonical,)]


# --- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年12月4日に何がありましたか。", date(2023, 12, 4), date(2023, 12, 4)),
        ("令和5年12月4日に何がありましたか。", date(2023, 12, 4), date(2023, 12, 4)),
        ("2023年12月に何がありましたか。", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024年に何がありましたか。", date(2024, 1, 1), date(2024, 12, 31)),
        ("What happened on 4 December 2023?", date(2023, 12, 4), date(2023, 12, 4)),
        ("What happened on Dec. 4, 2023?", date(2023, 12, 4), date(2023, 12, 4)),
        ("What happened on 2023-12-04?", date(2023, 12, 4), date(2023, 12, 4)),
        ("What happened in February 2024?", date(2024, 2, 1), date(2024, 2, 29)),
        ("What happened in 2024?", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_date_is_a_constraint_with_its_first_and_last_day(reader: QuestionReader, text: str, first: date, last: date) -> None:
    (asked,) = reader.read(text).dates
    assert (asked.start, asked.end, asked.relation) == (first, last, "on")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("2023年12月4日より前に何がありましたか。", "before"),
        ("2023年12月4日以降に何がありましたか。", "since"),
        ("2023年12月4日より後に何がありましたか。", "after"),
        ("What happened before 4 December 2023?", "before"),
        ("What happened after 4 December 2023?", "after"),
    ],
)
def test_before_and_after_belong_to_the_date(reader: QuestionReader, text: str, relation: str) -> None:
    assert [asked.relation for asked in reader.read(text).dates] == [relation]


def test_a_day_without_a_year_says_so(reader: QuestionReader) -> None:
    (asked,) = reader.read("What happened on 4 December?").dates
    assert asked.bare and (asked.start.month, asked.start.day) == (12, 4)


def test_a_day_that_does_not_exist_is_no_date(reader: QuestionReader) -> None:
    assert not any(asked.precision == "day" for asked in reader.read("What happened on 31 February 2023?").dates)


def test_from_one_day_to_another_is_one_period(reader: QuestionReader) -> None:
    (asked,) = reader.read("What happened between 1 March 2023 and 4 December 2023?").dates
    assert (asked.start, asked.end) == (date(2023, 3, 1), date(2023, 12, 4))


def test_a_date_admits_only_what_lies_within_it(reader: QuestionReader) -> None:
    (month,) = reader.read("2023年12月に何がありましたか。").dates
    assert month.admits(date(2023, 12, 31), None) and not month.admits(date(2024, 1, 1), None)
    assert not month.admits(None, None) and not month.admits(date(2023, 12, 1), date(2024, 1, 1))


# --- follow-ups --------------------------------------------------------------------------------------------------------


def test_a_follow_up_takes_over_what_it_leaves_out(reader: QuestionReader) -> None:
    query = reader.read("開栓受付システムでは？", ("検針管理システムの端末数は？",))
    assert names(query.asked) == [("開栓受付システム",)]
    assert "terms" in query.inherited and any("端末" in term.text for term in query.terms)


def test_a_follow_up_about_another_company_drops_the_system_of_the_first(reader: QuestionReader) -> None:
    query = reader.read("汐見ガスでは？", ("青嶺ガスの検針管理システムの端末数は？",))
    assert names(query.asked) == [("汐見ガス",)]


def test_a_follow_up_about_another_attribute_keeps_the_system(reader: QuestionReader) -> None:
    query = reader.read("その契約数は？", ("検針管理システムの端末数は？",))
    assert names(query.asked) == [("検針管理システム",)] and "names" in query.inherited
    weights = {term.text: term.weight for term in query.terms}
    assert weights["契約数"] >= 2 * sum(weight for text, weight in weights.items() if text != "契約数")


@pytest.mark.parametrize(
    "text", ["小松島沢町だとどうですか。", "小松島沢町では？", "では、小松島沢町は？", "小松島沢町についても教えてください。"]
)
def test_a_follow_up_that_names_only_another_row_asks_for_the_same_value_of_it(reader: QuestionReader, text: str) -> None:
    query = reader.read(text, ("青嶺ガスの障害で、御厨県の端末は何台止まりましたか。",))
    assert query.wants == {"count"} and query.unit == "台" and names(query.asked) == [("青嶺ガス",)]
    own = sum(term.weight for term in query.terms if term.text in "小松島沢町")
    assert own >= 2 * sum(term.weight for term in query.terms if term.text not in "小松島沢町") > 0
    assert {"terms", "names"} <= set(query.inherited) and any("端末" in term.text for term in query.kept)


@pytest.mark.parametrize(
    ("text", "before", "form"),
    [
        ("What about Kobe?", "How many terminals of 検針管理システム were stopped in Osaka?", Form.VALUE),
        ("And for lorries?", "Were any cars recalled by 青嶺ガス?", Form.YES_NO),
    ],
)
def test_an_english_follow_up_keeps_form_and_kind_of_value(reader: QuestionReader, text: str, before: str, form: Form) -> None:
    query = reader.read(text, (before,))
    assert query.form is form and query.wants == reader.read(before).wants and query.asked


def test_rows_named_one_after_the_other_are_each_asked_as_the_first_was(reader: QuestionReader) -> None:
    query = reader.read("赤根市は？", ("青嶺ガスの障害で、御厨県の端末は何台止まりましたか。", "小松島沢町だと？"))
    assert query.unit == "台" and not any(term.text in "小松島沢町" for term in query.terms)


def test_a_follow_up_keeps_the_code_of_the_row_unless_it_names_another(reader: QuestionReader) -> None:
    before = ("青嶺ガスのロットMW4C05-3は何袋出荷されましたか。",)
    assert reader.read("そのうち、もう戻ってきたのは？", before).literals == ("mw4c053",)
    assert reader.read("賞味期限は？", before).literals == ("mw4c053",)
    assert reader.read("MW4C06-1だと？", before).literals == ("mw4c061",)


@pytest.mark.parametrize(
    ("text", "before", "first", "last"),
    [
        ("その前の年は？", "2020年に止まった端末は何台ですか。", date(2019, 1, 1), date(2019, 12, 31)),
        ("翌年は？", "2020年に止まった端末は何台ですか。", date(2021, 1, 1), date(2021, 12, 31)),
        ("その翌日は？", "2023年12月31日には何がありましたか。", date(2024, 1, 1), date(2024, 1, 1)),
        ("翌月は？", "2023年12月には何がありましたか。", date(2024, 1, 1), date(2024, 1, 31)),
        ("And the year before that?", "How many terminals were stopped in 2020?", date(2019, 1, 1), date(2019, 12, 31)),
        ("And the following day?", "What happened on 28 February 2023?", date(2023, 3, 1), date(2023, 3, 1)),
    ],
)
def test_a_relative_year_or_day_counts_from_the_question_before(
    reader: QuestionReader, text: str, before: str, first: date, last: date
) -> None:
    query = reader.read(text, (before,))
    (asked,) = query.dates
    assert (asked.start, asked.end) == (first, last) and query.form is reader.read(before).form


def test_the_day_before_a_year_is_not_known(reader: QuestionReader) -> None:
    assert reader.read("その前日は？", ("2020年に止まった端末は何台ですか。",)).dates[0].precision == "year"


def test_the_other_of_two_cases_is_the_one_that_the_question_before_did_not_name() -> None:
    reader = QuestionReader(NAMES, cases=[frozenset(["事例A", "事例B"]), frozenset(["事案①", "事案②", "事案③"])])
    query = reader.read("もう一方は？", ("事例Aの方が診断されたのはいつですか。",))
    assert [one.canonical for one in query.names(NameKind.CASE)] == [("事例B",)] and "date" in query.wants


def test_the_other_of_three_is_none_that_is_known() -> None:
    reader = QuestionReader(NAMES, cases=[frozenset(["事案①", "事案②", "事案③"])])
    (asked,) = reader.read("もう一方は？", ("事案①の契約数は？",)).names(NameKind.CASE)
    assert not asked.known


def test_another_thing_that_is_counted_is_asked_in_no_counter_of_the_first(reader: QuestionReader) -> None:
    query = reader.read("小売電気事業者は？", ("検針管理システムで閲覧された契約は何契約ですか。",))
    assert query.wants == {"count"} and query.unit is None


def test_a_follow_up_of_a_follow_up_reaches_the_first_question(reader: QuestionReader) -> None:
    query = reader.read("汐見ガスでは？", ("検針管理システムの端末数は？", "開栓受付システムでは？"))
    assert any("端末" in term.text for term in query.terms)


def test_a_whole_question_takes_over_nothing(reader: QuestionReader) -> None:
    query = reader.read("汐見ガスの契約数は？", ("検針管理システムの端末数は？",))
    assert query.inherited == () and names(query.asked) == [("汐見ガス",)]


def test_blank_earlier_questions_are_passed_over(reader: QuestionReader) -> None:
    assert any("端末" in term.text for term in reader.read("開栓受付システムでは？", ("検針管理システムの端末数は？", "  ")).terms)


def test_a_word_of_a_trade_alone_is_no_company() -> None:
    name = Name("d", NameKind.ORGANISATION, "中央検査センター", "中央検査センター", 0, 8)
    assert QuestionReader([name]).read("How many central servers stopped?").asked == ()

"""The bundled embedding model, and a sentence-transformers model in its place."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.errors import SettingsError
from core.settings import Settings
from index.embedder import BUNDLED_FOLDER, Embedder, StaticEmbedder, load_embedder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return load_embedder(Settings())


def similarity(embedder: Embedder, question: str, passage: str) -> float:
    return float(embedder.queries([question])[0] @ embedder.passages([passage])[0])


def test_the_bundled_model_with_its_tokenizer_and_card_takes_at_most_16_megabytes() -> None:
    assert sum(file.stat().st_size for file in BUNDLED_FOLDER.iterdir()) <= 16_000_000


def test_there_is_a_row_of_length_one_for_each_text(bundled: Embedder) -> None:
    vectors = bundled.passages(["託送契約の件数", "Number of contracts", "2023年1月16日"])
    assert vectors.shape == (3, bundled.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_a_text_without_any_known_piece_is_a_zero_row(bundled: Embedder) -> None:
    vectors = bundled.passages(["", " \n", "契約"])
    assert not vectors[:2].any()
    assert vectors[2].any()


def test_no_texts_are_no_rows(bundled: Embedder) -> None:
    assert bundled.queries([]).shape == (0, bundled.dimension)


def test_a_vector_does_not_depend_on_the_texts_beside_it(bundled: Embedder) -> None:
    together = bundled.passages(["顧客情報の閲覧", "権限の停止", "端末の台数は何台か"])
    assert np.array_equal(together[1], bundled.passages(["権限の停止"])[0])


def test_full_width_and_capital_letters_do_not_change_a_vector(bundled: Embedder) -> None:
    vectors = bundled.passages(["ＳＹＳＴＥＭの２０２３年", "systemの2023年"])
    assert np.array_equal(vectors[0], vectors[1])


def test_the_end_of_a_long_text_counts_too(bundled: Embedder) -> None:
    start = "電気の使用を申し込む。" * 400
    vectors = bundled.passages([start, start + "病院の医師が手術をした。" * 400])
    assert not np.allclose(vectors[0], vectors[1], atol=0.05)


@pytest.mark.parametrize(
    ("english", "japanese", "unrelated"),
    [("contract", "契約", "病気"), ("customer", "顧客", "山脈"), ("terminals", "端末", "契約"), ("electricity", "電気", "宗教")],
)
def test_an_english_word_is_nearer_to_its_japanese_word_than_to_another(
    bundled: Embedder, english: str, japanese: str, unrelated: str
) -> None:
    assert similarity(bundled, english, japanese) > similarity(bundled, english, unrelated) + 0.2


def test_an_english_question_is_nearest_to_the_japanese_sentence_that_answers_it(bundled: Embedder) -> None:
    passages = ["会社は事故の原因を調査した。", "駅の近くに新しい図書館が建てられた。", "彼女は毎朝コーヒーを飲む。"]
    scores = bundled.passages(passages) @ bundled.queries(["Where was the new library built?"])[0]
    assert int(scores.argmax()) == 1


def test_the_name_changes_with_the_content_of_the_model(bundled: Embedder, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED_FOLDER, folder)
    assert StaticEmbedder(folder).name == bundled.name
    file = folder / "model.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert StaticEmbedder(folder).name != bundled.name


def test_an_incomplete_model_folder_is_named_with_what_it_lacks(tmp_path: Path) -> None:
    shutil.copy(BUNDLED_FOLDER / "config.json", tmp_path)
    with pytest.raises(SettingsError, match=r"lacks model\.safetensors, tokenizer\.json"):
        StaticEmbedder(tmp_path)


def test_a_damaged_model_file_is_a_settings_error(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(BUNDLED_FOLDER, folder)
    (folder / "model.safetensors").write_bytes(b"not a model")
    with pytest.raises(SettingsError, match="does not load"):
        StaticEmbedder(folder)


def test_starting_with_the_bundled_model_imports_no_pytorch_and_prints_nothing() -> None:
    code = (
        "import sys; from core.settings import Settings; from index.embedder import load_embedder; "
        "load_embedder(Settings()).queries(['契約']); sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_model_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    with pytest.raises(SettingsError, match="TENKYO_EMBED_MODEL"):
        load_embedder(Settings(embed_model=str(tmp_path / "absent")))


def test_without_the_optional_packages_the_error_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from core.errors import SettingsError\nfrom core.settings import Settings\nfrom index.embedder import load_embedder\n"
        "try:\n    load_embedder(Settings(embed_model='some/model'))\nexcept SettingsError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make models" in done.stdout


@pytest.fixture(scope="module")
def sentence_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real sentence-transformers model: the bundled pieces with small random vectors."""
    sentence_transformers = pytest.importorskip("sentence_transformers")
    tokenizers = pytest.importorskip("tokenizers")
    static_embedding = pytest.importorskip("sentence_transformers.models").StaticEmbedding
    tokenizer = tokenizers.Tokenizer.from_file(str(BUNDLED_FOLDER / "tokenizer.json"))
    weights = np.random.default_rng(1).normal(size=(tokenizer.get_vocab_size(), 8)).astype(np.float32)
    folder = tmp_path_factory.mktemp("models") / "small"
    sentence_transformers.SentenceTransformer(modules=[static_embedding(tokenizer, embedding_weights=weights)]).save(str(folder))
    return folder


def test_a_sentence_transformers_model_takes_the_place_of_the_bundled_one(sentence_model: Path) -> None:
    embedder = load_embedder(Settings(embed_model=str(sentence_model)))
    vectors = embedder.passages(["契約", "契約", "端末の台数"])
    assert embedder.dimension == 8
    assert embedder.name.startswith("small:")
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert np.array_equal(vectors[0], vectors[1])


def test_prompts_stand_before_questions_and_passages(sentence_model: Path) -> None:
    plain = load_embedder(Settings(embed_model=str(sentence_model)))
    prompted = load_embedder(Settings(embed_model=str(sentence_model), embed_query_prompt="質問 ", embed_passage_prompt="文書 "))
    assert np.allclose(prompted.queries(["契約"]), plain.queries(["質問 契約"]))
    assert np.allclose(prompted.passages(["契約"]), plain.passages(["文書 契約"]))


def test_only_the_passage_prompt_changes_the_name_because_it_changes_stored_vectors(sentence_model: Path) -> None:
    plain = load_embedder(Settings(embed_model=str(sentence_model)))
    assert load_embedder(Settings(embed_model=str(sentence_model), embed_query_prompt="質問 ")).name == plain.name
    assert load_embedder(Settings(embed_model=str(sentence_model), embed_passage_prompt="文書 ")).name != plain.name

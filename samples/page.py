"""A digest as a web page, with the navigation and the foot that a real page has."""

from html import escape
from itertools import groupby

from samples.digest import NOTICE, Break, Cell, Digest, Table, Text

_STYLE = """
  body { margin: 0; color: #222; background: #f4f5f7; font: 16px/1.8 "Noto Sans CJK JP", "IPAGothic", sans-serif; }
  header, footer { background: #1d3a5f; color: #fff; padding: 0.8rem 1.5rem; }
  header .site { font-size: 1.1rem; font-weight: bold; }
  nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; list-style: none; margin: 0.4rem 0 0; padding: 0; font-size: 0.85rem; }
  nav a, footer a { color: #dbe7f5; }
  main { max-width: 60rem; margin: 1.5rem auto; padding: 1rem 2.5rem 2rem; background: #fff; }
  h1 { font-size: 1.45rem; line-height: 1.5; }
  h2 { font-size: 1.2rem; margin-top: 2.2rem; border-bottom: 2px solid #1d3a5f; }
  h3 { font-size: 1.02rem; margin-top: 1.6rem; }
  .digest { border: 1px solid #c9a227; background: #fffbea; padding: 0.4rem 1.2rem; font-size: 0.9rem; }
  .digest dl { display: grid; grid-template-columns: 5em 1fr; margin: 0.4rem 0; }
  .digest dd { margin: 0; }
  .note { font-size: 0.88rem; margin: 0.2rem 0; }
  table { border-collapse: collapse; width: 100%; margin: 0.8rem 0; font-size: 0.92rem; line-height: 1.6; }
  th, td { border: 1px solid #8a97a8; padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; }
  th { background: #e8edf4; font-weight: bold; }
  footer p { margin: 0.2rem 0; font-size: 0.82rem; }
"""


def render_page(digest: Digest, others: list[Digest]) -> str:
    """The digest as an HTML document; its navigation leads to all digests of `others`."""
    labelled = "\n".join(f"    <dt>{label}：</dt><dd>{escape(value)}</dd>" for label, value in digest.labelled)
    links = "\n".join(f'    <li><a href="{escape(other.output)}">{escape(_menu_name(other))}</a></li>' for other in others)
    return f"""<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(digest.heading)}｜典拠サンプル資料</title>
<style>{_STYLE}</style>
</head>
<body>
<header>
  <div class="site">典拠サンプル資料</div>
  <nav aria-label="資料の一覧">
  <ul>
{links}
  </ul>
  </nav>
</header>
<main>
<article>
<h1>{escape(digest.heading)}</h1>
<div class="digest">
  <p>{escape(NOTICE)}</p>
  <dl>
{labelled}
  </dl>
</div>
{_body(digest)}
</article>
</main>
<footer>
  <p><a href="#top">このページの先頭へ</a></p>
  <p>典拠（Tenkyo）の動作確認用に作成した要約です。内容の確認には原資料をご覧ください。</p>
</footer>
</body>
</html>
"""


def _menu_name(digest: Digest) -> str:
    return f"{digest.publisher}の資料"


def _body(digest: Digest) -> str:
    blocks = [block for block in digest.blocks if not isinstance(block, Break)]
    parts = []
    for is_list, group in groupby(blocks, key=lambda block: isinstance(block, Text) and block.kind == "bullet"):
        rendered = [_block(block) for block in group]
        parts += ["<ul>", *rendered, "</ul>"] if is_list else rendered
    return "\n".join(parts)


def _block(block: Text | Table) -> str:
    if isinstance(block, Table):
        return _table(block)
    text = escape(block.text)
    if block.kind == "heading":
        return f"<h{block.level}>{text}</h{block.level}>"
    if block.kind == "bullet":
        return f"  <li>{text}</li>"
    return f'<p class="note">{text}</p>' if block.kind == "note" else f"<p>{text}</p>"


def _table(table: Table) -> str:
    rows = []
    for number, row in groupby(table.cells, key=lambda cell: cell.row):
        cells = "".join(_cell(cell, table.is_heading(cell)) for cell in row)
        rows.append(f"  <tr>{cells}</tr>")
        if number + 1 == table.heading_rows:
            rows = ["<thead>", *rows, "</thead>", "<tbody>"]
    if not table.heading_rows:
        rows.insert(0, "<tbody>")
    shares = "".join(f'<col style="width:{100 * width // sum(table.widths)}%">' for width in table.widths)
    return "\n".join(["<table>", f"<colgroup>{shares}</colgroup>", *rows, "</tbody>", "</table>"])


def _cell(cell: Cell, is_heading: bool) -> str:
    name = "th" if is_heading else "td"
    spans = (f' rowspan="{cell.row_span}"' if cell.row_span > 1 else "") + (
        f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    )
    return f"<{name}{spans}>{'<br>'.join(escape(line) for line in cell.lines)}</{name}>"

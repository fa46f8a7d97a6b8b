"""Colours and letters of the page for Gradio's own parts. System fonts alone: the page loads nothing from elsewhere."""

import gradio as gr

FONTS = ["system-ui", "-apple-system", "Hiragino Sans", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", "Noto Sans JP", "sans-serif"]
MONOSPACE = ["ui-monospace", "Menlo", "Consolas", "monospace"]


def theme() -> gr.themes.Base:
    """The theme; `chat.css` names the same colours for the parts that we render."""
    return gr.themes.Base(primary_hue="slate", neutral_hue="slate", font=FONTS, font_mono=MONOSPACE).set(
        body_background_fill="#f5f4f0",
        body_background_fill_dark="#12161c",
        body_text_color="#1c2530",
        body_text_color_dark="#e7eaee",
        block_background_fill="#ffffff",
        block_background_fill_dark="#1a2029",
        block_border_color="#d9d6cd",
        block_border_color_dark="#323b47",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1a2029",
        button_primary_background_fill="#1f3a5f",
        button_primary_background_fill_hover="#2b4f80",
        button_primary_background_fill_dark="#9dbfea",
        button_primary_background_fill_hover_dark="#bcd4f2",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0d1a2b",
        button_secondary_background_fill="#ffffff",
        button_secondary_background_fill_hover="#efede6",
        button_secondary_background_fill_dark="#232b36",
        button_secondary_background_fill_hover_dark="#2d3744",
        button_secondary_text_color="#1f3a5f",
        button_secondary_text_color_dark="#cfdcec",
    )

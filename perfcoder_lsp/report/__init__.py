"""What is handed on of a function's benchmark: a page to read, and a benchmark to run elsewhere."""

from perfcoder_lsp.report.html import function_report_html
from perfcoder_lsp.report.words import words

__all__ = ["function_report_html", "words"]

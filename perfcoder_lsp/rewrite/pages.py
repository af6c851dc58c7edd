"""The pages about rules: where an installed package or a checkout has them, and where they are on the net."""

from functools import cache
from pathlib import Path

from perfcoder_lsp.settings import RulesSettings

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "pages", _PACKAGE.parent / "docs" / "rules")
"""A wheel has the pages of `docs/rules` in the package."""


@cache
def page_of(rule_id: str) -> str | None:
    """The Markdown text of a rule's page; None where there is none, as for rules of other packages."""
    files = (folder / f"{rule_id}.md" for folder in _FOLDERS)
    return next((file.read_text("utf-8") for file in files if file.is_file()), None)


def page_url(rule_id: str, settings: RulesSettings) -> str | None:
    """Where a rule's page can be read, as far as the settings say so."""
    if settings.page_url is None or page_of(rule_id) is None:
        return None
    return settings.page_url.replace("{rule}", rule_id)

"""What an extra would bring is skipped without it, and missed where it is required."""

import pytest
from extras import need


def test_what_is_required_may_not_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFCODER_REQUIRE_MODEL", "1")
    monkeypatch.delenv("PERFCODER_REQUIRE_TRAIN", raising=False)
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        need("no_such_package", "model")
    with pytest.raises(pytest.skip.Exception, match=r"pip install 'perfcoder-lsp\[train\]'"):
        need("no_such_package", "train")
    assert need("json", "model").dumps([]) == need("json", "train").dumps([]) == "[]"

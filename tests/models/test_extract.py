"""Categories of changes that were written by hand for this: what was meant is named, and what was not is not."""

import sys
from pathlib import Path

import pytest

from models.extract.__main__ import main, table
from models.extract.signs import SIGNS, extracted
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.strategy import Category

HEAD = "#include <bits/stdc++.h>\nusing namespace std;\n"


def categories(before: str, after: str) -> set[str]:
    sources = [Source.of(Path("a.cpp"), f"{HEAD}{text}".encode()) for text in (before, after)]
    return {each.name for each in extracted(*sources)}


def in_main(body: str) -> str:
    return f"int main() {{ int n; cin >> n; {body} }}"


def in_loop(body: str) -> str:
    return in_main(f"for (int i = 0; i < n; i++) {{ {body} }}")


CHANGES = {
    "no synchronisation": (in_main("cout << n;"), in_main("ios::sync_with_stdio(false); cout << n;"), "INPUT_OUTPUT"),
    "no flush": (in_loop("cout << i << endl;"), in_loop("cout << i << '\\n';"), "INPUT_OUTPUT"),
    "another container": (
        in_loop("static map<int, int> seen; seen[i]++;"),
        in_loop("static unordered_map<int, int> seen; seen[i]++;"),
        "DATA_STRUCTURE",
    ),
    "room made once": (
        in_main("vector<int> v; for (int i = 0; i < n; i++) v.push_back(i);"),
        in_main("vector<int> v; v.reserve(n); for (int i = 0; i < n; i++) v.push_back(i);"),
        "MEMORY",
    ),
    "append in place": (
        in_main("string s; for (int i = 0; i < n; i++) s = s + 'a'; cout << s;"),
        in_main("string s; for (int i = 0; i < n; i++) s += 'a'; cout << s;"),
        "MEMORY",
    ),
    "made before the loop": (
        in_loop("vector<int> row(9); row[i % 9] = i; cout << row[0];"),
        in_main("vector<int> row(9); for (int i = 0; i < n; i++) { row[i % 9] = i; cout << row[0]; }"),
        "LIFETIME",
    ),
    "passed by reference": (
        "int first(vector<int> v) { return v[0]; } " + in_loop("cout << first({i});"),
        "int first(const vector<int>& v) { return v[0]; } " + in_loop("cout << first({i});"),
        "FUNCTION_CALL",
    ),
    "no recursion": (
        "int sum(int n) { return n ? n + sum(n - 1) : 0; } " + in_main("cout << sum(n);"),
        "int sum(int n) { int s = 0; while (n) s += n--; return s; } " + in_main("cout << sum(n);"),
        "FUNCTION_CALL ALGORITHM",
    ),
    "integers": (in_loop("cout << pow(i, 2);"), in_loop("cout << i * i;"), "NUMERICAL"),
    "shifts": (in_loop("cout << i / 2 % 2;"), in_loop("cout << ((i >> 1) & 1);"), "NUMERICAL"),
    "fewer passes": (
        in_main("for (int i = 2; i < n; i++) if (n % i == 0) cout << i;"),
        in_main("for (int i = 2; i * i <= n; i++) if (n % i == 0) cout << i;"),
        "LOOP",
    ),
    "row after row": (
        in_main("int a[99][99]; for (int j = 0; j < 99; j++) for (int i = 0; i < 99; i++) a[i][j] = n;"),
        in_main("int a[99][99]; for (int i = 0; i < 99; i++) for (int j = 0; j < 99; j++) a[i][j] = n;"),
        "LOCALITY",
    ),
    "one loop fewer": (
        in_main("int c = 0; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) c++; cout << c;"),
        in_main("int c = 0; for (int i = 0; i < n; i++) c += n; cout << c;"),
        "ALGORITHM",
    ),
    "no branch": (
        in_main("int c = 0; for (int i = 0; i < n; i++) { if (i > c) c = i; }"),
        in_main("int c = 0; for (int i = 0; i < n; i++) c = i > c ? i : c;"),
        "BRANCHING",
    ),
    "four at a time": (
        in_main("int c = 0; for (int i = 0; i < 400; i++) c += i;"),
        in_main("int c = 0; for (int i = 0; i < 400; i += 4) c += 4 * i + 6;"),
        "INSTRUCTION_LEVEL",
    ),
    "the library's": (
        in_main("vector<int> v(n); int c = 0; for (int i = 0; i < n; i++) c += v[i]; cout << c;"),
        in_main("vector<int> v(n); int c = accumulate(v.begin(), v.end(), 0); cout << c;"),
        "LIBRARY ALGORITHM",
    ),
    "flags": (in_main("cout << n;"), '#pragma GCC optimize("O3")\n' + in_main("cout << n;"), "COMPILER"),
    "bit instructions": (
        in_main("int c = 0; while (n) { c += n & 1; n >>= 1; } cout << c;"),
        in_main("cout << __builtin_popcount(n);"),
        "HARDWARE ALGORITHM",
    ),
    "threads": (in_main("cout << n;"), in_main("thread t([&] { cout << n; }); t.join();"), "CONCURRENCY"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_meant(name: str) -> None:
    before, after, meant = CHANGES[name]
    assert categories(before, after) == set(meant.split())


@pytest.mark.parametrize("name", CHANGES)
def test_a_program_is_no_change_of_itself(name: str) -> None:
    assert categories(CHANGES[name][0], CHANGES[name][0]) == set()


def test_other_names_and_style_are_no_change() -> None:
    before = in_main("vector<int> row(n); for (int i = 0; i < n; i++) cout << row[i];")
    after = in_main("std::vector<int> cells(n);\nfor (int k = 0; k < n; k++)\n{\n  cout << cells[k];\n}")
    assert categories(before, after.replace("int n; cin >> n;", "int n;\n\n cin >> n;")) == set()


def test_every_category_can_be_named() -> None:
    assert {each.category for each in SIGNS} == set(Category)


def test_the_table_tells_what_rules_find() -> None:
    pairs = [(HEAD + in_loop("cout << i << endl;"), HEAD + in_loop("cout << i << '\\n';"))]
    told = table([*pairs, (HEAD + in_main("cout << n;"), HEAD + in_main("cout << n;"))])
    assert f"| {Category.INPUT_OUTPUT} | 1 | 1 |" in told
    assert "1 pairs without a category; in 1 no rule" in told


def test_a_folder_without_pairs_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["extract", str(tmp_path)])
    assert main() == 2
    assert "not AutoPatch's pairs" in capsys.readouterr().err

"""Units of awkward functions compile: with a stub of the contract, and some with the real harness."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from perfcoder_lsp.cpp.functions import functions
from perfcoder_lsp.cpp.readable import readable
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.errors import UsageError
from perfcoder_lsp.verify.functions.target import Target, find_target
from perfcoder_lsp.verify.functions.unit import HarnessUnit, after_unit, harness_unit

CASES = Path(__file__).parent / "function_cases"
HARNESS = Path(__file__).parents[2] / "perfcoder_lsp" / "verify" / "harness" / "perfcoder_harness.hpp"
STANDARDS = {"modern.cpp": "gnu++20", "plain.c": "gnu++20"}
BLOCKED = {"main", "Shape::~Shape", "compile_time"}
FLAGS = ("-fno-access-control", "-w", "-fsyntax-only")


@pytest.fixture(scope="session")
def precompiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stub, precompiled by g++ for both standards: a folder for each."""
    folder = tmp_path_factory.mktemp("stub")
    for standard in ("gnu++17", "gnu++20"):
        (folder / standard).mkdir()
        shutil.copy(CASES / "stub.hpp", folder / standard)
        header = folder / standard / "stub.hpp"
        words = ["g++", f"-std={standard}", *FLAGS[:2], "-x", "c++-header", str(header), "-o", f"{header}.gch"]
        subprocess.run(words, check=True, capture_output=True)
    return folder


def compiles(unit: HarnessUnit, prelude: Path, compiler: str = "g++") -> str:
    """The first error of a unit, empty where it compiles."""
    standard = STANDARDS.get(unit.source.path.name, "gnu++17")
    loose = ["-fpermissive", "-Drestrict=__restrict"] if unit.source.language == "c" else []
    words = [compiler, f"-std={standard}", *FLAGS, *loose, "-include", str(prelude), "-iquote", str(CASES)]
    done = subprocess.run([*words, "-x", "c++", "-"], input=unit.source.text, capture_output=True, check=False)
    errors = [line for line in done.stderr.decode().splitlines() if "error" in line]
    return errors[0] if errors else "" if done.returncode == 0 else "failed"


def first_that_compiles(target: Target, prelude: Path, compiler: str = "g++") -> HarnessUnit:
    """As the product does it: one attempt after the other."""
    errors: list[str] = []
    for attempt in range(harness_unit(target).variants):
        unit = harness_unit(target, attempt=attempt)
        errors.append(compiles(unit, prelude, compiler))
        if not errors[-1]:
            return unit
    pytest.fail(f"{target.signature}: {errors[0]}")


def targets(name: str) -> list[Target]:
    source = Source.read(CASES / name)
    named = [each for each in functions(readable(source)) if each.name != "<lambda>"]
    return [find_target(source, offset=each.body.start_byte) for each in named]


def of_case(name: str, function: str) -> Target:
    return find_target(Source.read(CASES / name), function)


def unit_of(text: str, name: str = "f") -> HarnessUnit:
    return harness_unit(find_target(Source.of(Path("file.cpp"), text.encode()), name))


@pytest.mark.parametrize("name", ["many.cpp", "modern.cpp", "attributed.cpp", "plain.c", "store.cpp", "store.hpp"])
def test_every_function_compiles(name: str, precompiled: Path) -> None:
    standard = STANDARDS.get(name, "gnu++17")
    found = targets(name)
    assert len(found) >= {"many.cpp": 80, "attributed.cpp": 12}.get(name, 2)
    for target in found:
        if target.blockers:
            assert target.name in BLOCKED, target.name
        else:
            first_that_compiles(target, precompiled / standard / "stub.hpp")


@pytest.mark.skipif(shutil.which("clang++") is None, reason="no clang++")
@pytest.mark.parametrize(
    "function",
    ["outer::inner::Box::Box", "Stack::top", "Graph::make", "sum", "generic", "use"],
)
def test_a_sample_compiles_with_clang(function: str) -> None:
    first_that_compiles(of_case("many.cpp", function), CASES / "stub.hpp", "clang++")


@pytest.mark.parametrize(("name", "function"), [("many.cpp", "Graph::add_edge"), ("store.cpp", "Store::total")])
def test_units_fit_the_real_harness(name: str, function: str) -> None:
    first_that_compiles(of_case(name, function), HARNESS)


def test_lines_of_the_user_keep_their_numbers() -> None:
    unit = harness_unit(of_case("many.cpp", "Graph::add_edge"))
    before, after = (CASES / "many.cpp").read_text().splitlines(), unit.source.text.decode().splitlines()
    for number, line in enumerate(before[: unit.user_lines]):
        inserted = re.sub(r" ?(?:template <[^>]*> )?static [^{]*\bperfcoder_.*", "", after[number])
        inserted = re.sub(r"^typedef struct \w+", "typedef struct", inserted)  # hooks need a class with a name
        assert line.startswith(inserted) or "main" in line or number > before.index("signed main() {")
    assert after[unit.user_lines].startswith("#undef")


def test_a_lifted_lambda_keeps_its_lines() -> None:
    target = of_case("many.cpp", "descending")
    text = harness_unit(target).source.text.decode()
    assert f"#line {target.line}\n[](int a, int b)" in text


def test_the_file_is_told_apart_from_a_header() -> None:
    assert b"#pragma once" not in harness_unit(of_case("store.hpp", "count")).source.text


def test_private_macros_end_before_the_harness() -> None:
    text = unit_of("#define int long long\n#define N 3\nint f(int n) { return n + N; }").source.text.decode()
    assert text.index("#undef int") < text.index("namespace perfcoder")
    assert "#undef N" in text


def test_main_is_no_part_of_a_unit(precompiled: Path) -> None:
    text = "namespace a { int main() { return 1; } }\nint f(int x) { return x; }\nint main() {\n  return nonsense;\n}\n"
    unit = unit_of(text)
    assert "a { int main()" in unit.source.text.decode()
    assert not compiles(unit, precompiled / "gnu++17" / "stub.hpp")


def test_globals_of_the_function_and_of_what_it_calls() -> None:
    text = "static int a, b;\nconst int c = 1;\nnamespace n { int d; }\n"
    text += "void g() { n::d++; }\nint f(int x) { g(); return a + c + x; }\n"
    assert unit_of(text).globals == ("::a", "::n::d")


def test_template_arguments_come_from_calls_first() -> None:
    text = "#include <vector>\ntemplate <class T> T f(const std::vector<T>& v) { return v[0]; }\n"
    assert unit_of(text).chosen.own == ("int",)
    used = text + "double g(std::vector<double> v) { return f(v); }\n"
    assert unit_of(used).chosen.own == ("double",)
    assert unit_of(text + "auto g() { return f<char>({}); }\n").chosen.own == ("char",)


@pytest.mark.parametrize(
    ("body", "argument"),
    [
        ("for (auto& e : x) (void)e; return 0;", "std::vector<int>"),
        ("return x.substr(1).size();", "std::string"),
        ("if (x(1, 2)) return 1; return 0;", "std::less<>"),
        ("return x % 3;", "int"),
        ("return x[0][1];", "std::vector<std::vector<int>>"),
    ],
)
def test_template_arguments_are_guessed_from_use(body: str, argument: str) -> None:
    assert unit_of(f"template <class T> int f(T x) {{ {body} }}\n").chosen.own == (argument,)


def test_the_version_after_keeps_hints_and_arguments() -> None:
    before = unit_of(
        "template <class T> int f(const T& a, int n) { for (int i = 0; i < n; i++) (void)a[i]; return 777; }"
    )
    after = Source.of(Path("file.cpp"), b"int g;\ntemplate <class T> int f(T a, int count) { return 3; }")
    unit = after_unit(before, after)
    assert (unit.hints, unit.chosen, unit.globals) == (before.hints, before.chosen, ())
    assert b"777" in unit.source.text


def test_variables_that_are_gone_are_not_observed() -> None:
    before = unit_of("int a, b;\nint f(int x) { return a + b + x; }")
    unit = after_unit(before, Source.of(Path("file.cpp"), b"int a;\nint f(int x) { return a + x; }"))
    assert (before.globals, unit.globals) == (("::a", "::b"), ("::a",))


def test_the_version_after_is_found_among_overloads() -> None:
    text = b"int f(int a) { return a; }\nint f(double a) { return 2; }\n"
    before = harness_unit(find_target(Source.of(Path("file.cpp"), text), "f(double)"))
    assert after_unit(before, Source.of(Path("file.cpp"), text)).target.signature == "int f(double)"
    with pytest.raises(UsageError, match="no function f"):
        after_unit(before, Source.of(Path("file.cpp"), b"int g(int a) { return a; }"))
    with pytest.raises(UsageError, match=r"no f.*there is f\(int\) \(line 1\)"):
        after_unit(before, Source.of(Path("file.cpp"), b"int f(int a) { return a; }\nint f(char a) { return a; }"))


def test_objects_are_made_by_constructors_whose_parameters_have_defaults() -> None:
    text = "struct Mod { int x; Mod(int x = 0) : x(x % 7) {} Mod times(Mod o) const { return Mod(x * o.x); } };"
    assert "+[](int x) -> Mod* {" in unit_of(text, "times").source.text.decode()
    assert "perfcoder_makers_" not in unit_of(text.replace("int x = 0", ""), "times").source.text.decode()

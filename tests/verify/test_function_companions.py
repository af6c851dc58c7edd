"""Classes of the user's headers: hooks in copies that compilers see in the headers' place, and objects made by them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfcoder_lsp.build import compile_command
from perfcoder_lsp.cpp.source import Source
from perfcoder_lsp.function_report import Blocker
from perfcoder_lsp.sandbox import Sandbox
from perfcoder_lsp.settings import Settings
from perfcoder_lsp.trial.workbench import open_workbench
from perfcoder_lsp.verify.functions.companions import Companions, companions_of
from perfcoder_lsp.verify.functions.process import Description, Observed, Series
from perfcoder_lsp.verify.functions.target import find_target
from perfcoder_lsp.verify.functions.unit import HarnessUnit, after_unit, harness_unit

HEADERS = {
    "bank/account.h": """#pragma once
#include <string>
#include <vector>
namespace bank {
class Account {
public:
    explicit Account(std::string owner) : owner_(std::move(owner)) {}
    Account(const Account&) = delete;
    void add(int entry) { entries_.push_back(entry); }
    void set_limit(int limit) { limit_ = limit; }
    int total() const { int sum = limit_; for (int each : entries_) sum += each % 100; return sum; }
private:
    std::string owner_;
    std::vector<int> entries_;
    int limit_ = 0;
    unsigned flags_ : 3;
    struct { int low, high; } bounds_ = {1, 2};
};
class Key {  // private constructors, and one that makes objects
public:
    static Key Create(int low, int high) { return Key(low, high); }
    int low() const { return low_; }
private:
    Key(int low, int high) : low_(low), high_(high) {}
    int low_, high_;
};
}
""",
    "shapes.h": """#ifndef SHAPES_H
#define SHAPES_H
struct Shape {
    virtual ~Shape() {}
    virtual int area() const = 0;
};
struct Square : Shape {
    explicit Square(int side) : side_(side % 1000) {}
    int area() const override { return side_ * side_; }
private:
    int side_;
};
struct Strip : public Shape {
    explicit Strip(short length) : length_(length) {}
    int area() const override { return length_; }
private:
    short length_;
};
struct Doubled : Shape {
    explicit Doubled(const Shape* inner) : inner_(inner) {}
    int area() const override { return 2 * inner_->area(); }
private:
    const Shape* inner_;
};
class Elsewhere;  // defined in another file
struct Holder {
    Holder(int number, Elsewhere* other) : other_(other), number_(number) {}
    int number() const { return other_ ? 0 : number_; }
private:
    Elsewhere* other_;
    int number_;
};
struct Lonely {
    virtual ~Lonely() {}
    virtual int area() const = 0;
};
namespace out { inline namespace v1 {
struct Base {
    virtual ~Base() {}
    virtual bool full() const = 0;
    virtual void close() = 0;
};
class Sink : public Base {
public:
    virtual const char* put(int value, const char* text = "", int const = 3) noexcept = 0;
    void close() override {}
};
} }
#endif
""",
    "tricky.h": """#pragma once
class Tricky {
public:
    explicit Tricky(int n) : n_(n) {}
    void add(int n) { n_ += n; }
    void add(int n, int times = 1) { n_ += n * times; }  // nobody can call add with one number
    int n_;
};
""",
}
FILE = """#include "bank/account.h"
#include <stdlib.h>
#include "shapes.h"
int total(const bank::Account& account) { return account.total(); }
int deposit(bank::Account& account, int amount) { account.add(amount % 9); return account.total(); }
int low(bank::Key key) { return key.low(); }
int area(const Shape& shape) { return shape.area(); }
int number(const Holder& holder) { return holder.number(); }
int all(const Lonely& lonely) { return lonely.area(); }
int fill(out::Sink* sink, int n) {
    int sum = 0;
    for (int i = 0; i < n && !sink->full(); i++) sum += *sink->put(i, "x");
    return sum;
}
struct Buffer { int* data; int size; };
void drop(Buffer& buffer) { free(buffer.data); }
void* drop_most(int* data, void* kept, Buffer** left) {
    delete[] data;
    (*left)->data = (int*)realloc((*left)->data, 8);
    (*left)->size = 2;
    return kept;
}
"""
TRICKY = """#include "tricky.h"
#include "shapes.h"
int both(const Tricky& tricky, const Square& square) { return tricky.n_ / 2 + square.area(); }
"""

Found = tuple[HarnessUnit, Description, tuple[Observed, ...]]
Ask = Callable[[str, str], Found]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name, text in {**HEADERS, "use.cpp": FILE, "tricky.cpp": TRICKY}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def ask(project: Path, settings: Settings, sandbox: Sandbox) -> Iterator[Ask]:
    """Build and run a function of the project: its unit, parameters, and what it did on some inputs."""

    def asked(file: str, name: str) -> Found:
        source = Source.read(project / file)
        with open_workbench(source, settings) as workbench:
            unit = workbench.unit(find_target(source, name))
            assert not isinstance(unit, Blocker), unit
            with workbench.plain(unit) as plain:
                series = [Series(profile=each, size=6, seed=1, count=8) for each in (0, 2, 5)]
                return unit, plain.describe(), plain.observe(series)

    yield asked
    for name, text in HEADERS.items():
        assert (project / name).read_text() == text


def headers(project: Path, file: str, name: str, settings: Settings) -> Companions:
    source = Source.read(project / file)
    return companions_of(find_target(source, name), compile_command(source, settings.build))


def test_objects_of_a_header_are_made_and_seen(ask: Ask) -> None:
    unit, described, observed = ask("use.cpp", "deposit")
    assert [each.path.name for each in unit.companions.overlay] == ["account.h"]
    assert all(each.supported for each in described.parameters)
    assert len({each.input for each in observed}) > len(observed) / 2
    assert {each.status for each in observed} == {"ok"}
    assert not any(each.opaque for each in observed)  # bit-fields and structs without a name are seen as well
    assert any(re.search(r'^\{"\w+", \[\d+, \d+', each.text) for each in observed)


def test_methods_bring_objects_into_other_states(ask: Ask) -> None:
    _, _, observed = ask("use.cpp", "total")
    limits = {match[1] for each in observed if (match := re.search(r"\], (-?\d+), 1, 2, \d\}", each.text))}
    assert len(limits) > 1  # set_limit was called
    assert "0" in limits


def test_objects_come_from_factories(ask: Ask) -> None:
    _, _, observed = ask("use.cpp", "low")
    assert len({each.result for each in observed}) > 5


def test_objects_of_classes_that_are_only_declared_are_left_out(ask: Ask) -> None:
    _, described, observed = ask("use.cpp", "number")
    assert described.parameters[0].supported
    assert len({each.result for each in observed}) > 5


def test_an_abstract_class_is_stood_for_by_what_derives_from_it(ask: Ask) -> None:
    unit, described, observed = ask("use.cpp", "area")
    assert unit.companions.concretes[0].derived[:2] == ("::Square", "::Strip")
    assert described.parameters[0].supported
    assert {each.status for each in observed} == {"ok"}  # also where one of them holds another one
    assert len({each.result for each in observed}) > 5
    assert not any(each.opaque for each in observed)


def test_what_an_abstract_class_alone_is_told_is_seen(ask: Ask) -> None:
    _, described, observed = ask("use.cpp", "all")
    assert described.parameters[0].supported
    assert len({each.result for each in observed}) > 5
    assert not any(re.search("called [1-9]", each.text) for each in observed)  # that function is const
    _, _, observed = ask("use.cpp", "fill")
    assert {match[1] for each in observed if (match := re.search(r"after: .*called (\d+) times", each.text))} > {
        "0",
        "1",
    }
    assert {each.status for each in observed} == {"ok"}
    assert not any(each.opaque for each in observed)


def test_what_a_call_frees_is_seen_as_freed_in_every_build(
    ask: Ask, project: Path, settings: Settings, sandbox: Sandbox
) -> None:
    source = Source.read(project / "use.cpp")
    series = [Series(profile=each, size=6, seed=1, count=8) for each in (0, 2, 5)]
    with open_workbench(source, settings) as workbench:
        for name, seen in (("drop", r"after: \{freed, \d+\}"), ("drop_most", r"&argument\+0 after: freed")):
            unit = workbench.unit(find_target(source, name))
            assert not isinstance(unit, Blocker), unit
            with workbench.version(unit) as version:
                plain, checked = version.plain.observe(series), version.sanitized.observe(series)
            assert [(each.status, each.shape) for each in plain] == [(each.status, each.shape) for each in checked]
            assert all(each.status == "ok" and re.search(seen, each.text) for each in plain), [
                each.text for each in plain
            ]


def test_a_header_whose_hooks_do_not_compile_is_left_as_it_is(ask: Ask, project: Path, settings: Settings) -> None:
    wanted = headers(project, "tricky.cpp", "both", settings)
    assert {each.path.name for each in wanted.overlay} == {"tricky.h", "shapes.h"}
    unit, described, _ = ask("tricky.cpp", "both")
    assert [each.path.name for each in unit.companions.overlay] == ["shapes.h"]
    assert [each.supported for each in described.parameters] == [False, True]


def test_another_version_has_the_same_headers(project: Path, settings: Settings) -> None:
    source = Source.read(project / "use.cpp")
    before = headers(project, "use.cpp", "total", settings)
    after = Source.of(source.path, source.text.replace(b"return account.total();", b"return account.total() + 0;"))
    unit = after_unit(harness_unit(find_target(source, "total"), companions=before), after)
    assert unit.companions == before
    assert unit.source.overlay == before.overlay != ()


def test_only_classes_that_the_function_leads_to_have_hooks(project: Path, settings: Settings) -> None:
    (overlay,) = headers(project, "use.cpp", "low", settings).overlay
    assert b"class Key { static" in re.sub(rb"//.*\n", b"", overlay.text)
    assert b"perfcoder_fields_(Account&" not in overlay.text
    assert overlay.text.count(b"\n") == HEADERS["bank/account.h"].count("\n")

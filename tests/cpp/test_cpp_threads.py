"""What starts threads, as the tokens show it."""

import pytest
from cpp_text import source_of

from perfcoder_lsp.cpp.facts.threads import threads_of


@pytest.mark.parametrize(
    ("text", "started"),
    [
        ("#include <thread>\nint main() { std::thread t([] {}); t.join(); }", "thread"),
        ("#include <thread>\nusing namespace std;\nint main() { vector<thread> all; }", "thread"),
        ("#define RUN(f) std::jthread worker(f)\nint main() { RUN([] {}); }", "jthread"),
        ("int main() { auto x = std::async(f); }", "async"),
        ("int main() { pthread_create(&t, 0, f, 0); }", "pthread_create"),
        ("int main() { std::sort(std::execution::par, v.begin(), v.end()); }", "execution"),
        ("int main() {\n#pragma omp parallel for\n    for (;;) {} }", "OpenMP"),
        ("int main() {\n    #pragma omp parallel for\n    for (;;) {} }", "OpenMP"),
        ('int main() { _Pragma("omp parallel") {} }', "OpenMP"),
        ("int main() { int thread = 3; thread += 2; return thread; }", ""),
        ("int main() { int async = 3; bool execution = false; return async; }", ""),
        ("int main() { return 0; } // std::thread", ""),
    ],
)
def test_what_starts_threads(text: str, started: str) -> None:
    assert threads_of(source_of(text)) == started

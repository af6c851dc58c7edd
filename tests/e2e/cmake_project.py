"""A library without a main, as CMake lays one out and Git brings it: not configured, not built."""

from pathlib import Path

HEADER = """\
#pragma once
#include <vector>
namespace stats {
using Values = std::vector<int>;
int inversions(const Values& values);
int offset();
}
"""
SOURCE = """\
#include "stats.h"
#include "offset.h"

namespace stats {
int inversions(const Values& values) {
    int count = offset() + OFFSET;
    for (std::size_t i = 0; i < values.size(); i++) {
        for (std::size_t j = i + 1; j < values.size(); j++) count += values[j] < values[i];
    }
    return count;
}
}
"""

LISTS = """\
cmake_minimum_required(VERSION 3.10)
project(stats CXX)
configure_file(src/offset.h.in offset.h)
include_directories(include ${CMAKE_CURRENT_BINARY_DIR})
add_library(stats src/stats.cpp src/offset.cpp)
"""
FILES = {
    "CMakeLists.txt": LISTS,
    "include/stats.h": HEADER,
    "src/stats.cpp": SOURCE,
    "src/offset.cpp": "namespace stats {\nint offset() { return 1; }\n}\n",
    "src/offset.h.in": "#define OFFSET 0\n",
}


def freshly_cloned(folder: Path) -> Path:
    """The project in that folder."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder

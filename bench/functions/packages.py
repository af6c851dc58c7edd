"""What the corpus is made of: Debian packages by name and version, which of their files, and how these are compiled."""

from dataclasses import dataclass
from typing import Literal

Stratum = Literal["algorithm", "project"]


@dataclass(frozen=True)
class Package:
    """A Debian package (a source package, or one of headers).

    `files` are globs below its folder (tests and what is for other systems are left out), `quota` how many functions
    are drawn from them. Compiled with the commands that CMake gives (`cmake`: the target to build, so that there is an
    archive to link), else with `flags`, relative to its folder; a package with neither has no compile_commands.json at
    all, like a single file that somebody opens.
    """

    name: str
    version: str
    stratum: Stratum
    files: tuple[str, ...]
    quota: int
    is_headers: bool = False
    cmake: str = ""
    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def _algorithms(name: str, version: str, quota: int, *files: str, **more: object) -> Package:
    return Package(name, version, "algorithm", files, quota, **more)  # type: ignore[arg-type]


def _headers(name: str, version: str, quota: int, *files: str) -> Package:
    return _algorithms(name, version, quota, *files, is_headers=True, flags=("-std=c++17", "-O2", "-Iusr/include"))


def _project(name: str, version: str, quota: int, cmake: str, *files: str, options: tuple[str, ...] = ()) -> Package:
    return Package(name, version, "project", files, quota, cmake=cmake, options=options)


_NO_TESTS = ("-DBUILD_TESTING=OFF",)

PACKAGES = (
    _algorithms("zopfli", "1.0.3-1", 12, "src/zopfli/*.c"),
    _algorithms("hunspell", "1.7.1-1", 8, "src/hunspell/*.cxx", flags=("-O2", "-DHUNSPELL_STATIC")),
    _algorithms("lodepng", "0.0~git20220618.b4ed2cd-3", 12, "lodepng.cpp"),
    _algorithms("pdqsort", "0.0.0+git20180419-2.1", 6, "pdqsort.h"),
    _algorithms("libtommath", "1.2.0-6+deb12u1", 8, "bn_*.c"),
    _algorithms("libfixmath", "0~20220222-3", 10, "libfixmath/*.c"),
    _algorithms("bzip2", "1.0.8-5", 8, "blocksort.c", "huffman.c", "crypt.c", "compress.c", "decompress.c"),
    _algorithms("xxhash", "0.8.1-1", 4, "xxhash.h", flags=("-xc++", "-O2", "-DXXH_INLINE_ALL")),
    _algorithms("lz4", "1.9.4-1", 6, "lib/lz4.c", "lib/lz4hc.c"),
    _algorithms("kissfft", "131.1.0-4.1~deb12u1", 6, "kiss_fft*.c", "kissfft.hh"),
    _algorithms("utf8proc", "2.8.0-1", 4, "utf8proc.c"),
    _algorithms("libdivsufsort", "2.0.1-5", 8, "lib/*.c", cmake="divsufsort"),
    _algorithms("double-conversion", "3.2.1-1", 10, "double-conversion/*.cc", cmake="double-conversion"),
    _algorithms("abseil", "20220623.1-1+deb12u2", 12, "absl/strings/*.cc", cmake="strings"),
    _headers("libboost1.74-dev", "1.74.0+ds1-21", 16, *(f"usr/include/boost/{each}" for each in (
        "algorithm/*.hpp", "algorithm/searching/*.hpp", "integer/*.hpp", "sort/*/*.hpp",
        "math/special_functions/[b-h]*.hpp", "math/statistics/*.hpp",
    ))),
    _headers("liblemon-dev", "1.3.1+dfsg-6", 6, "usr/include/lemon/*.h"),
    _headers("libutfcpp-dev", "3.2.3-1", 6, "usr/include/utf8cpp/utf8/*.h"),
    _headers("libnanoflann-dev", "1.4.3+ds-2", 6, "usr/include/nanoflann.hpp"),
    _headers("libeigen3-dev", "3.4.0-4", 4, "usr/include/eigen3/Eigen/src/[CGJLQS]*/*.h"),
    _project("leveldb", "1.23-4", 46, "leveldb", "db/*.cc", "table/*.cc", "util/*.cc", "db/*.h", "util/*.h",
             options=("-DLEVELDB_BUILD_TESTS=OFF", "-DLEVELDB_BUILD_BENCHMARKS=OFF")),
    _project("snappy", "1.1.9-3", 8, "snappy", "*.cc",
             options=("-DSNAPPY_BUILD_TESTS=OFF", "-DSNAPPY_BUILD_BENCHMARKS=OFF")),
    _project("libjsoncpp", "1.9.5-4", 12, "jsoncpp_static", "src/lib_json/*.cpp",
             options=("-DJSONCPP_WITH_TESTS=OFF", "-DJSONCPP_WITH_POST_BUILD_UNITTEST=OFF")),
    _project("tinyxml2", "9.0.0+dfsg-3.1", 8, "tinyxml2", "tinyxml2.cpp", options=_NO_TESTS),
    _project("fasttext", "0.9.2+ds-1", 12, "fasttext-static", "src/*.cc"),
)  # fmt: skip

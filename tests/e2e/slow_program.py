"""The program that the editors measure, and what it prints."""

import subprocess
from pathlib import Path

PROGRAM = """\
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<long long> größe(n);
    for (int i = 0; i < n; i++) cin >> größe[i];
    long long sum = 0;
    for (int i = 0; i < n; i++) {
        sum += größe[i];
        /* 𝄞 */ cout << sum << endl;
    }
    return 0;
}
"""
INPUT = b"5\n1 -2 3000000000 4 5\n"


def run(program: str, folder: Path) -> bytes:
    """What the program prints for the input."""
    source, binary = folder / "program.cpp", folder / "program"
    source.write_text(program, encoding="utf-8")
    subprocess.run(["g++", "-O1", "-std=c++17", "-o", str(binary), str(source)], check=True)
    return subprocess.run([str(binary)], input=INPUT, capture_output=True, check=True, timeout=10).stdout

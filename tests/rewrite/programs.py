"""Small programs around a few statements, for the tables of rules."""


def program(body: str, *, above: str = "", headers: str = "") -> str:
    """A program with the usual headers around the lines of `main`."""
    lines = "\n".join(f"    {line}" if line else "" for line in body.strip("\n").split("\n"))
    top = f"#include <iostream>\n#include <string>\n{headers}using namespace std;\n"
    return f"{top}{above}int main() {{\n{lines}\n}}\n"

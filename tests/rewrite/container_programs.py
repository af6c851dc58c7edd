"""Small programs around one container, for the tables of rules about containers."""


def around(use: str, kind: str = "map<int, int> m;", head: str = "") -> str:
    """A program that reads n, declares a container and uses it."""
    return f"""
#include <bits/stdc++.h>
using namespace std;
{head}
int main() {{
    int n;
    cin >> n;
    {kind}
    {use}
}}
"""

"""Table for LP5 (rewrite/rules/algorithm/rolling_rows.py)."""

from rule_cases import Applies, Refuses, RuleCases

_HEAD = "#include <algorithm>\n#include <iostream>\n#include <string>\n#include <vector>\nusing namespace std;\n"
_LCS = """
int lcs(const string& a, const string& b) {
    int n = a.size(), m = b.size();
    vector<vector<int>> dp(ROWS, vector<int>(m + 1));
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= m; j++)
            if (a[i - 1] == b[j - 1]) dp[NOW][j] = dp[BEFORE][j - 1] + 1;
            else dp[NOW][j] = max(dp[BEFORE][j], dp[NOW][j - 1]);
    return dp[LAST][m];
}
"""
_EDIT = """
int edit(const string& a, const string& b) {
    int n = a.size(), m = b.size();
    vector<vector<int>> dp(ROWS, vector<int>(m + 1, 77));
    for (int j = 0; j <= m; j++) dp[0][j] = j;
    for (int i = 1; i <= n; i++) {
        dp[NOW][0] = i;
        for (int j = 1; j <= m; ++j) {
            dp[NOW][j] = min(dp[BEFORE][j], dp[NOW][j - 1]) + 1;
            if (a[i - 1] == b[j - 1]) dp[NOW][j] = min(dp[NOW][j], dp[BEFORE][j - 1]);
        }
    }
    return dp[LAST][m];
}
"""
_GUARDED = """
long long t[ROWS][50];
int main() {
    int n;
    string a, b;
    cin >> n >> a >> b;
    cout << lcs(a, b) << ' ' << edit(a, b) << ' ' << edit(b, a) << lcs("", b) << edit(a, "") << edit("", b) << endl;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < 50; j++) {
            if (i == 0 || j == 0) {
                t[NOW][j] = 1;
            } else {
                long long x = t[BEFORE][j] + t[BEFORE][j / 2];
                t[NOW][j] = (x + t[NOW][j - 1]) % 1000007;
            }
        }
    }
    long long s = 0;
    for (int j = 0; j < 50; j++) s += t[LAST][j];
    cout << s;
}
"""
_WAYS = """
#include <stdio.h>
int main(void) {
    int n, w[] = {3, 1, 4, 1, 5}, total = 0;
    static int pad;
    int d[ROWS][31] = {0};
    n = 5;
    d[0][0] = 1;
    for (int i = 0; i < n; i++) {
        for (int s = 0; s <= 30; s++) {
            d[NOW][s] = d[BEFORE][s];
            if (s >= w[i]) d[NOW][s] += d[BEFORE][s - w[i]];
        }
    }
    for (int s = 0; s <= 30; s++) printf("%d ", d[LAST][s]);
    return pad + total;
}
"""


def _with(text: str, rows: str, now: str, before: str, last: str) -> str:
    return text.replace("ROWS", rows).replace("NOW", now).replace("BEFORE", before).replace("LAST", last)


_SLOW = ("n + 1", "i", "i - 1", "n")
_FAST = ("(n + 1) < 2 ? (n + 1) : 2", "i & 1", "(i - 1) & 1", "n & 1")
_APPLIES = (
    *(
        Applies(
            f"vectors, a global array with guarded passes: {stdin}",
            _HEAD + _with(_LCS, *_SLOW) + _with(_EDIT, *_SLOW) + _with(_GUARDED, "60", "i", "i - 1", "n - 1"),
            _HEAD
            + _with(_LCS, *_FAST)
            + _with(_EDIT, *_FAST)
            + _with(_GUARDED, "2", "i & 1", "(i - 1) & 1", "(n - 1) & 1"),
            stdin=stdin,
        )
        for stdin in ("37 kitten sitting", "2 saturday sundays", "1 a b")
    ),
    Applies(
        "plain C, the next row from this one",
        _with(_WAYS, "6", "i + 1", "i", "n"),
        _with(_WAYS, "2", "(i + 1) & 1", "i & 1", "n & 1"),
        suffix=".c",
    ),
)

_BODY = "dp[i][j] = dp[i - 1][j] + dp[i][j - 1] + 1;"


def _refused(
    body: str = _BODY,
    before: str = "",
    row: str = "",
    after: str = "cout << dp[n][m];",
    columns: str = "int j = 1; j <= m; j++",
    rows: str = "int i = 1; i <= n; i++",
    table: str = "vector<vector<int>> dp(n + 1, vector<int>(m + 1));",
    above: str = "",
) -> str:
    return (
        f"{_HEAD}{above}int main() {{\n    int n, m, k = 0;\n    cin >> n >> m;\n    {table}\n    {before}\n"
        f"    for ({rows}) {{\n        {row}\n        for ({columns}) {{\n            {body}\n        }}\n    }}\n"
        f"    {after}\n}}\n"
    )


_REFUSES = (
    Refuses("another row is read afterwards", _refused(after="cout << dp[n - 1][m];")),
    Refuses("any row is read afterwards", _refused(after="for (int i = 0; i <= n; i++) cout << dp[i][m];")),
    Refuses(
        "the way back is found", _refused(after="int i = n; while (i > 0 && dp[i][m] == dp[i - 1][m]) i--; cout << i;")
    ),
    Refuses("two rows before", _refused("dp[i][j] = dp[i - 1][j] + dp[max(i - 2, 0)][j];")),
    Refuses("any row before", _refused("dp[i][j] = dp[i - 1][j]; for (int q = 0; q < i; q++) dp[i][j] += dp[q][j];")),
    Refuses(
        "the row after",
        _refused(
            "dp[i][j] = dp[i - 1][j]; dp[i + 1][j] = 1;", table="vector<vector<int>> dp(n + 2, vector<int>(m + 1));"
        ),
    ),
    Refuses("the row before is written", _refused("dp[i][j] = 1; dp[i - 1][j] = 2;")),
    Refuses("accumulated into what the table held", _refused("dp[i][j] += dp[i - 1][j];")),
    Refuses("read before it is written", _refused("k += dp[i][j]; dp[i][j] = dp[i - 1][j];")),
    Refuses("computed only sometimes", _refused("if (k) dp[i][j] = dp[i - 1][j] + 1;")),
    Refuses("computed only in one branch", _refused("if (k) dp[i][j] = dp[i - 1][j] + 1; else k++;")),
    Refuses(
        "computed in the loop's first branch, tested before", _refused("if (dp[i][j]) dp[i][j] = 1; else dp[i][j] = 2;")
    ),
    Refuses("a skip", _refused(f"if (k) continue; {_BODY}")),
    Refuses(
        "columns further on are read",
        _refused("dp[i][j] = dp[i - 1][j] + dp[i][j + 1];", columns="int j = 1; j < m; j++"),
    ),
    Refuses("columns at an unknown distance are read", _refused("dp[i][j] = dp[i - 1][j] + dp[i][j - k];")),
    Refuses("columns downwards", _refused(columns="int j = m; j > 0; j--")),
    Refuses("every second column", _refused(columns="int j = 1; j <= m; j += 2")),
    Refuses("the columns depend on the row", _refused(columns="int j = 1; j <= i; j++")),
    Refuses("the columns change", _refused("dp[i][j] = dp[i - 1][j]; m -= k;")),
    Refuses("another column is written", _refused("dp[i][j] = dp[i - 1][j]; dp[i][0] = j;")),
    Refuses("rows downwards", _refused("dp[i][j] = 1;", rows="int i = n; i >= 1; i--")),
    Refuses("rows from 2 on", _refused(rows="int i = 2; i <= n; i++")),
    Refuses("all rows get values before", _refused(before="for (int i = 0; i <= n; i++) dp[i][0] = 1;")),
    Refuses("row 1 gets a value before", _refused(before="dp[1][1] = 5;")),
    Refuses("row 0 gets a value in a column that is not computed", _refused(before="dp[0][0] = 1;")),
    Refuses(
        "row 0 gets values in more columns than are computed",
        _refused(before="for (int j = 0; j <= m; j++) dp[0][j] = 1;"),
    ),
    Refuses(
        "row 0 gets values in columns up to another bound", _refused(before="for (int j = 1; j < n; j++) dp[0][j] = 1;")
    ),
    Refuses(
        "m changes after row 0 got its values",
        _refused(before="for (int j = 1; j <= m; j++) dp[0][j] = 1;\n    m /= 2;"),
    ),
    Refuses(
        "a column that may not be computed",
        _refused("dp[i][j] = dp[i - 1][j];", before="dp[0][0] = 1;", columns="int j = 0; j < k; j++"),
    ),
    Refuses("n changes before the last row is read", _refused(after="n -= 2;\n    cout << dp[n][m];")),
    Refuses("n is handed out", _refused(after="cin >> n;\n    cout << dp[n][m];")),
    Refuses("a column is given for some rows only", _refused(row="if (i % 3) dp[i][0] = i;")),
    Refuses("ends early", _refused(f"{_BODY} if (dp[i][j] > 99) break;")),
    Refuses(
        "two loops over the columns",
        _refused(
            row="for (int j = 0; j <= m; j++) dp[i][j] = dp[i - 1][j];", body="dp[i][j] = max(dp[i][j], dp[i][j - 1]);"
        ),
    ),
    Refuses("the table is printed", _refused(after="for (auto& r : dp) for (int x : r) cout << x;")),
    Refuses("a row is swapped", _refused(after="swap(dp[0], dp[n]); cout << dp[n][m];")),
    Refuses("a row is handed on", _refused(after="cout << f(dp[n]);", above="int f(vector<int>&);\n")),
    Refuses("the table is handed on", _refused(after="cout << f(dp);", above="int f(vector<vector<int>>&);\n")),
    Refuses("a reference to a row", _refused(before="auto& r = dp[0];")),
    Refuses(
        "the table is made elsewhere",
        _refused(table="vector<vector<int>> dp = f(n, m);", above="vector<vector<int>> f(int, int);\n"),
    ),
    Refuses(
        "the table is sized later",
        _refused(table="vector<vector<int>> dp;", before="dp.assign(n + 1, vector<int>(m + 1));"),
    ),
    Refuses("the rows differ at first", _refused(table="int dp[9][9] = {{1, 2}, {3, 4}};")),
    Refuses("two rows already", _refused(table="int dp[2][9] = {};")),
    Refuses("bits", _refused("dp[i][j] = dp[i - 1][j];", table="vector<vector<bool>> dp(n + 1, vector<bool>(m + 1));")),
    Refuses("volatile", _refused(table="volatile int dp[99][99] = {};")),
    Refuses(
        "another table of that shape is computed",
        _refused(
            "g[i][j] = 1; dp[i][j] += dp[i - 1][j];", above="int g[99][99];\n", after="cout << dp[n][m] << g[1][1];"
        ),
    ),
    Refuses(
        "a global table that another function reads",
        _refused(table="", above="int dp[99][99];\nint f() { return dp[3][3]; }\n"),
    ),
    Refuses(
        "a global table that is used again for each test case",
        f"{_HEAD}int dp[99][99];\nint main() {{\n    int n, m, t;\n    cin >> t;\n    while (t--) {{\n        "
        f"cin >> n >> m;\n"
        f"        for (int i = 1; i <= n; i++)\n            for (int j = 1; j <= m; j++)\n                {_BODY}\n"
        "        cout << dp[n][m];\n    }\n}\n",
    ),
    Refuses(
        "a table that is made before a loop around",
        f"{_HEAD}int main() {{\n    int n, m, t;\n    cin >> n >> m >> t;\n    vector<vector<int>> dp(n + 1, "
        f"vector<int>(m + 1));\n"
        f"    while (t--) {{\n        for (int i = 1; i <= n; i++)\n            for (int j = 1; j <= m; j++)\n"
        f"                {_BODY}\n        cout << dp[n][m];\n    }}\n}}\n",
    ),
    Refuses(
        "a lambda reads the table",
        _refused(before="auto f = [&](int r) { return dp[r][0]; };", after="cout << f(0) << dp[n][m];"),
    ),
    Refuses(
        "the last row's name means something else", _refused(after="for (int n = 0; n < 3; n++) cout << dp[n][m];")
    ),
    Refuses("not understood", _refused(after="cout << (dp[n][m];")),
)

CASES = (RuleCases("LP5", _APPLIES, _REFUSES),)

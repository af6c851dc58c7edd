"""Labels made by hand, small enough to compute everything about them on paper."""

from models.records import Labelled, Outcome, Program, SiteLabel
from perfcoder_lsp.strategy import Category, Strategy

SOURCE = """#include <iostream>
#include <string>
#include <vector>
using namespace std;
int total(vector<int> values) {
    int sum = 0;
    for (int i = 0; i < values.size(); i++)
        sum += values[i];
    return sum;
}
int main() {
    int n;
    cin >> n;
    vector<int> values;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        values.push_back(x);
    }
    cout << total(values) << endl;
}
"""


def site(
    rule: str,
    outcome: Outcome,
    gain: float = 1.0,
    category: Category = Category.LOOP,
    rewrites: int = 1,
) -> SiteLabel:
    strategy = Strategy(category=category, name=rule, explanation=f"{rule} here")
    ids = tuple(f"{rule}@{number}" for number in range(rewrites))
    return SiteLabel(strategy=strategy, outcome=outcome, gain=gain, low=gain, high=gain, rewrites=ids)


def labelled(key: str, *sites: SiteLabel, family: str = "", cpu_s: float = 0.0, together: float = 1.0) -> Labelled:
    program = Program(key=key, family=family or key, origin="written", source=SOURCE)
    return Labelled(program=program, sites=sites, cpu_s=cpu_s, together=together)

// timed: 400000 8
// checked: 40 2 | 500 3
#include <iostream>
#include <map>
#include <string>
#include <vector>
#include <algorithm>
using namespace std;

string reverse_complement(string s) {
    string r = "";
    for (int i = s.length() - 1; i >= 0; i--) {
        switch (s[i]) {
            case 'A': r = r + 'T'; break;
            case 'C': r = r + 'G'; break;
            case 'G': r = r + 'C'; break;
            default: r = r + 'A'; break;
        }
    }
    return r;
}

int main() {
    int length, k;
    cin >> length >> k;
    // make a sequence with some repeats in it
    string dna;
    unsigned long long state = 88172645463325252ULL;
    while ((int)dna.size() < length) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        if (state % 50 == 0 && dna.size() > 30)
            dna += dna.substr(dna.size() - 20);
        else
            dna += "ACGT"[state % 4];
    }

    map<string, int> counts;
    for (size_t i = 0; i + k <= dna.size(); i++) {
        string kmer = dna.substr(i, k);
        string other = reverse_complement(kmer);
        counts[min(kmer, other)]++;
    }

    vector<pair<int, string>> order;
    for (auto p : counts) order.push_back(make_pair(-p.second, p.first));
    sort(order.begin(), order.end());
    cout << counts.size() << " canonical k-mers" << endl;
    for (size_t i = 0; i < order.size() && i < 5; i++)
        cout << order[i].second << " " << -order[i].first << endl;
    return 0;
}

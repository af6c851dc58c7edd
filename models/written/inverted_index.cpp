// timed: 800 800*[1..300] 30000*word
// checked: 2 1 2 5*word | 10 10*[1..5] 60*word
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

using std::cin;
using std::cout;
using std::map;
using std::set;
using std::string;
using std::vector;

typedef map<string, set<int>> Index;

set<int> lookup(Index index, string term) {
    if (index.find(term) == index.end()) return set<int>();
    return index[term];
}

set<int> both(set<int> a, set<int> b) {
    set<int> out;
    for (int doc : a) {
        if (b.count(doc) > 0) out.insert(doc);
    }
    return out;
}

int main() {
    int docs;
    cin >> docs;
    vector<int> offsets(docs);
    for (int i = 0; i < docs; i++) cin >> offsets[i];

    Index index;
    vector<string> terms;
    string word;
    int n = 0;
    while (cin >> word) {
        int doc = (n + offsets[n % docs]) % docs;
        index[word].insert(doc);
        if (n % 600 == 0) terms.push_back(word);
        n++;
    }

    int answers = 0, empty = 0;
    for (size_t i = 0; i + 1 < terms.size(); i++) {
        set<int> found = both(lookup(index, terms[i]), lookup(index, terms[i + 1]));
        answers += found.size();
        if (found.empty()) empty++;
    }
    size_t widest = 0;
    string most;
    for (auto entry : index) {
        if (entry.second.size() > widest) {
            widest = entry.second.size();
            most = entry.first;
        }
    }
    cout << index.size() << " terms, " << answers << " answers, " << empty << " empty\n";
    cout << most << " is in " << widest << " documents\n";
}

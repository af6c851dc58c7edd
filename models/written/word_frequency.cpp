// timed: 40000 40000*word
// checked: 5 a b a c b | 1 zz
#include <algorithm>
#include <iostream>
#include <map>
#include <string>
#include <vector>
using namespace std;

bool byCount(pair<string, int> a, pair<string, int> b) {
    if (a.second != b.second) return a.second > b.second;
    return a.first < b.first;
}

int main() {
    int n;
    cin >> n;
    map<string, int> count;
    string word;
    while (cin >> word) {
        if (count.find(word) == count.end()) count[word] = 1;
        else count[word] = count[word] + 1;
    }
    vector<pair<string, int>> list;
    for (map<string, int>::iterator it = count.begin(); it != count.end(); it++) list.push_back(make_pair(it->first, it->second));
    sort(list.begin(), list.end(), byCount);
    for (int i = 0; i < 20 && i < list.size(); i++) cout << list[i].first << " " << list[i].second << endl;
}

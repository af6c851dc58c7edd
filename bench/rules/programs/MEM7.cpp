#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    int n;
    if (!(cin >> n)) n = 60;
    vector<string> words;
    for (int i = 0; i < 3000; i++) words.push_back(string(40 + i % 13, 'a' + i % 26));
    long long letters = 0;
    for (int round = 0; round < n; round++)
        for (string word : words) letters += word.size() + word[round % 40];
    cout << letters << endl;
}

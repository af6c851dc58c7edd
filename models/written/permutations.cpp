// timed: 9
// checked: 3 | 5
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>
using namespace std;

vector<string> all;

void permute(string done, string rest) {
    if (rest.empty()) {
        all.push_back(done);
        return;
    }
    for (int i = 0; i < (int)rest.size(); i++) permute(done + rest[i], rest.substr(0, i) + rest.substr(i + 1));
}

int main() {
    int n;
    scanf("%d", &n);
    string letters;
    for (int i = 0; i < n; i++) letters += 'a' + i;
    permute("", letters);
    sort(all.begin(), all.end());
    int fixed = 0;
    for (auto p : all)
        for (int i = 0; i < n; i++)
            if (p[i] == 'a' + i) fixed++;
    printf("%d %d\n", (int)all.size(), fixed);
}

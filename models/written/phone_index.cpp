// timed: 30000 30000
// checked: 4 9 | 1 1
#include <cstdio>
#include <map>
#include <string>
using namespace std;

string key_of(int i) {
    char text[32];
    sprintf(text, "+49-30-%07d", i * 7919 % 9999991);
    return text;
}

int main() {
    int people, calls;
    scanf("%d%d", &people, &calls);
    map<string, string> book;
    for (int i = 0; i < people; i++) book.insert(pair<string, string>(key_of(i), "name" + to_string(i)));
    int known = 0;
    size_t letters = 0;
    for (int i = 0; i < calls; i++) {
        string number = key_of(i * 2);
        if (book.count(number) > 0) {
            known++;
            letters += book[number].length();
        }
    }
    printf("%d %lu\n", known, (unsigned long)letters);
}

#include <cstdio>
#include <map>
#include <string>
using namespace std;

int main() {
    map<string, int> stock;
    for (int i = 0; i < 2000; i++) stock["warehouse article number " + to_string(i * 7)] = i;
    long long total = 0;
    string article;
    for (int i = 0; i < 40000; i++) {
        article = "warehouse article number " + to_string(i % 2000 * 7);
        if (stock.count(article)) {
            total += stock[article];
            stock[article] += 2;
        }
    }
    printf("%lld\n", total);
}

#include <cstdio>
#include <stack>
using namespace std;

int main() {
    stack<int> pending;
    unsigned long long sum = 0;
    for (int round = 0; round < 300; round++) {
        for (int i = 0; i < 20000; i++) pending.push(i ^ round);
        while (!pending.empty()) {
            sum = sum * 31 + pending.top();
            pending.pop();
        }
    }
    printf("%llu\n", sum);
}

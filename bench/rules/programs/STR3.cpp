#include <cstdio>
#include <cstring>

char text[200001];

void upper(char* s) {
    for (int i = 0; i < strlen(s); i++) {
        if (s[i] >= 'a' && s[i] <= 'z') s[i] = s[i] - 'a' + 'A';
    }
}

int main() {
    int n;
    if (scanf("%d", &n) != 1) n = 40000;
    if (n < 1 || n > 200000) return 1;
    unsigned x = 99;
    for (int i = 0; i < n; i++) {
        x = x * 1664525u + 1013904223u;
        text[i] = "abcdefghijklmnopqrstuvwxyz ,."[(x >> 16) % 29];
    }
    upper(text);
    unsigned check = 0;
    for (int i = 0; i < n; i++) check = check * 31 + text[i];
    printf("%.30s %u\n", text, check);
    return 0;
}

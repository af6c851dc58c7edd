/* C, compiled as C++. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    int class;
    struct node *next;
};

static int sum(const int *restrict a, size_t n) {
    int s = 0;
    for (size_t i = 0; i < n; i++) s += a[i];
    return s;
}

char *copy(const char *this) {
    char *new = malloc(strlen(this) + 1);
    return strcpy(new, this);
}

int length(struct node *head) {
    int n = 0;
    while (head) n += head->class, head = head->next;
    return n;
}

typedef struct {
    double x, y;
} point;

double dot(point a, point b) { return a.x * b.x + a.y * b.y; }

int main(void) { return sum((int[]){1, 2}, 2); }

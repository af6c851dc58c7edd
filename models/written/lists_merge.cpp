// timed: 60000
// checked: 5 | 1
#include <iostream>

struct Node {
    int value;
    Node* next;
};

Node* push(Node* head, int value) {
    Node* node = new Node;
    node->value = value;
    node->next = NULL;
    if (head == NULL) return node;
    Node* last = head;
    while (last->next != NULL) last = last->next;
    last->next = node;
    return head;
}

int main() {
    int n;
    std::cin >> n;
    n = n / 15 + 1;
    Node* a = NULL;
    for (int i = 0; i < n; i++) a = push(a, i * 3 % 1000);
    Node* reversed = NULL;
    for (Node* at = a; at != NULL; at = at->next) {
        Node* node = new Node;
        node->value = at->value;
        node->next = reversed;
        reversed = node;
    }
    long long sum = 0;
    int place = 0;
    for (Node* at = reversed; at; at = at->next) sum += (long long)at->value * ++place;
    std::cout << sum << std::endl;
}

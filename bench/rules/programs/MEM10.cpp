#include <cstdio>
#include <memory>

struct Node {
    int key;
    std::shared_ptr<Node> left;
    std::shared_ptr<Node> right;
};

std::shared_ptr<Node> build(int low, int high) {
    if (low >= high) return nullptr;
    auto node = std::make_shared<Node>();
    int middle = (low + high) / 2;
    node->key = middle;
    node->left = build(low, middle);
    node->right = build(middle + 1, high);
    return node;
}

long long sum_below(std::shared_ptr<Node> node, int limit) {
    if (!node) return 0;
    long long sum = node->key < limit ? node->key : 0;
    return sum + sum_below(node->left, limit) + sum_below(node->right, limit);
}

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 2000;
    auto root = build(0, n);
    long long total = 0;
    for (int i = 0; i < 1000; ++i) total += sum_below(root, i * 3);
    std::printf("%lld\n", total);
}

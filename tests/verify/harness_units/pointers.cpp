// Arrays behind pointers, text, matrices, linked structures, iterators.
struct Node {
    int value;
    Node* next;
};
struct Tree {
    int value;
    std::unique_ptr<Tree> left, right;
};
struct Many {
    std::string name;
    std::vector<Many*> children;
};

static long perfcoder_target_(int* a, int n, const double* b, std::size_t m, const char* text, char* buffer, int** rows,
                              int (*matrix)[3], int (&fixed)[4], Node* list, const Tree& tree, Many* many,
                              std::vector<int>::iterator first, std::vector<int>::iterator last,
                              const std::string* words, int words_count, unsigned char* bytes, long bytes_count,
                              std::deque<int>::iterator place, std::vector<Node*>& nodes, Node** heads,
                              int heads_count, const void* raw, void* const* raws) {
    long sum = 0;
    for (int i = 0; i < n; i++) sum += a[i]++;
    for (std::size_t i = 0; i < m; i++) sum += long(b[i]);
    for (; *text; text++) sum += *text;
    buffer[0] = 'x';
    sum += rows[0][0] + matrix[2][2] + fixed[3];
    for (; list; list = list->next) sum += list->value;
    sum += tree.value + long(many->children.size());
    for (; first != last; ++first) sum += *first;
    for (int i = 0; i < words_count; i++) sum += long(words[i].size());
    for (long i = 0; i < bytes_count; i++) sum += bytes[i];
    for (Node* each : nodes) sum += each ? each->value : 0;
    for (int i = 0; i < heads_count; i++) sum += heads[i] ? heads[i]->value : 0;
    for (int i = 0; i < 64; i++) sum += static_cast<const unsigned char*>(raw)[i];
    return sum + *place + (raws[0] != nullptr);
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)

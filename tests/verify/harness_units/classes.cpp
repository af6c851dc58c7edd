// Classes by their hooks, aggregates, inheritance, structures that contain themselves.
class Account {
public:
    Account(std::string owner, int limit) : owner(std::move(owner)), limit(limit) {}
    Account(const Account&) = delete;
    int total() const { return std::accumulate(entries.begin(), entries.end(), limit); }
    void add(int entry) { entries.push_back(entry); }

    static auto perfcoder_fields_(Account& x) { return std::tie(x.owner, x.limit, x.entries); }
    static auto perfcoder_makers_() {
        return std::make_tuple(+[](std::string owner, int limit) -> Account* {
            return perfcoder::construct<Account>(std::move(owner), limit);
        });
    }
    static auto perfcoder_insert_() {
        return +[](Account& self, int entry) -> void { self.add(entry); };
    }

private:
    std::string owner;
    int limit;
    std::vector<int> entries;
};
struct Savings : Account {  // inherits the hooks, which are not its own
    Savings() : Account("savings", 1) {}
};
struct TreeNode {
    int value;
    TreeNode *left, *right;
    explicit TreeNode(int value) : value(value), left(nullptr), right(nullptr) {}

    static auto perfcoder_fields_(TreeNode& x) { return std::tie(x.value, x.left, x.right); }
    static auto perfcoder_makers_() {
        return std::make_tuple(+[](int value) -> TreeNode* { return perfcoder::construct<TreeNode>(value); });
    }
};
struct Json {
    std::string name;
    std::vector<Json> children;
    std::map<std::string, Json> fields;
};
struct Empty {};
struct Mixed {
    int numbers[2][3];
    char letters[5];
    Empty empty;
    std::pair<int, int> pair;
    TreeNode* node;
    bool flag;
};

static int depth(const TreeNode* node) { return node ? 1 + std::max(depth(node->left), depth(node->right)) : 0; }

static int perfcoder_target_(Account& account, const Account* other, TreeNode* root, Json json, Mixed mixed,
                             Savings& savings, std::vector<TreeNode*> nodes, Empty) {
    account.add(depth(root));
    if (root) root->value++;
    return account.total() + other->total() + int(json.children.size()) + mixed.numbers[1][2] + savings.total() +
           int(nodes.size());
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)

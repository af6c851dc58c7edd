// Small functions of known order of growth, and the ladder of sizes on which each is timed, as a function's benchmark
// does it: fresh inputs that are not timed, calls in batches of at least 200 us, the lowest time of several batches.
// Prints "name|order|size seconds size seconds ..." per kernel.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <list>
#include <map>
#include <numeric>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace {

using Values = std::vector<int>;
std::mt19937 chance(1);

double cpu_seconds() {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}

Values random_values(std::size_t size) {
    Values values(size);
    for (int &value : values) value = int(chance() >> 2);
    return values;
}

std::string random_text(std::size_t size) {
    std::string text(size, ' ');
    for (char &letter : text) letter = char('a' + chance() % 4);
    return text;
}

constexpr double budget = 0.6, shortest_batch = 200e-6;
constexpr std::size_t largest = 1 << 18, most_bytes = 16 << 20;
volatile std::uint64_t sink;

// Seconds per call at one size; `make(size)` gives an input, `run(input)` is what is timed.
template <class Make, class Run> double seconds_per_call(std::size_t size, Make &make, Run &run) {
    using Input = decltype(make(size));
    std::size_t calls = 1;
    double lowest = INFINITY;
    for (int batch = 0; batch < 6;) {
        std::vector<Input> inputs;
        for (std::size_t i = 0; i < calls; i++) inputs.push_back(make(size));
        double start = cpu_seconds();
        for (Input &input : inputs) sink = sink + std::uint64_t(run(input));
        double spent = cpu_seconds() - start;
        if (spent < shortest_batch && calls < 1 + most_bytes / 16 / (size + 16)) {
            calls *= 2;
            continue;
        }
        lowest = std::min(lowest, spent / double(calls));
        batch += spent > 0.01 ? 3 : 1;
    }
    return lowest;
}

template <class Make, class Run> void timed(const char *name, const char *order, Make make, Run run) {
    std::printf("%s|%s|", name, order);
    double start = cpu_seconds(), last = INFINITY;
    for (std::size_t step = 2; step <= 2 * largest; step *= 2) {
        for (std::size_t size : {step / 2, step * 3 / 4}) {
            if (size * 4 == step * 3 && step < 8) continue;
            double seconds = seconds_per_call(size, make, run);
            std::printf("%zu %.6g ", size, seconds);
            double next = seconds * std::max(1.0, seconds / last);  // times of exponential growth explode
            last = seconds;
            if (next > budget / 3 || cpu_seconds() - start > budget) return void(std::puts(""));
        }
    }
    std::puts("");
}

int lookups(const std::unordered_map<int, int> &table, int key) {
    auto found = table.find(key);
    return found == table.end() ? 0 : found->second;
}

std::uint64_t subsets(const Values &values, std::size_t from, std::uint64_t sum) {
    if (from == values.size()) return sum % 7 == 0;
    return subsets(values, from + 1, sum) + subsets(values, from + 1, sum + unsigned(values[from]));
}

std::uint64_t fibonacci(unsigned n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

struct Matrices {
    std::size_t size;
    std::vector<double> left, right, result;
};

Matrices matrices(std::size_t size) {
    Matrices made{size, std::vector<double>(size * size, 1.5), {}, {}};
    made.right = made.result = made.left;
    return made;
}

void constant_and_slow() {
    timed("last element", "1", random_values, [](Values &v) { return v.back(); });
    timed("swap ends", "1", random_values, [](Values &v) { std::swap(v.front(), v.back()); return v[0]; });
    auto table = [](std::size_t size) {
        std::unordered_map<int, int> made;
        for (std::size_t i = 0; i < size; i++) made[int(i)] = int(chance());
        return made;
    };
    timed("ten look-ups in a hash table", "1", [&](std::size_t size) {
        static std::map<std::size_t, std::unordered_map<int, int>> kept;
        if (!kept.count(size)) kept[size] = table(size);
        return std::make_pair(&kept[size], int(size));
    }, [](auto &input) {
        int sum = 0;
        for (int i = 0; i < 10; i++) sum += lookups(*input.first, int(std::uint64_t(i + 1) * 2654435761u % input.second));
        return sum;
    });
    timed("binary search", "log n", [](std::size_t size) {
        static std::map<std::size_t, Values> kept;
        Values &values = kept[size];
        if (values.empty()) values.resize(size), std::iota(values.begin(), values.end(), 0);
        return std::make_pair(&values, int(chance() % size));
    }, [](auto &input) { return *std::lower_bound(input.first->begin(), input.first->end(), input.second); });
    timed("look-up in a tree", "log n", [](std::size_t size) {
        static std::map<std::size_t, std::set<int>> kept;
        std::set<int> &values = kept[size];
        if (values.empty()) for (int each : random_values(size)) values.insert(each);
        return std::make_pair(&values, int(chance() >> 2));
    }, [](auto &input) { return input.first->lower_bound(input.second) == input.first->end(); });
    timed("digits", "log n", [](std::size_t size) { return size; }, [](std::size_t &size) {
        int count = 0;
        for (std::size_t n = size; n; n /= 2) count += int(n % 3);
        return count;
    });
    timed("trial division", "sqrt n", [](std::size_t size) { return size; }, [](std::size_t &size) {
        std::size_t found = 0;
        for (std::size_t d = 1; d * d <= size; d++) found += size % d == 0;
        return found;
    });
}

void linear() {
    timed("sum", "n", random_values, [](Values &v) { return std::accumulate(v.begin(), v.end(), 0u); });
    timed("reverse a text", "n", random_text, [](std::string &s) { std::reverse(s.begin(), s.end()); return s[0]; });
    timed("running maximum", "n", random_values, [](Values &v) {
        int best = 0, sum = 0;
        for (int each : v) sum = std::max(0, sum + each % 100 - 50), best = std::max(best, sum);
        return best;
    });
    timed("count distinct by hashing", "n", random_values, [](Values &v) {
        return std::unordered_set<int>(v.begin(), v.end()).size();
    });
    timed("list from values", "n", random_values, [](Values &v) { return std::list<int>(v.begin(), v.end()).size(); });
    timed("count letters", "n", random_text, [](std::string &s) {
        int counts[256] = {};
        for (char letter : s) counts[(unsigned char)letter]++;
        return counts[97];
    });
    timed("follow random links", "n", [](std::size_t size) {
        Values order(size), next(size);
        std::iota(order.begin(), order.end(), 0);
        std::shuffle(order.begin(), order.end(), chance);
        for (std::size_t i = 0; i < size; i++) next[std::size_t(order[i])] = order[(i + 1) % size];
        return next;
    }, [](Values &next) {
        int at = 0;
        for (std::size_t i = 0; i < next.size(); i++) at = next[std::size_t(at)];
        return at;
    });
}

void sorting() {
    timed("sort", "n log n", random_values, [](Values &v) { std::sort(v.begin(), v.end()); return v[0]; });
    timed("stable sort", "n log n", random_values, [](Values &v) { std::stable_sort(v.begin(), v.end()); return v[0]; });
    timed("heap sort", "n log n", random_values, [](Values &v) {
        std::make_heap(v.begin(), v.end());
        std::sort_heap(v.begin(), v.end());
        return v[0];
    });
    timed("tree of values", "n log n", random_values, [](Values &v) { return std::set<int>(v.begin(), v.end()).size(); });
    timed("queue by priority", "n log n", random_values, [](Values &v) {
        std::priority_queue<int> queue;
        for (int each : v) queue.push(each);
        int last = 0;
        for (; !queue.empty(); queue.pop()) last = queue.top();
        return last;
    });
}

void powers() {
    timed("divisors of all", "n^1.5", [](std::size_t size) { return size; }, [](std::size_t &size) {
        std::size_t found = 0;
        for (std::size_t n = 1; n <= size; n++)
            for (std::size_t d = 1; d * d <= n; d++) found += (n & d) == d;
        return found;
    });
    timed("insertion sort", "n^2", random_values, [](Values &v) {
        for (std::size_t i = 1; i < v.size(); i++)
            for (std::size_t j = i; j && v[j] < v[j - 1]; j--) std::swap(v[j], v[j - 1]);
        return v[0];
    });
    timed("equal pairs", "n^2", random_values, [](Values &v) {
        int pairs = 0;
        for (std::size_t i = 0; i < v.size(); i++)
            for (std::size_t j = i + 1; j < v.size(); j++) pairs += (v[i] ^ v[j]) % 11 == 0;
        return pairs;
    });
    timed("edit distance", "n^2", [](std::size_t size) { return std::make_pair(random_text(size), random_text(size)); },
          [](auto &texts) {
              Values row(texts.second.size() + 1);
              std::iota(row.begin(), row.end(), 0);
              for (char a : texts.first) {
                  int diagonal = row[0]++;
                  for (std::size_t j = 0; j < texts.second.size(); j++) {
                      int cost = std::min({row[j] + 1, row[j + 1] + 1, diagonal + (a != texts.second[j])});
                      diagonal = row[j + 1];
                      row[j + 1] = cost;
                  }
              }
              return row.back();
          });
    timed("pairs by binary search", "n^2 log n", random_values, [](Values &v) {
        std::sort(v.begin(), v.end());
        int found = 0;
        for (int a : v)
            for (int b : v) found += std::binary_search(v.begin(), v.end(), a ^ b);
        return found;
    });
    timed("sort all rotations", "n^2 log n", random_values, [](Values &v) {
        int sum = 0;
        for (std::size_t i = 0; i < v.size(); i++) {
            Values row = v;
            for (int &each : row) each ^= int(i * 2654435761u);
            std::sort(row.begin(), row.end());
            sum += row[0] & 1;
        }
        return sum;
    });
    timed("matrix product", "n^3", matrices, [](Matrices &m) {
        for (std::size_t i = 0; i < m.size; i++)
            for (std::size_t j = 0; j < m.size; j++) {
                double sum = 0;
                for (std::size_t k = 0; k < m.size; k++) sum += m.left[i * m.size + k] * m.right[k * m.size + j];
                m.result[i * m.size + j] = sum;
            }
        return m.result[0];
    });
    timed("shortest paths", "n^3", matrices, [](Matrices &m) {
        for (std::size_t k = 0; k < m.size; k++)
            for (std::size_t i = 0; i < m.size; i++)
                for (std::size_t j = 0; j < m.size; j++)
                    m.left[i * m.size + j] =
                        std::min(m.left[i * m.size + j], m.left[i * m.size + k] + m.left[k * m.size + j]);
        return m.left[0];
    });
    timed("triples", "n^3", random_values, [](Values &v) {
        int found = 0;
        for (int a : v)
            for (int b : v)
                for (int c : v) found += (a ^ b ^ c) % 13 == 0;
        return found;
    });
    timed("subsets", "2^n", random_values, [](Values &v) { return subsets(v, 0, 0); });
    timed("Fibonacci numbers", "2^n", [](std::size_t size) { return unsigned(size); },
          [](unsigned &size) { return fibonacci(size); });
}

}  // namespace

int main() {
    constant_and_slow();
    linear();
    sorting();
    powers();
}

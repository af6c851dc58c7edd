#include <cstdio>
#include <thread>
#include <vector>

const int WORKERS = 2;
long long counts[WORKERS];

void count_matches(const std::vector<int>& values, int id) {
    for (int round = 0; round < 400; ++round)
        for (std::size_t i = id; i < values.size(); i += WORKERS)
            if (values[i] > round) counts[id]++;
}

int main() {
    int n = 0;
    if (std::scanf("%d", &n) != 1) n = 20000;
    std::vector<int> values;
    for (int i = 0; i < n; ++i) values.push_back(i * 37 % 1000);
    std::vector<std::thread> workers;
    for (int id = 0; id < WORKERS; ++id)
        workers.emplace_back([&values, id] { count_matches(values, id); });
    for (std::thread& each : workers) each.join();
    std::printf("%lld\n", counts[0] + counts[1]);
}

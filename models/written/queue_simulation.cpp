// timed: 60000 4
// checked: 9 2 | 1 1
#include <cstdio>
#include <vector>

struct Customer {
    char name[64];
    int arrives, needs, waited;
};

int main() {
    int count, tills;
    if (scanf("%d %d", &count, &tills) != 2) return 1;
    std::vector<Customer> customers;
    for (int i = 0; i < count; i++) {
        Customer c;
        snprintf(c.name, sizeof c.name, "customer %d", i);
        c.arrives = i * 2;
        c.needs = 3 + i * 13 % 9;
        c.waited = 0;
        customers.push_back(c);
    }
    std::vector<int> free_at(tills, 0);
    long long waited = 0, longest = 0;
    for (size_t i = 0; i < customers.size(); i++) {
        Customer c = customers[i];
        int best = 0;
        for (int t = 1; t < tills; t++)
            if (free_at[t] < free_at[best]) best = t;
        int start = free_at[best] > c.arrives ? free_at[best] : c.arrives;
        c.waited = start - c.arrives;
        free_at[best] = start + c.needs;
        waited += c.waited;
        if (c.waited > longest) longest = c.waited;
        customers[i] = c;
    }
    printf("%lld %lld\n", waited, longest);
}

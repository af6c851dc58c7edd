// Reads sales, one per line ("customer product cents"), and reports how often each product was sold, how prices went
// over time, and what came in. Written as such programs often grow: correct, readable, and slower than need be.
#include <iostream>
#include <map>
#include <string>
#include <vector>

using namespace std;

struct Sale {
    int customer;
    int product;
    int cents;
};

// The class of a price: the first one whose limit lies above it.
string price_class(vector<int> limits, vector<string> names, int cents) {
    for (size_t i = 0; i < limits.size(); i++) {
        if (cents < limits[i]) {
            return names[i];
        }
    }
    return names.back();
}

long long total(vector<Sale> sales) {
    long long sum = 0;
    for (Sale sale : sales) {
        sum += sale.cents;
    }
    return sum;
}

int main() {
    vector<int> limits = {100, 1000, 10000, 100000};
    vector<string> names = {"penny", "small", "medium", "large", "huge"};

    int n;
    cin >> n;
    vector<Sale> sales;
    for (int i = 0; i < n; i++) {
        Sale sale;
        cin >> sale.customer >> sale.product >> sale.cents;
        sales.push_back(sale);
    }

    map<int, int> sold;
    string history = "";
    for (int i = 0; i < n; i++) {
        sold[sales[i].product]++;
        history = history + price_class(limits, names, sales[i].cents)[0];
    }

    for (int i = 0; i < n; i++) {
        cout << sales[i].customer << " " << sales[i].product << " " << sold[sales[i].product] << endl;
    }
    cout << history << endl;
    cout << total(sales) << endl;
    return 0;
}

#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>
using namespace std;

bool isNumber(const string& field) {
    try {
        stoi(field);
        return true;
    } catch (const exception&) {
        return false;
    }
}

int main() {
    int n;
    if (!(cin >> n)) n = 200000;
    vector<string> fields;
    unsigned seed = 12345;
    for (int i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        string field = to_string(seed >> 8);
        if (seed % 64 < 40) field = "id" + field;
        fields.push_back(field);
    }
    int numbers = 0;
    long long sum = 0, invalid = 0;
    for (const string& field : fields) {
        if (isNumber(field)) numbers++;
    }
    for (const string& field : fields) {
        try {
            int value = stoi(field);
            sum += value;
        } catch (const invalid_argument&) {
            invalid++;
        } catch (const out_of_range&) {
            invalid++;
        }
    }
    cout << numbers << ' ' << sum << ' ' << invalid << endl;
    return 0;
}

// timed: 12000
// checked: 5 | 1
#include <iostream>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>
using namespace std;

vector<string> split(const string& line, char by) {
    vector<string> fields;
    stringstream in(line);
    string field;
    while (getline(in, field, by)) fields.push_back(field);
    return fields;
}

int main() {
    int rows;
    cin >> rows;
    const char* regions[] = {"north", "south", "east", "west", "centre"};
    stringstream table;
    for (int i = 0; i < rows; i++)
        table << i << ',' << regions[(i * 7 + i / 3) % 5] << ',' << (i * 37) % 991 << ',' << (i % 12 + 1) << '\n';
    unordered_map<string, long> totals;
    unordered_map<string, int> orders;
    string line;
    while (getline(table, line)) {
        vector<string> fields = split(line, ',');
        if (fields.size() < 4) continue;
        totals[fields[1]] += stol(fields[2]) * stoi(fields[3]);
        orders[fields[1]]++;
    }
    for (const char* region : regions)
        cout << region << ": " << totals[region] << " in " << orders[region] << " orders" << endl;
}

// timed: 160 160*[1900..2399] 160*[1..365]
// checked: 2 1999 2000 59 60 | 5 5*[1600..2100] 5*[1..365]
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

bool isLeap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

int daysIn(int month, int year) {
    vector<int> table = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month == 2 && isLeap(year)) return 29;
    return table[month - 1];
}

struct Date {
    int d, m, y;
    void next() {
        d++;
        if (d > daysIn(m, y)) {
            d = 1;
            m++;
        }
        if (m > 12) {
            m = 1;
            y++;
        }
    }
    bool operator!=(const Date& o) const { return d != o.d || m != o.m || y != o.y; }
};

string weekday(int n) {
    string names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return names[n % 7];
}

int main() {
    int n;
    cin >> n;
    vector<int> years(n), days(n);
    for (int& y : years) cin >> y;
    for (int& d : days) cin >> d;

    int fridays13 = 0;
    for (int i = 0; i < n; i++) {
        Date target = {1, 1, years[i]};
        for (int k = 1; k < days[i]; k++) target.next();

        Date day = {1, 1, 1600};  // a Saturday
        int count = 0;
        while (day != target) {
            day.next();
            count++;
        }
        string name = weekday(count + 5);
        if (name == "Friday" && target.d == 13) fridays13++;
        cout << target.y << "-" << target.m << "-" << target.d << " " << name << endl;
    }
    cout << fridays13 << endl;
}

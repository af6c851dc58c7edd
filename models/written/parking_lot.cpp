// timed: 4000 120000
// checked: 5 20 | 60 400
#include <iostream>
#include <list>
#include <vector>
#include <string>
using namespace std;

struct Car {
    string plate;
    int spot;
    int leaves;
};

string makePlate(int i) {
    string p;
    for (int j = 0; j < 3; j++) {
        p = p + char('A' + (i * 7 + j * 11) % 26);
    }
    return p + "-" + to_string(i);
}

int main() {
    int spots, minutes;
    cin >> spots >> minutes;

    vector<bool> taken(spots, false);
    list<Car> parked;
    long long income = 0;
    int turnedAway = 0, served = 0;
    unsigned r = 17;

    for (int now = 0; now < minutes / 20; now++) {
        // leaving cars
        for (list<Car>::iterator it = parked.begin(); it != parked.end();) {
            if (it->leaves <= now) {
                taken[it->spot] = false;
                income += 2 + it->spot % 3;
                it = parked.erase(it);
            } else {
                ++it;
            }
        }
        // arriving cars
        for (int a = 0; a < 20; a++) {
            r = r * 69069u + 1u;
            int spot = -1;
            for (int s = 0; s < spots; s++) {
                if (!taken[s]) {
                    spot = s;
                    break;
                }
            }
            if (spot == -1) {
                turnedAway++;
                continue;
            }
            Car c;
            c.plate = makePlate(now * 20 + a);
            c.spot = spot;
            c.leaves = now + 10 + (r >> 16) % 300;
            taken[spot] = true;
            parked.push_back(c);
            served++;
        }
    }
    cout << "served " << served << ", turned away " << turnedAway << endl;
    cout << "income " << income << endl;
    if (!parked.empty()) cout << "last plate " << parked.back().plate << endl;
    return 0;
}

// timed: 60000
// checked: 6 | 1
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>
using namespace std;

struct Student {
    string name;
    vector<int> grades;
    double average() const {
        double sum = 0;
        for (int g : grades) sum += g;
        return grades.empty() ? 0 : sum / grades.size();
    }
};

bool better(Student a, Student b) {
    if (a.average() == b.average()) return a.name < b.name;
    return a.average() > b.average();
}

int main() {
    int n;
    cin >> n;
    n = n / 4 + 1;
    vector<Student> all;
    for (int i = 0; i < n; i++) {
        Student s;
        s.name = "student" + to_string(i);
        for (int k = 0; k < 10; k++) s.grades.push_back(1 + (i * 7 + k * k * 3) % 6);
        all.push_back(s);
    }
    sort(all.begin(), all.end(), better);
    for (int i = 0; i < 10 && i < n; i++) cout << all[i].name << " " << all[i].average() << endl;
}

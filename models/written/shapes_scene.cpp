// timed: 3000 2000
// checked: 6 2 | 25 10
#include <iostream>
#include <memory>
#include <string>
#include <vector>
using namespace std;

class Shape {
public:
    virtual ~Shape() = default;
    virtual double area() const = 0;
    virtual string kind() const = 0;
    virtual void grow(double factor) = 0;
};

class Circle : public Shape {
    double r;
public:
    Circle(double r) : r(r) {}
    double area() const override { return 3.14159265358979 * r * r; }
    string kind() const override { return "circle"; }
    void grow(double factor) override { r *= factor; }
};

class Rect : public Shape {
    double w, h;
public:
    Rect(double w, double h) : w(w), h(h) {}
    double area() const override { return w * h; }
    string kind() const override { return "rectangle"; }
    void grow(double factor) override { w *= factor; h *= factor; }
};

class Triangle : public Shape {
    double b, h;
public:
    Triangle(double b, double h) : b(b), h(h) {}
    double area() const override { return 0.5 * b * h; }
    string kind() const override { return "triangle"; }
    void grow(double factor) override { b *= factor; h *= factor; }
};

double totalOf(vector<shared_ptr<Shape>> shapes, string kind) {
    double sum = 0;
    for (auto s : shapes) {
        if (s->kind() == kind) sum += s->area();
    }
    return sum;
}

int main() {
    int count, frames;
    cin >> count >> frames;
    vector<shared_ptr<Shape>> scene;
    for (int i = 0; i < count; i++) {
        if (i % 3 == 0)
            scene.push_back(make_shared<Circle>(1 + i % 11));
        else if (i % 3 == 1)
            scene.push_back(make_shared<Rect>(1 + i % 7, 2 + i % 5));
        else
            scene.push_back(make_shared<Triangle>(3 + i % 4, 1 + i % 9));
    }
    double circles = 0, rects = 0, triangles = 0;
    for (int f = 0; f < frames; f++) {
        for (auto s : scene) s->grow(f % 2 ? 0.5 : 2.0);
        circles += totalOf(scene, "circle");
        rects += totalOf(scene, "rectangle");
        triangles += totalOf(scene, "triangle");
    }
    cout << fixed;
    cout.precision(2);
    cout << circles << "\n" << rects << "\n" << triangles << "\n";
}

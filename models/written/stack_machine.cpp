// timed: 40000
// checked: 3 | 50
#include <iostream>
#include <map>
#include <stack>
#include <string>
#include <vector>

struct Instruction {
    std::string op;
    long long argument;
};

long long run(std::vector<Instruction> program, long long loops) {
    std::stack<long long> values;
    std::map<std::string, long long> registers;
    registers["n"] = loops;
    registers["sum"] = 0;
    size_t pc = 0;
    while (pc < program.size()) {
        Instruction now = program[pc];
        pc++;
        if (now.op == "push") values.push(now.argument);
        else if (now.op == "load_n") values.push(registers["n"]);
        else if (now.op == "store_n") { registers["n"] = values.top(); values.pop(); }
        else if (now.op == "load_sum") values.push(registers["sum"]);
        else if (now.op == "store_sum") { registers["sum"] = values.top(); values.pop(); }
        else if (now.op == "add") { long long b = values.top(); values.pop(); values.top() += b; }
        else if (now.op == "sub") { long long b = values.top(); values.pop(); values.top() -= b; }
        else if (now.op == "jump_positive") {
            long long v = values.top();
            values.pop();
            if (v > 0) pc = now.argument;
        }
    }
    return registers["sum"];
}

int main() {
    long long loops;
    std::cin >> loops;
    std::vector<Instruction> program = {{"load_sum", 0}, {"load_n", 0},  {"add", 0},    {"store_sum", 0},
                                        {"load_n", 0},   {"push", 1},    {"sub", 0},    {"store_n", 0},
                                        {"load_n", 0},   {"jump_positive", 0}};
    std::cout << run(program, loops) << std::endl;
}

// What ends a call other than by returning: one way for each size.
#include <unistd.h>

static int perfcoder_target_(int way) {
    static int calls;
    switch (way) {
        case 1:
            for (volatile int i = 0;;) i = i + 1;
        case 2: sleep(1000); return 1;
        case 3: std::exit(3);
        case 4: std::exit(0);
        case 5:
            if (fork() == 0) return 5;
            return 4;
        case 6:
            for (int i = 0; i < 64; i++) close(i);
            return 6;
        case 7: std::abort();
        case 8: throw std::out_of_range("too far");
        case 9: throw 9;
        case 10: *reinterpret_cast<volatile int*>(std::size_t(way)) = 1; return 10;
        case 11: return int(std::vector<char>(std::size_t(1) << 40).size());
        case 12:
            std::signal(SIGPROF, SIG_IGN);
            for (volatile int i = 0;;) i = i + 1;
        case 13:
            if (fork() == 0)
                for (;;) pause();
            return 13;
        case 14:
            for (;;) std::puts("many lines of text that nobody reads");
        case 15: raise(SIGSTOP); return 15;
        default: return ++calls;
    }
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{"way", Role::size, -1, 0, -1, 0}, {nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_)

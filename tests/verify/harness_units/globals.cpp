// Variables outside of the function: given values in some profiles, the same for each input, and looked at afterwards.
static int counter = 5;
static std::vector<int> table;
static int grid[40][50];
static int& reference = counter;
static const int fixed = 3;
static struct Opaque* opaque;

static int perfcoder_target_(int step) {
    grid[3][4] += step;
    table.push_back(step);
    return counter += 1;
}

namespace perfcoder {
inline const Parameter target_parameters[] = {{nullptr, Role::none, 0, 0, -1, 0}};
inline const std::int64_t target_integers[] = {0};
inline const double target_reals[] = {0};
inline const char* const target_strings[] = {nullptr};
}  // namespace perfcoder
PERFCODER_HARNESS(&::perfcoder_target_, ::counter, ::table, ::grid, ::reference, ::fixed, ::opaque)

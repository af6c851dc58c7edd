// Macros that stand for attributes, as projects have them.
#include <vector>

#define API __attribute__((visibility("default")))
#define local static
#define FORCE_INLINE inline __attribute__((always_inline))
#define GUARDED_BY(x) __attribute__((unused))
#define EXCLUSIVE_LOCKS_REQUIRED(...)
#define MAYBE_NOEXCEPT noexcept
#define ALIGNED(n) __attribute__((aligned(n)))
#define MAKE_PAIR(a, b) a + b

struct Mutex {};

class API Counter {
  public:
    void add(int n) EXCLUSIVE_LOCKS_REQUIRED(mutex_) { value_ += n; }
    int value() const EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return value_; }

  private:
    Mutex mutex_;
    int value_ GUARDED_BY(mutex_) = 0;
    std::vector<int> log_ GUARDED_BY(mutex_);
};

local int twice(int x) { return 2 * x; }
FORCE_INLINE int thrice(int x) { return 3 * x; }
API int exported(const std::vector<int>& v) MAYBE_NOEXCEPT { return MAKE_PAIR(v.size(), 1); }
int API between(int x) { return x; }
struct ALIGNED(16) Wide {
    int x;
    int get() const { return x; }
};
#define UNKNOWN_DLLEXPORT
typedef int size_type;
UNKNOWN_DLLEXPORT size_type with_macro_type(size_type n) { return n; }

int compare(const void* a, const void* b) { return *(int*)a - *(const int*)b; }
template <class T> T parse(const char* text);
template <> double parse<double>(const char* text) { return text[0]; }

namespace halves {
#ifdef NEVER_DEFINED_HERE
template <class T> struct Odd : T {
#else
template <class T> struct Odd {
#endif
    int x;
};
class Kept {
  public:
    int get(int n) { return n; }
};
int behind(int n) { return n; }
}  // namespace halves

// timed: 30000 201 30000*[0..4095]
// checked: 7 3 5 1 9 2 8 2 2 | 12 5 12*[0..99]
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

template <typename T>
T median(std::vector<T> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

template <typename T>
std::vector<T> filter(const std::vector<T>& signal, int width)
{
    const int half = width / 2;
    const int n = static_cast<int>(signal.size());
    std::vector<T> result;
    for (int i = 0; i < n; ++i)
    {
        std::vector<T> window;
        for (int j = i - half; j <= i + half; ++j)
        {
            const int k = std::min(std::max(j, 0), n - 1);
            window.push_back(signal[k]);
        }
        result.push_back(median(window));
    }
    return result;
}

int main()
{
    int n = 0, width = 0;
    if (std::scanf("%d %d", &n, &width) != 2 || n <= 0)
        return 1;
    std::vector<int> signal(n);
    for (int& v : signal)
        if (std::scanf("%d", &v) != 1)
            return 1;

    const std::vector<int> smooth = filter(signal, width);

    std::int64_t difference = 0;
    std::uint32_t hash = 2166136261u;
    for (std::size_t i = 0; i < smooth.size(); ++i)
    {
        difference += std::abs(smooth[i] - signal[i]);
        hash = (hash ^ static_cast<std::uint32_t>(smooth[i])) * 16777619u;
    }
    std::printf("%lld %u\n", static_cast<long long>(difference), hash);
    return 0;
}

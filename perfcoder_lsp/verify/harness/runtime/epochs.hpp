// In-process timing: `perfcoder_prepare` makes inputs, `perfcoder_run` calls the target on each
// (measure/native/epochs.c). Which inputs, the environment's PERFCODER_INPUTS says: PROFILE:SIZE, or
// PROFILE:SIZE:SEED,SEED,... for these by turns.
#pragma once

#include "../context.hpp"
#include "../target.hpp"

namespace perfcoder {

/// The numbers of "a:b:c"; none where there is anything else.
inline std::vector<std::uint64_t> numbers_in(const char* words, char between) {
    std::vector<std::uint64_t> numbers;
    while (words) {
        char* end = nullptr;
        errno = 0;
        numbers.push_back(std::strtoull(words, &end, 10));
        if (end == words || errno || *words == '-' || (*end && *end != between)) return {};
        words = *end ? end + 1 : nullptr;
    }
    return numbers;
}

/// The calls of an epoch. Of their results only a sample is hashed, as the time of that counts: whether all is equal
/// was found out before, in processes of their own.
class Epoch {
public:
    explicit Epoch(const Target& target) : target(target) {
        const char* words = std::getenv("PERFCODER_INPUTS");
        const char* seeds_begin = words ? std::strchr(words, ':') : nullptr;
        seeds_begin = seeds_begin ? std::strchr(seeds_begin + 1, ':') : nullptr;
        auto place = numbers_in(seeds_begin ? std::string(words, seeds_begin).c_str() : words, ':');
        if (seeds_begin) seeds = numbers_in(seeds_begin + 1, ',');
        if (place.size() != 2 || place[0] >= profile_count || (seeds_begin && seeds.empty())) {
            std::fputs("PERFCODER_INPUTS is not PROFILE:SIZE or PROFILE:SIZE:SEED,SEED,...\n", stderr);
            _exit(64);
        }
        input = {int(place[0]), std::size_t(place[1]), 0};
        int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, 1);
    }

    void prepare(std::uint64_t first, std::uint64_t count) {
        calls.clear();
        for (std::uint64_t i = 0; i < count; i++) {
            input.seed = seeds.empty() ? first + i : seeds[(first + i) % seeds.size()];
            auto call = target.call();
            try {
                call->generate(input);
            } catch (const TooLarge&) {
                break;
            }
            calls.push_back(std::move(call));
        }
    }

    std::uint64_t run() {
        Hash hash;
        for (const auto& call : calls) {
            Observer observer;
            observer.sample = 4;
            observer.follow = false;
            observer.silent = true;
            try {
                call->invoke();
                call->observe_result(observer);
            } catch (...) {
                observer.mix(99);
            }
            hash.mix(observer.shape.value);
        }
        return hash.value;
    }

private:
    const Target& target;
    InputNumber input;
    std::vector<std::uint64_t> seeds;
    std::vector<std::unique_ptr<Call>> calls;
};

inline Epoch* epoch = nullptr;  // never destroyed: nothing is, when a timed process ends

PERFCODER_RUNTIME void prepare_epoch(const Target& target, std::uint64_t first, std::uint64_t count) {
    if (!epoch) epoch = new Epoch(target);
    epoch->prepare(first, count);
}

PERFCODER_RUNTIME std::uint64_t run_epoch() { return epoch ? epoch->run() : 0; }

}  // namespace perfcoder

// Whether the target reads standard input, which is then a part of its inputs.
#pragma once

namespace perfcoder {

enum class Expects { nothing, numbers, words };
inline Expects expects_input = Expects::nothing;

}  // namespace perfcoder

#define PERFCODER_READS(what) \
    [[maybe_unused]] static const bool perfcoder_reads_ = (perfcoder::expects_input = perfcoder::Expects::what, true);

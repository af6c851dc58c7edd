// All of the harness that knows no types, compiled once for many units; built with the flags of the units and
// PERFCODER_SPLIT (see perfcoder_harness.hpp).
#include "perfcoder_harness.hpp"

#define PERFCODER_RUNTIME
#include "runtime/modes.hpp"
#include "runtime/drawn_values.hpp"
#include "runtime/related_arguments.hpp"
#include "runtime/seen_values.hpp"

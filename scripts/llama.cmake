# Read by llama.cpp's own build (see scripts/setup): the bindings need its two libraries only.
set(LLAMA_BUILD_COMMON OFF CACHE BOOL "" FORCE)

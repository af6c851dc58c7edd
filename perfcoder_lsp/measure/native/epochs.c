/* Times a function in process: loads one or two versions of it and runs epochs of many calls each.
 *
 *   epochs ORDER COUNT FIRST BEFORE AFTER
 *
 * ORDER has a letter for each epoch: b or a prepares and runs the version BEFORE or AFTER, B or A only prepares. A
 * version that ORDER does not name is not loaded. The n-th epoch of either version gets the n-th COUNT inputs counted
 * from input number FIRST, so no version sees an input twice.
 *
 * A version is a shared object that exports
 *
 *   void perfcoder_prepare(uint64_t first, uint64_t count);  makes COUNT inputs, a function of their numbers; not timed
 *   uint64_t perfcoder_run(void);                            calls the function on each; a hash over all results
 *
 * Descriptor 3 receives a record for each epoch. What is loaded here could forge them, and the clock: a claim that
 * comes of this is checked from outside the process (in_process.py). */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct record {
    uint64_t cpu_ns, hash; /* of the calls alone; 0 where only prepared */
};

struct version {
    void (*prepare)(uint64_t first, uint64_t count);
    uint64_t (*run)(void);
    uint64_t next; /* number of its next input */
};

static void fail(const char *what) {
    fprintf(stderr, "%s\n", what);
    _exit(70);
}

static uint64_t cpu_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static void load(struct version *version, const char *path, uint64_t first) {
    void *object = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    if (!object) fail(dlerror());
    *(void **)&version->prepare = dlsym(object, "perfcoder_prepare");
    *(void **)&version->run = dlsym(object, "perfcoder_run");
    if (!version->prepare || !version->run) fail(dlerror());
    version->next = first;
}

static struct record epoch(struct version *version, uint64_t count, int only_prepare) {
    struct record record = {0, 0};
    version->prepare(version->next, count);
    version->next += count;
    if (only_prepare) return record;
    uint64_t begun = cpu_ns();
    record.hash = version->run();
    record.cpu_ns = cpu_ns() - begun;
    return record;
}

int main(int argc, char **argv) {
    if (argc != 6) return 64;
    const char *order = argv[1];
    uint64_t count = strtoull(argv[2], NULL, 10), first = strtoull(argv[3], NULL, 10);
    size_t epochs = strlen(order), bytes = epochs * sizeof(struct record);
    struct version versions[2] = {0}; /* before, after */
    struct record *records = calloc(epochs + 1, sizeof *records);
    if (!records) fail("no memory for the records");
    for (size_t i = 0; i < epochs; i++) {
        int after = order[i] == 'a' || order[i] == 'A';
        if (!versions[after].run) load(&versions[after], argv[4 + after], first);
    }
    if (versions[0].run && versions[0].run == versions[1].run) fail("both versions are the same file");
    for (size_t i = 0; i < epochs; i++) {
        int after = order[i] == 'a' || order[i] == 'A';
        records[i] = epoch(&versions[after], count, order[i] < 'a');
    }
    if (pwrite(3, records, bytes, 0) != (ssize_t)bytes) fail("the records cannot be written");
    fflush(stdout);
    _exit(0);
}

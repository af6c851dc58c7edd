/* Reads one byte here and there of a huge mapping: nothing is resident, but the tables that say so are large. */
#include "attack.h"

static long table_kb(void) {
    char text[4096] = "";
    int fd = open("/proc/self/status", O_RDONLY);
    if (read(fd, text, sizeof text - 1) < 0) return 0;
    close(fd);
    char *line = strstr(text, "VmPTE:");
    return line ? atol(line + 6) : 0;
}

static void attack(void) {
    size_t size = 1UL << 37, step = 1UL << 21;
    char *block = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (block == MAP_FAILED) return;
    madvise(block, size, MADV_NOHUGEPAGE);
    for (size_t at = 0; at < size; at += step) (void)*(volatile char *)(block + at);
    must_fail(table_kb() > 192 * 1024, "filled 192 MB with page tables");
}

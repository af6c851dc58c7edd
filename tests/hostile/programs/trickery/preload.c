/* Has other code loaded into programs: by variables for the dynamic linker, and by the files it reads. */
#include "attack.h"

static void attack(void) {
    setenv("LD_PRELOAD", "/w/evil.so", 1);
    setenv("LD_LIBRARY_PATH", "/w:/tmp", 1);
    setenv("GCONV_PATH", "/w", 1);
    const char *files[] = {"/etc/ld.so.preload", "/etc/ld.so.conf", "/usr/lib/libc.so.6", "/lib/ld-linux.so.2", "/w/evil.so"};
    for (size_t i = 0; i < COUNT(files); i++) must_fail(open(files[i], O_WRONLY | O_CREAT, 0755) >= 0, files[i]);
    if (system("exec 2>/dev/null; /bin/true") != 0) must_fail(1, "broke a program of the system");
}

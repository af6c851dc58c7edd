/* Looks for other processes, their arguments and environments; only the runner and itself are there. */
#include "attack.h"

static void attack(void) {
    DIR *proc = opendir("/proc");
    int seen = 0;
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        const char *files[] = {"cmdline", "environ", "maps", "mountinfo", "cgroup", "status"};
        seen += atoi(entry->d_name) > 0;
        for (size_t i = 0; atoi(entry->d_name) > 0 && i < COUNT(files); i++) {
            char path[300];
            snprintf(path, sizeof path, "/proc/%s/%s", entry->d_name, files[i]);
            print_file(path);
        }
    }
    must_fail(seen != 2, "saw other processes");
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/environ", victim);
    must_fail(victim > 64 && access(path, F_OK) == 0, "saw the process outside");
}

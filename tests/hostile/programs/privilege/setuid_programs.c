/* Gains rights by executing programs that have them: none may be gained in here. */
#include "attack.h"

static void attack(void) {
    const char *programs[] = {"/usr/bin/su", "/usr/bin/sudo", "/usr/bin/passwd", "/usr/bin/mount", "/usr/bin/newuidmap",
                              "/usr/bin/chsh", "/usr/bin/pkexec", "/usr/bin/ping", "/usr/bin/newgrp", "/usr/bin/bwrap"};
    must_fail(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1, "may gain privileges");
    must_fail(prctl(PR_CAP_AMBIENT, 1 /* is set */, 21 /* sys_admin */, 0, 0) == 1, "has a capability");
    for (int capability = 0; capability < 41; capability++)
        must_fail(prctl(PR_CAPBSET_READ, capability) == 1, "may get a capability");
    int null = open("/dev/null", O_RDWR);
    for (size_t i = 0; i < COUNT(programs); i++) {
        pid_t child = fork();
        if (child == 0) {
            for (int fd = 0; fd < 3; fd++) dup2(null, fd);
            if (i == COUNT(programs) - 1) execl(programs[i], "bwrap", "--ro-bind", "/", "/", "/usr/bin/env", NULL);
            execl(programs[i], programs[i], i % 2 ? "-c" : "--help", "id", NULL);
            _exit(1);
        }
        int status = 0;
        while (waitpid(child, &status, WNOHANG) == 0) {
            char path[64], text[2048] = "";
            snprintf(path, sizeof path, "/proc/%d/status", child);
            int fd = open(path, O_RDONLY);
            if (fd >= 0 && read(fd, text, sizeof text - 1) > 0) {
                char *uid = strstr(text, "Uid:\t"), *caps = strstr(text, "CapEff:\t");
                must_fail((uid && strtol(uid + 5, NULL, 10) == 0) || (caps && strtoull(caps + 8, NULL, 16)), programs[i]);
            }
            if (fd >= 0) close(fd);
            usleep(500);
        }
        must_fail(i == COUNT(programs) - 1 && WIFEXITED(status) && WEXITSTATUS(status) == 0, "a sandbox of its own");
    }
}

/* Takes the kernel's watches on files, and timers and events that are descriptors, as many as there are. */
#include "attack.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>

static void watch_all(int inotify, const char *folder) {
    DIR *open_folder = opendir(folder);
    for (struct dirent *entry; open_folder && (entry = readdir(open_folder));) {
        char path[4200];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        inotify_add_watch(inotify, path, IN_ALL_EVENTS);
    }
    if (open_folder) closedir(open_folder);
}

static void attack(void) {
    int inotify = inotify_init1(0), opened = 0;
    watch_all(inotify, "/usr/bin");
    watch_all(inotify, "/usr/lib");
    must_fail(inotify_add_watch(inotify, tree, IN_ALL_EVENTS) >= 0, "watched the user's files");
    must_be_closed(syscall(SYS_fanotify_init, 0, O_RDONLY), "fanotify");
    while (opened < 1000 && (inotify_init() >= 0 || epoll_create1(0) >= 0 || eventfd(0, 0) >= 0)) opened++;
    must_fail(opened >= 64, "opened 64 watches");
    pause();
}

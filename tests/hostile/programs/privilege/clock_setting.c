/* Sets the machine's clocks. */
#include "attack.h"
#include <sys/timex.h>

static void attack(void) {
    struct timespec past = {1000000000, 0};
    struct timeval past_too = {1000000000, 0};
    struct timex faster = {.modes = ADJ_FREQUENCY | ADJ_TICK, .freq = 500 << 16, .tick = 11000};
    must_be_closed(clock_settime(CLOCK_REALTIME, &past), "clock_settime");
    must_be_closed(settimeofday(&past_too, NULL), "settimeofday");
    must_be_closed(adjtimex(&faster), "adjtimex");
    must_be_closed(clock_adjtime(CLOCK_REALTIME, &faster), "clock_adjtime");
    must_fail(open("/dev/rtc", O_RDWR) >= 0 || open("/dev/rtc0", O_RDWR) >= 0, "the hardware clock");
    must_fail(time(NULL) < 1500000000, "set the clock");
}

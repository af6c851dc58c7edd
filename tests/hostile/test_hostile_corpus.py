"""The corpus of hostile programs is complete: no class of the threat model is without one."""

import pytest
from hostile_corpus import ATTACKS, PROGRAMS

LEAST_CLASSES = 48
# What must be contained, by group and in the words of the threat model, and the programs that try it.
THREATS = {
    "resources": {
        "fork bomb": "fork_bomb",
        "thread bomb": "thread_bomb",
        "memory bomb": "memory_bomb",
        "mmap of 1 TB": "terabyte",
        "memory over many processes": "memory_of_many",
        "stdout flood": "stdout_flood",
        "stderr flood": "stderr_flood",
        "CPU loop": "cpu_loop",
        "sleep for ever": "sleep_for_ever",
        "deep recursion": "deep_recursion",
        "filling /tmp": "fill_tmp",
        "many files": "many_files",
        "CPU hogging children": "cpu_hogging_children",
        "core dumps": "core_dump",
    },
    "files": {
        "writing the source": "write_source",
        "reading secrets": "read_secret",
        "symlink, hardlink and fifo in the output folder": "links_out",
        "rm -rf through a shell": "rm_rf",
        "undeletable folders": "undeletable_folders",
        "tampering with the binary": "tamper_binary",
        "leftovers in /dev/shm": "shm_leftovers",
        "a cache kept between runs": "cache_between_runs",
    },
    "network": {
        "TCP": "tcp",
        "abstract Unix sockets": "abstract_socket",
        "path Unix sockets": "path_socket",
    },
    "processes": {
        "killing the parent": "kill_runner",
        "ptrace of the parent": "trace",
        "ignoring signals": "ignore_signals",
        "grandchildren holding pipes": "grandchild_holds_pipes",
        "setsid daemons": "setsid_daemon",
        "SIGSTOP of itself": "stop_itself",
        "vfork chains": "vfork_chain",
        "closing stdout and spinning": "close_and_spin",
        "never reading stdin": "never_read_stdin",
    },
    "leaks": {
        "/proc": "proc_of_others",
        "environment": "environment",
        "inherited fds": "inherited_descriptors",
    },
    "privilege": {
        "raising rlimits": "raise_limits",
        "user namespaces": "namespaces",
        "mounts": "mounts",
        "odd system calls": "odd_calls",
        "device access": "devices",
        "TIOCSTI": "tty_injection",
        "scheduler escape": "scheduler_escape",
        "clock setting": "clock_setting",
    },
    "trickery": {
        "forging the report": "forge_report",
        "ANSI in the output": "escape_codes",
        "broken UTF-8 in the output": "broken_utf8",
        "clock cheating": "patched_clock",
        "CPU time of children not waited for": "hidden_child",
    },
}


@pytest.mark.parametrize("group", THREATS)
def test_every_threat_has_a_program(group: str) -> None:
    classes = {attack.name for attack in ATTACKS}
    assert {threat for threat, name in THREATS[group].items() if f"{group}/{name}" not in classes} == set()


def test_there_are_enough_classes() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= LEAST_CLASSES


def test_every_program_is_run_and_says_what_it_tries() -> None:
    sources = set(PROGRAMS.glob("*/*.c"))
    assert sources == {attack.source for attack in ATTACKS}
    for source in sources:
        assert source.read_text().startswith("/* "), source

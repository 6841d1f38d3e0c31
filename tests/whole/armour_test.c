/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * A landline's armour as it runs, in proc(5): no privileges to gain, no core,
 * and no descriptor that a program it started would have.
 */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <check.h>

#include "../net/fixture.h"
#include "peer.h"
#include "process.h"
#include "suite.h"
#if HAVE_VTERM
#include "handset.h"
#endif

enum { PATH_SIZE = 320, LINE_SIZE = 256, DESCRIPTORS = 1024 };

/* The line of /proc/PID/FILE that begins so; "" if there is none. */
static void
read_line(char line[LINE_SIZE], pid_t pid, const char *file, const char *start)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
	FILE *from = fopen(path, "r");
	ck_assert_msg(from != NULL, "no %s", path);
	while (fgets(line, LINE_SIZE, from) != NULL)
		if (strncmp(line, start, strlen(start)) == 0)
			break;
	if (strncmp(line, start, strlen(start)) != 0)
		*line = '\0';
	fclose(from);
}

/* What a descriptor is open on: "pipe:[4711]". */
static bool
read_link(char target[PATH_SIZE], const char *path)
{
	ssize_t size = readlink(path, target, PATH_SIZE - 1);
	target[size > 0 ? size : 0] = '\0';
	return size > 0;
}

/* Check's own, which whatever a test starts has as well. */
static bool
is_inherited(const char *target)
{
	for (int own = 3; own < DESCRIPTORS; own++) {
		char path[PATH_SIZE], mine[PATH_SIZE];
		snprintf(path, sizeof path, "/proc/self/fd/%d", own);
		if (read_link(mine, path) && strcmp(mine, target) == 0 &&
		    (fcntl(own, F_GETFD) & FD_CLOEXEC) == 0)
			return true;
	}
	return false;
}

static void
expect_closed_on_exec(pid_t pid, const char *name)
{
	char path[PATH_SIZE], target[PATH_SIZE], line[LINE_SIZE];
	unsigned flags = 0;
	snprintf(path, sizeof path, "/proc/%d/fd/%s", (int)pid, name);
	if (atoi(name) <= 2 || !read_link(target, path) || is_inherited(target))
		return;
	snprintf(path, sizeof path, "fdinfo/%s", name);
	read_line(line, pid, path, "flags:");
	ck_assert_int_eq(sscanf(line, "flags: %o", &flags), 1);
	ck_assert_msg((flags & O_CLOEXEC) != 0, "descriptor %s stays open: %s",
	    name, target);
}

/* Returns how many descriptors there are besides the standard streams. */
static int
expect_all_closed_on_exec(pid_t pid)
{
	char path[PATH_SIZE];
	int count = -3;
	snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	DIR *folder = opendir(path);
	ck_assert_ptr_nonnull(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		if (*entry->d_name == '.')
			continue;
		expect_closed_on_exec(pid, entry->d_name);
		count++;
	}
	closedir(folder);
	return count;
}

static bool
has_proc(void)
{
	if (access("/proc/self/fdinfo", X_OK) == 0)
		return true;
	fixture_skip("the system has no /proc");
	return false;
}

/* ---- without a screen ---- */

static char trace_path[64];

static void
ask_for_a_trace(void)
{
	setenv("LANDLINE_TRACE", trace_path, 1);
}

START_TEST(it_gains_no_privileges_and_leaves_no_core)
{
	char line[LINE_SIZE];
	struct process bob;
	if (!has_proc())
		return;
	process_listen(&bob, (struct process_plan){ 0 });
	read_line(line, bob.pid, "status", "NoNewPrivs:");
	ck_assert_str_eq(line, "NoNewPrivs:\t1\n");
	read_line(line, bob.pid, "limits", "Max core file size");
	char limit[8] = "";
	sscanf(line, "Max core file size %7s", limit);
	ck_assert_str_eq(limit, "0");
	if (access("/proc/self/coredump_filter", R_OK) == 0) {
		read_line(line, bob.pid, "coredump_filter", "");
		ck_assert_str_eq(line, "00000000\n");
	}
	process_clear(&bob);
}
END_TEST

/* Listener, spare descriptor, line, self-pipe and trace. */
START_TEST(a_call_leaves_no_descriptor_to_others)
{
	char *folder = fixture_folder();
	struct process bob;
	if (!has_proc())
		return;
	snprintf(trace_path, sizeof trace_path, "%s/trace", folder);
	process_listen(&bob,
	    (struct process_plan){ .prepare = ask_for_a_trace });
	int alice = peer_call(process_number(&bob));
	ck_assert_int_ge(expect_all_closed_on_exec(bob.pid), 5);
	close(alice);
	process_clear(&bob);
	unlink(trace_path);
	fixture_remove_folder(folder);
}
END_TEST

START_TEST(a_look_up_leaves_no_descriptor_to_others)
{
	static const struct process_plan pipes;
	char file[64], child[LINE_SIZE] = "";
	struct process bob;
	if (!has_proc() || !fixture_own_hosts(NULL))
		return;
	process_start(&bob, pipes, "--plain", "bob", NULL);
	snprintf(file, sizeof file, "task/%d/children", (int)bob.pid);
	/* It forks after its pipe is there. */
	while (*child == '\0')
		read_line(child, bob.pid, file, "");
	ck_assert_int_ge(expect_all_closed_on_exec(bob.pid), 3);
	process_clear(&bob);
}
END_TEST

/* ---- and with one ---- */

#if HAVE_VTERM
/* What curses draws is caught, and goes to the terminal by another name. */
START_TEST(a_screen_leaves_no_descriptor_to_others)
{
	struct handset_pair pair;
	if (!has_proc())
		return;
	handset_start_pair(&pair, NULL, NULL);
	handset_start_call(&pair);
	ck_assert_int_ge(expect_all_closed_on_exec(terminal_pid(pair.alice)),
	    6);
	handset_end_pair(&pair);
}
END_TEST
#endif

TCase *
armour_tcase(void)
{
	TCase *tcase = tcase_create("armour");
	tcase_set_timeout(tcase, PROCESS_TIMEOUT_S);
	tcase_add_test(tcase, it_gains_no_privileges_and_leaves_no_core);
	tcase_add_test(tcase, a_call_leaves_no_descriptor_to_others);
	tcase_add_test(tcase, a_look_up_leaves_no_descriptor_to_others);
#if HAVE_VTERM
	tcase_add_test(tcase, a_screen_leaves_no_descriptor_to_others);
#endif
	return tcase;
}

/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "shimmed.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../runner.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define SHIMMED_IS_SANITIZED 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define SHIMMED_IS_SANITIZED 1
#endif

/* It is there when lines are counted, which takes memory at the end. */
void __gcov_exit(void) __attribute__((weak));

static char preload[4096];
static char kind[64];

bool
shimmed_is_there(void)
{
#ifdef SHIMMED_IS_SANITIZED
	runner_skip("the sanitizers stand where the shim would");
	return false;
#else
	if (__gcov_exit != NULL) {
		runner_skip("who counts lines needs memory at the end");
		return false;
	}
	char *path = runner_build_path("tests/faults/shim.so");
	bool is_there = access(path, R_OK) == 0;
	snprintf(preload, sizeof(preload), "LD_PRELOAD=%s", path);
	free(path);
	if (!is_there)
		runner_skip("no library can be loaded in front of another");
	return is_there;
#endif
}

void
shimmed_day(const char *day)
{
	snprintf(kind, sizeof(kind), "FAULTS_SHIM=%s", day);
}

void
shimmed_prepare(void)
{
	putenv(kind);
	putenv(preload);
}

const char *
shimmed_preload(void)
{
	return preload;
}

const char *
shimmed_kind(void)
{
	return kind;
}

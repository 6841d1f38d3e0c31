/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * modes - which private modes of a terminal a program has left on, by the
 * bytes that it wrote.
 *
 * libvterm knows some of them and tells of fewer.
 */
#ifndef TESTS_WHOLE_MODES_H
#define TESTS_WHOLE_MODES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether `mode` is on after all of `written`: set by CSI ? mode h, reset by
 * … l, saved by … s and restored by … r. `was_on`: before it.
 */
bool modes_is_on(const char *written, size_t size, int mode, bool was_on);

#endif

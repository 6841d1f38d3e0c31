/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * armour - what a program can do for itself against what it may be made to do
 * or to tell: no new privileges, and no core with a conversation in it.
 *
 * The armour of compiler and linker is configure's.
 */
#ifndef LANDLINE_BASE_ARMOUR_H
#define LANDLINE_BASE_ARMOUR_H

/*
 * First of all, and once. What the system does not offer is done without.
 * Debuggers, and the death of the program with its exit status, stay as ever.
 */
void armour_put_on(void);

#endif

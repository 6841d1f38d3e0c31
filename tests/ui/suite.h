/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of the ui floor, for the table in suite.c.
 */
#ifndef TESTS_UI_SUITE_H
#define TESTS_UI_SUITE_H

#include <check.h>

TCase *block_tcase(void);
TCase *canvas_tcase(void);
TCase *foreign_picture_tcase(void);
TCase *glyph_tcase(void);
TCase *keyboard_tcase(void);
TCase *keys_tcase(void);
TCase *ladder_pane_tcase(void);
TCase *layout_tcase(void);
TCase *lines_picture_tcase(void);
TCase *trouble_picture_tcase(void);
TCase *panes_tcase(void);
TCase *pictures_tcase(void);
TCase *plain_tcase(void);
TCase *prompt_tcase(void);
TCase *script_tcase(void);
TCase *status_tcase(void);
TCase *talk_tcase(void);
TCase *told_tcase(void);
TCase *view_tcase(void);

#endif

/* tui-print.h: how commands say things
 *
 * Data goes to stdout. Foreign text is made safe here (m77_text_safe_line). Colour is by
 * roles and only where the person has it: on a terminal, or when they insist.
 *
 * A grid is a quiet table: headings, columns two blanks apart, no rules; columns in which
 * nothing stands are left out. On a terminal it is cut to the terminal's width (long texts
 * first, then columns at the end go), in a pipe nothing is cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"
#include "tui/term/tui-canvas.h"

G_BEGIN_DECLS

/* A line of JSON as the agent wrote it, also when quiet. */
void tui_print_json (const char *json);
/* A text as a JSON string, without a newline. */
void tui_print_json_string (const char *text);
/* {"kind","total","rows":[…],"next":null} of an array. */
void tui_print_json_rows (const char *kind, const M77Json *rows);
/* A line of what was asked for. What goes into it is made safe as a whole. */
void tui_print_line (const TuiContext *self, TuiStyle style, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* Likewise what was done; nothing with --quiet. */
void tui_print_done (const TuiContext *self, TuiStyle style, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* To stderr: what is no data, and no error either. */
void tui_print_notice (const TuiContext *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Safe text in the colours of a role, if there are any; g_free. */
char *tui_print_paint (const TuiContext *self, TuiStyle style, const char *safe);
/* Cells of a line on stdout; G_MAXUINT where it is no terminal. */
guint tui_print_width (void);

typedef struct _TuiGrid TuiGrid;

/* n columns. */
TuiGrid *tui_grid_new (const char *const *headings, guint n);
void tui_grid_free (TuiGrid *self);
/* The next cell, row by row. Text need not be safe; NULL is empty. */
void tui_grid_add (TuiGrid *self, TuiStyle style, const char *text);
void tui_grid_take (TuiGrid *self, TuiStyle style, char *text);
void tui_grid_print (const TuiGrid *self, const TuiContext *context);
/* Likewise, with nothing cut: for one record. */
void tui_grid_print_whole (const TuiGrid *self, const TuiContext *context);

/* A field's value as text (g_free), and how it should look. */
char *tui_print_value (const TuiContext *self, const M77Field *field, const M77Json *value);
/* Likewise as short as it is understood: an enum's brief word, a time's age; g_free. */
char *tui_print_brief (const TuiContext *self, const M77Field *field, const M77Json *value);
TuiStyle tui_print_value_style (const M77Field *field, const M77Json *value);
/* What stands beside a row that is not clean: "pending", "acknowledge queued"; g_free. */
char *tui_print_local (const M77Json *row);
TuiStyle tui_print_state_style (const char *state);
/* "5m" of an RFC 3339 time, "" of anything else; g_free. */
char *tui_print_age (const TuiContext *self, const M77Json *time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiGrid, tui_grid_free)

G_END_DECLS

/* screen-fixture.h: a console without agent or terminal: fixed rows, a fixed clock
 *
 * It is Friday 15 May 2026, 03:12 in a zone two hours ahead of UTC.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiApp *screen_fixture_new (int rows, int cols, gboolean ascii);
void screen_fixture_free (TuiApp *app);
/* With the overview on it, drawn. */
TuiApp *screen_fixture_start (int rows, int cols, gboolean ascii);
/* Presses keys by their names, separated by blanks, drawing after each. */
void screen_fixture_press (TuiApp *app, const char *names);
void screen_fixture_type (TuiApp *app, const char *text);
/* Draws; whether the words are on the screen. What is there instead is among the test's messages.
 */
gboolean screen_fixture_shows (TuiApp *app, const char *words);
/* The rows a list of a kind has. */
GListStore *screen_fixture_store (TuiApp *app, const char *kind);
M77Row *screen_fixture_row (const char *kind,
                            const char *id,
                            const char *state,
                            const char *pending,
                            const char *doc);
/* At the end of those of its kind; in doc a single quote stands for a double one. */
void screen_fixture_add (TuiApp *app, const char *kind, const char *id, const char *doc);
/* Offline as it begins. */
void screen_fixture_go_online (TuiApp *app);
/* One operation of each sort instead of the three there are. */
void screen_fixture_fill_outbox (TuiApp *app);
/* What lists that are opened from now on have. */
typedef enum
{
  SCREEN_FULL,
  SCREEN_EMPTY,
  SCREEN_LOADING, /* for longer than a person takes for at once */
  SCREEN_FAILED   /* storage-full */
} ScreenRows;

void screen_fixture_set_rows (TuiApp *app, ScreenRows rows);
/* Fails unless the screen is the golden one of that name; M77_GOLDEN=1 makes it so. */
void screen_fixture_compare (TuiApp *app, const char *name);
/* A test for each of n structs of so many bytes that begin with a name: path, then that. */
void screen_fixture_add_goldens (const char *path,
                                 gconstpointer goldens,
                                 guint n,
                                 gsize size,
                                 GTestDataFunc test);
/* Likewise at each of the sizes that count: NAME-80x24, NAME-40x15 and NAME-200x60. */
void screen_fixture_compare_sizes (TuiApp *app, const char *name);

G_END_DECLS

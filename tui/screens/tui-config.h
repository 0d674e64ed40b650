/* tui-config.h: the file of settings, while the console runs
 *
 * Read once before the first screen, then again whenever it changes on disk. A file that is wrong
 * where it was right before changes nothing: the settings that were good stay, and the line says
 * where it is wrong. At the start what is understood of it counts. ":set" changes a setting for
 * this session, until the file says otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/settings/tui-settings.h"

G_BEGIN_DECLS

/* $XDG_CONFIG_HOME/m77/m77.conf. Free with g_free. */
char *tui_config_path (void);

/* Reads path (NULL: the one above), watches it, and makes it so; the app owns it. */
void tui_config_start (TuiApp *app, const char *path);
void tui_config_free (TuiConfig *self);

/* self may be NULL in all of these: nothing is set. */
const TuiKeymap *tui_config_keymap (const TuiConfig *self);
const TuiSettings *tui_config_settings (const TuiConfig *self); /* NULL likewise */
/* Takes the text of a file, as a change on disk does. */
void tui_config_take (TuiConfig *self, const char *text, gsize length);

/* ":set NAME VALUE"; FALSE with what was expected, free with g_free. */
gboolean tui_config_set (TuiApp *app, const char *name, const char *value, char **expected);
/* Likewise of "NAME VALUE"; NULL: done, else what is wrong, free with g_free. */
char *tui_config_run_set (TuiApp *app, const char *rest);
/* The file in the person's editor, with its schema as comments where it is not there yet. */
void tui_config_edit (TuiApp *app);
/* ":settings", ":settings edit"; NULL: done, else what is wrong, free with g_free. */
char *tui_config_run_settings (TuiApp *app, const char *rest);
/* What is wrong with the file, and where it is. */
void tui_config_open_faults (TuiApp *app);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiConfig, tui_config_free)

G_END_DECLS

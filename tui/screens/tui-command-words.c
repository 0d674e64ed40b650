/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-command-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-arm.h"
#include "tui/screens/tui-command-bar.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-help.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-present.h"
#include "tui/screens/tui-ready.h"
#include "tui/screens/tui-views.h"
#include "tui/screens/tui-work.h"

#define STYLES " --styles"

static char *
run_offline (TuiApp *app, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 3);
  gint64 seconds = 0;
  const char *time = NULL;

  if (words[0] != NULL && g_str_equal (words[0], "off"))
    {
      tui_work_offline (app, FALSE, 0);
      return NULL;
    }
  if (words[0] != NULL && *words[0] != '\0' && !g_str_equal (words[0], "on"))
    time = words[0];
  else if (words[0] != NULL && words[1] != NULL)
    time = words[1];
  if (time != NULL &&
      (!m77_duration_parse (time, &seconds) || seconds <= 0 || seconds > G_MAXUINT32))
    return g_strdup (_ ("offline on, offline on 2h, or offline off"));
  tui_work_offline (app, TRUE, (guint) seconds);
  return NULL;
}

/* The file's name is all of it: it may have blanks. */
static char *
save_screen (TuiApp *app, const char *rest, gboolean over)
{
  gboolean styles = g_str_has_suffix (rest, STYLES);
  g_autofree char *path = g_strndup (rest, strlen (rest) - (styles ? strlen (STYLES) : 0));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_strchomp (path);
  if (*path == '\0')
    return g_strdup (_ ("save-screen FILE [--styles]"));
  if (!over && g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return g_strdup_printf (_ ("%s is there already: save-screen! overwrites it"), path);
  if (tui_command_bar_is_open (app))
    tui_app_close_panel (app);
  tui_app_draw (app);
  text = tui_canvas_to_text (app->canvas, styles);
  if (!g_file_set_contents (path, text, -1, &error))
    return g_strdup (error->message);
  return NULL;
}

/* A script is run again and again, and says what it means: it overwrites. */
static char *
run_save_screen (TuiApp *app, const char *rest)
{
  return save_screen (app, rest, !tui_command_bar_is_open (app));
}

static char *
run_save_screen_over (TuiApp *app, const char *rest)
{
  return save_screen (app, rest, TRUE);
}

static void
open_inbox (TuiApp *app)
{
  tui_app_push (app, tui_inbox_new (app));
}

static void
open_overview (TuiApp *app)
{
  tui_app_go (app, NULL);
}

static char *
run_look (TuiApp *app, const char *rest)
{
  char *expected = NULL;

  tui_config_set (app, "look", rest, &expected);
  return expected;
}

static const TuiCommandWord table[] = {
  { .name = "q", .open = tui_app_quit },
  { .name = "quit", .open = tui_app_quit },
  { .name = "sync", .open = tui_work_sync },
  { .name = "offline", .run = run_offline, .words = "on off" },
  { .name = "arm", .open = tui_arm_open },
  { .name = "env", .run = tui_env_run },
  { .name = "look", .run = run_look, .words = "auto dark light terminal contrast" },
  { .name = "present", .open = tui_present_toggle },
  { .name = "inbox", .open = open_inbox },
  { .name = "overview", .open = open_overview },
  { .name = "ready", .run = tui_ready_run },
  { .name = "view", .run = tui_views_run, .words = "save remove" },
  { .name = "keys", .open = tui_help_open_keys },
  { .name = "messages", .open = tui_help_open_messages },
  { .name = "set", .run = tui_config_run_set },
  { .name = "settings", .run = tui_config_run_settings, .words = "edit" },
  { .name = "save-screen", .run = run_save_screen },
  { .name = "save-screen!", .run = run_save_screen_over },
};

const TuiCommandWord *
tui_command_word_at (guint index)
{
  return index < G_N_ELEMENTS (table) ? &table[index] : NULL;
}

const TuiCommandWord *
tui_command_word_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      return &table[i];
  return NULL;
}

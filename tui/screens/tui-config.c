/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "tui/actions/tui-keymap.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-editor.h"

#define FILE_NAME "m77.conf"

struct _TuiConfig
{
  TuiApp *app;
  char *path;
  TuiSettings *settings;
  TuiKeymap *keymap;
  GFile *file;
  GFileMonitor *monitor;
  GCancellable *reading; /* NULL: nothing is being read */
  GPtrArray *faults;     /* of the file as it is now, used or not */
  gboolean ascii;        /* as it began: what auto means */
};

char *
tui_config_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "m77", FILE_NAME, NULL);
}

const TuiKeymap *
tui_config_keymap (const TuiConfig *self)
{
  return self != NULL ? self->keymap : NULL;
}

const TuiSettings *
tui_config_settings (const TuiConfig *self)
{
  return self != NULL ? self->settings : NULL;
}

/* ---- Making it so ---- */

static void
apply_zone (TuiApp *app, const char *zone)
{
  gboolean utc = g_str_equal (zone, "UTC");
  GTimeZone *named = utc || g_str_equal (zone, "local") ? NULL : g_time_zone_new_identifier (zone);

  g_time_zone_unref (app->local);
  g_time_zone_unref (app->zone);
  app->local = named != NULL ? named : g_time_zone_new_local ();
  app->utc = utc;
  app->zone = utc ? g_time_zone_new_utc () : g_time_zone_ref (app->local);
}

/* before: NULL at the start. What did not change stays as a key may have made it since. */
static void
apply (TuiConfig *self, const TuiSettings *before)
{
  TuiApp *app = self->app;
  const TuiSettings *now = self->settings;

  if (before == NULL ? !g_str_equal (now->zone, "local") : !g_str_equal (before->zone, now->zone))
    apply_zone (app, now->zone);
  app->canvas->visual = now->bidi == TUI_ON;
  app->canvas->ascii = now->ascii == TUI_AUTO ? self->ascii : now->ascii == TUI_ON;
  if (app->term != NULL)
    {
      tui_term_set_look (app->term, now->look);
      tui_term_set_mouse (app->term, now->mouse);
      tui_term_set_bidi (app->term, now->bidi == TUI_AUTO);
    }
  tui_app_dirty (app);
}

static void
say_faults (TuiConfig *self, gboolean kept)
{
  guint n = self->faults->len;

  if (n == 1 && !kept)
    tui_app_say (self->app, TUI_WARN, "%s", (char *) self->faults->pdata[0]);
  else if (!kept)
    tui_app_say (self->app,
                 TUI_WARN,
                 ngettext ("%s   and %u more: :settings", "%s   and %u more: :settings", n - 1),
                 (char *) self->faults->pdata[0],
                 n - 1);
  else
    tui_app_say (self->app,
                 TUI_WARN,
                 _ ("Settings stay as they were: %s"),
                 (char *) self->faults->pdata[0]);
}

static void
use (TuiConfig *self, TuiSettings *settings, TuiKeymap *keymap)
{
  g_autoptr (TuiSettings) before = g_steal_pointer (&self->settings);

  g_clear_pointer (&self->keymap, tui_keymap_free);
  self->settings = settings;
  self->keymap = keymap;
  apply (self, before);
}

void
tui_config_take (TuiConfig *self, const char *text, gsize length)
{
  g_autofree char *name = g_path_get_basename (self->path);
  gboolean first = self->settings == NULL;
  g_autoptr (TuiSettings) settings = tui_settings_parse (name, text, length);
  g_autoptr (TuiKeymap) keymap = tui_keymap_new (settings);

  g_clear_pointer (&self->faults, g_ptr_array_unref);
  self->faults = g_ptr_array_ref (settings->faults);
  if (first || self->faults->len == 0)
    use (self, g_steal_pointer (&settings), g_steal_pointer (&keymap));
  if (self->faults->len > 0)
    say_faults (self, !first);
  else if (!first)
    tui_app_say (self->app, TUI_GOOD, _ ("Settings read again"));
}

/* ---- The file ---- */

static void
read_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  TuiConfig *self = data;
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  gboolean there = g_file_load_contents_finish (G_FILE (file),
                                                result,
                                                &text,
                                                &length,
                                                NULL,
                                                &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (there)
    tui_config_take (self, text, length);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    tui_app_say (self->app, TUI_WARN, _ ("Settings stay as they were: %s"), error->message);
}

static void
changed_cb (TuiConfig *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  if (event == G_FILE_MONITOR_EVENT_DELETED || event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED ||
      event == G_FILE_MONITOR_EVENT_CHANGED)
    return;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  g_file_load_contents_async (self->file, self->reading, read_cb, self);
}

void
tui_config_start (TuiApp *app, const char *path)
{
  TuiConfig *self = g_new0 (TuiConfig, 1);
  g_autofree char *text = NULL;
  gsize length = 0;

  self->app = app;
  self->path = path != NULL ? g_strdup (path) : tui_config_path ();
  self->ascii = app->canvas->ascii;
  app->config = self;
  if (!g_file_get_contents (self->path, &text, &length, NULL))
    length = 0;
  tui_config_take (self, text != NULL ? text : "", length);
  self->file = g_file_new_for_path (self->path);
  self->monitor = g_file_monitor_file (self->file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (changed_cb), self);
}

void
tui_config_free (TuiConfig *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_clear_object (&self->file);
  g_clear_pointer (&self->keymap, tui_keymap_free);
  g_clear_pointer (&self->settings, tui_settings_free);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

/* ---- By the person ---- */

gboolean
tui_config_set (TuiApp *app, const char *name, const char *value, char **expected)
{
  TuiConfig *self = app->config;
  g_autoptr (TuiSettings) before = tui_settings_new ();

  if (self == NULL)
    {
      *expected = g_strdup (_ ("no settings here"));
      return FALSE;
    }
  g_free (before->zone);
  before->zone = g_strdup (self->settings->zone);
  if (!tui_settings_set (self->settings, name, value, expected))
    return FALSE;
  apply (self, before);
  tui_app_say (app, TUI_PLAIN, _ ("%s is %s for this session"), name, value);
  return TRUE;
}

char *
tui_config_run_set (TuiApp *app, const char *rest)
{
  g_auto (GStrv) words = g_strsplit (rest, " ", 2);
  char *expected = NULL;

  if (words[0] == NULL || words[1] == NULL)
    return g_strdup (_ ("set NAME VALUE, such as set mouse off"));
  tui_config_set (app, words[0], g_strstrip (words[1]), &expected);
  return expected;
}

/* Every setting of the schema, as a comment. */
static char *
make_template (void)
{
  GString *text = g_string_new (_ ("# Settings of m77's console: see m77.conf(5).\n"));
  const char *section = "";

  for (const TuiSetting *one = tui_settings_schema (); one->name != NULL; one++)
    {
      gboolean named = g_str_equal (one->section, "command");

      if (!g_str_equal (one->section, section))
        g_string_append_printf (text, "\n#[%s%s]\n", one->section, named ? " NAME" : "");
      section = one->section;
      g_string_append_printf (text,
                              "#%s = %s\n",
                              one->name,
                              one->initial != NULL ? one->initial : one->values);
    }
  return g_string_free (text, FALSE);
}

void
tui_config_edit (TuiApp *app)
{
  TuiConfig *self = app->config;
  g_autofree char *text = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *dir = NULL;
  g_autoptr (GError) error = NULL;

  if (self == NULL || app->term == NULL)
    {
      tui_app_say (app, TUI_WARN, _ ("There is no terminal for an editor"));
      return;
    }
  if (!g_file_get_contents (self->path, &text, NULL, NULL))
    text = make_template ();
  edited = tui_editor_run (app, text);
  if (edited == NULL || g_str_equal (edited, text))
    return;
  dir = g_path_get_dirname (self->path);
  g_mkdir_with_parents (dir, 0700);
  if (!g_file_set_contents (self->path, edited, -1, &error))
    tui_app_say (app, TUI_BAD, _ ("Settings not stored: %s"), error->message);
}

char *
tui_config_run_settings (TuiApp *app, const char *rest)
{
  if (*rest == '\0')
    tui_config_open_faults (app);
  else if (g_str_equal (rest, "edit"))
    tui_config_edit (app);
  else
    return g_strdup (_ ("settings, or settings edit"));
  return NULL;
}

void
tui_config_open_faults (TuiApp *app)
{
  TuiConfig *self = app->config;
  TuiChoice *choice = tui_choice_new (app, _ ("SETTINGS"), NULL, NULL, NULL);

  tui_choice_add (choice, NULL, "", self != NULL ? self->path : _ ("no settings here"), NULL, NULL);
  for (guint i = 0; self != NULL && i < self->faults->len; i++)
    tui_choice_add (choice, NULL, "", self->faults->pdata[i], NULL, NULL);
  if (self != NULL && self->faults->len == 0)
    tui_choice_add (choice, NULL, "", _ ("Nothing is wrong with it"), NULL, NULL);
  tui_choice_open (choice);
}

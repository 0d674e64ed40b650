/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-editor.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

static gboolean
run_on (TuiApp *app, const char *path, GError **error)
{
  const char *editor = g_getenv ("VISUAL") != NULL ? g_getenv ("VISUAL") : g_getenv ("EDITOR");
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  words = g_strsplit (editor != NULL && *editor != '\0' ? editor : "vi", " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, words[i]);
  g_ptr_array_add (argv, (gpointer) path);
  g_ptr_array_add (argv, NULL);
  return tui_term_run (app->term, (const char *const *) argv->pdata, error);
}

char *
tui_editor_settle (const char *text, char *edited)
{
  gsize length = strlen (edited);

  if (!g_str_has_suffix (text, "\n") && g_str_has_suffix (edited, "\n"))
    edited[length - 1] = '\0';
  return edited;
}

char *
tui_editor_run (TuiApp *app, const char *text)
{
  g_autofree char *path = NULL;
  g_autofree char *edited = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  if (app->term == NULL)
    return NULL;
  fd = g_file_open_tmp ("m77-XXXXXX.md", &path, &error);
  if (fd < 0)
    {
      tui_app_say (app, TUI_BAD, "%s", error->message);
      return NULL;
    }
  close (fd);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error) ||
      !run_on (app, path, &error) || !g_file_get_contents (path, &edited, NULL, &error))
    tui_app_say (app, TUI_BAD, _ ("The editor failed: %s"), error->message);
  else if (!g_utf8_validate (edited, -1, NULL))
    {
      tui_app_say (app, TUI_BAD, _ ("The editor wrote no UTF-8 text: nothing was taken"));
      g_clear_pointer (&edited, g_free);
    }
  unlink (path);
  return edited != NULL ? tui_editor_settle (text, g_steal_pointer (&edited)) : NULL;
}

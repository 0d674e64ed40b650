/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-pager.h"

#include <glib/gi18n.h>
#include <unistd.h>

static const char *
find_program (gboolean editor)
{
  static const char *const editors[] = { "VISUAL", "EDITOR", NULL };
  static const char *const pagers[] = { "PAGER", NULL };
  const char *const *names = editor ? editors : pagers;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *program = g_getenv (names[i]);

      if (program != NULL && *program != '\0')
        return program;
    }
  return editor ? "vi" : "less";
}

static gboolean
run_on (TuiApp *app, const char *program, const char *path, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  if (!g_shell_parse_argv (program, NULL, &words, error))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, words[i]);
  g_ptr_array_add (argv, (gpointer) path);
  g_ptr_array_add (argv, NULL);
  return tui_term_run (app->term, (const char *const *) argv->pdata, error);
}

void
tui_pager_run (TuiApp *app, const char *text, const char *suffix, gboolean editor)
{
  const char *program = find_program (editor);
  g_autofree char *name = g_strconcat ("m77-XXXXXX", suffix, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  if (app->term == NULL)
    {
      tui_app_say (app, TUI_WARN, _ ("There is no terminal for %s"), program);
      return;
    }
  fd = g_file_open_tmp (name, &path, &error);
  if (fd >= 0)
    close (fd);
  if (fd < 0 ||
      !g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error) ||
      !run_on (app, program, path, &error))
    tui_app_say (app, TUI_BAD, _ ("%s failed: %s"), program, error->message);
  if (path != NULL)
    unlink (path);
  tui_app_dirty (app);
}

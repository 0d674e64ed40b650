/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-kept.h"

#include <string.h>

#include "tui/screens/tui-present.h"

#define FILE_MOST (64 * 1024)

/* All of the file, as it is now; an empty object where there is none. */
static M77Json *
read_file (const char *path, M77JsonPool *pool)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  M77Json *all = NULL;

  if (g_file_get_contents (path, &text, &length, NULL) && length <= FILE_MOST)
    all = m77_json_parse (pool, text, length, NULL);
  return m77_json_is (all, M77_JSON_OBJECT) ? all : m77_json_object_new (pool);
}

void
tui_kept_start (TuiApp *app, const char *path, const char *profile)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *own;
  const char *environment;
  char *kept = path != NULL
                   ? g_strdup (path)
                   : g_build_filename (g_get_user_state_dir (), "m77", "console.json", NULL);

  app->kept_profile = g_strdup (profile != NULL ? profile : "");
  own = m77_json_get (read_file (kept, pool), app->kept_profile);
  environment = m77_json_get_string (own, "environment");
  if (environment != NULL)
    g_free (tui_env_run (app, environment));
  if (m77_json_get_bool (own, "presenting"))
    tui_present_resume (app);
  g_clear_pointer (&app->line, g_free);
  app->kept = kept; /* only what changes from here on is written */
}

/* One at a time, so that the last word is what stays. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiApp *app = data;
  gboolean again = app->keeping > 1;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, NULL);
  app->keeping = 0;
  if (again)
    tui_kept_save (app);
}

void
tui_kept_save (TuiApp *app)
{
  g_autoptr (M77JsonPool) pool = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  M77Json *all;
  M77Json *own;
  char *text;

  if (app->kept == NULL || app->keeping++ > 0)
    return;
  pool = m77_json_pool_new ();
  all = read_file (app->kept, pool);
  own = m77_json_object_new (pool);
  m77_json_set_string (pool, own, "environment", app->environment);
  m77_json_set_bool (pool, own, "presenting", app->presenting);
  m77_json_set (pool, all, app->kept_profile, own);
  text = m77_json_to_text (all);
  bytes = g_bytes_new_take (text, strlen (text));
  file = g_file_new_for_path (app->kept);
  g_file_replace_contents_bytes_async (file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE,
                                       NULL,
                                       written_cb,
                                       app);
}

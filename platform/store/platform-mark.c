/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-mark"

#include "config.h"

#include "platform/store/platform-mark.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

static char *
path_of (const char *directory)
{
  return g_build_filename (directory, "platform.mark", NULL);
}

static gboolean
fail (const GError *cause, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? M77_ERROR_STORAGE_FULL
                                                                         : M77_ERROR_STORAGE,
               _ ("The platform's mark failed: %s"),
               cause->message);
  return FALSE;
}

/* *text is NULL when there is none. */
static gboolean
read_file (const char *directory, char **text, GError **error)
{
  g_autofree char *path = path_of (directory);
  g_autoptr (GError) cause = NULL;

  *text = NULL;
  if (g_file_get_contents (path, text, NULL, &cause) ||
      g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  return fail (cause, error);
}

/* The two newest of the database: the file may not have got the last one. */
gboolean
platform_mark_check (PlatformDb *db, const char *directory, gboolean *replaced, GError **error)
{
  g_autoptr (PlatformQuery)
      query = platform_db_query (db, error, "SELECT mark, before FROM mark", "");
  g_autofree char *file = NULL;
  gboolean have_row;

  *replaced = FALSE;
  if (query == NULL || !platform_db_next (db, query, &have_row, error) ||
      !read_file (directory, &file, error))
    return FALSE;
  if (have_row)
    *replaced = file == NULL || (g_strcmp0 (file, platform_query_text (query, 0)) != 0 &&
                                 g_strcmp0 (file, platform_query_text (query, 1)) != 0);
  return TRUE;
}

gboolean
platform_mark_renew (PlatformDb *db,
                     const char *directory,
                     const M77Runtime *runtime,
                     GError **error)
{
  g_autofree char *path = path_of (directory);
  g_autoptr (GError) cause = NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *mark = NULL;
  guint8 bytes[16];

  runtime->random (runtime, bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  mark = g_string_free (text, FALSE);
  if (!platform_db_run (db,
                        error,
                        "INSERT INTO mark (one, mark) VALUES (1, ?)"
                        " ON CONFLICT DO UPDATE SET before = mark, mark = excluded.mark",
                        "t",
                        mark))
    return FALSE;
  return g_file_set_contents (path, mark, -1, &cause) || fail (cause, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"
#include "tui/commands/tui-rows.h"

static int
refuse_output (const char *path, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               errno == ENOSPC ? M77_ERROR_STORAGE_FULL : M77_ERROR_FAILED,
               _ ("%s cannot be written (%s): choose another place"),
               path,
               g_strerror (errno));
  return -1;
}

/* Written beside its place and moved there when whole: an export is never half there. A pipe or
 * a device is written to as it is. */
static int
open_output (const char *path, char **part, GError **error)
{
  gboolean is_special = g_file_test (path, G_FILE_TEST_EXISTS) &&
                        !g_file_test (path, G_FILE_TEST_IS_REGULAR);
  const char *place = path;
  int fd;

  if (!is_special)
    place = *part = g_strconcat (path, ".part", NULL);
  fd = open (place, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  return fd >= 0 ? fd : refuse_output (place, error);
}

static gboolean
close_output (int fd, const char *part, const char *path, gboolean whole, GError **error)
{
  gboolean closed = close (fd) == 0;

  if (whole && (!closed || (part != NULL && g_rename (part, path) != 0)))
    {
      refuse_output (path, error);
      whole = FALSE;
    }
  if (!whole && part != NULL)
    g_unlink (part);
  return whole;
}

static gboolean
export_to (TuiContext *self, int fd, gint64 *rows, GError **error)
{
  const char *columns = tui_context_option (self, "columns");
  const char *filter = tui_context_word (self, 1);
  const char *sort = tui_context_option (self, "sort");
  const char *format = tui_context_option (self, "format");
  g_auto (GStrv) names = g_strsplit (columns != NULL ? columns : "", ",", -1);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  int index = g_unix_fd_list_append (fds, fd, error);

  if (index < 0)
    return FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    g_strstrip (names[i]);
  tui_context_be_patient (self);
  return m77_agent1_call_export_sync (self->agent,
                                      tui_context_kind (tui_context_word (self, 0), NULL),
                                      filter != NULL ? filter : "",
                                      sort != NULL ? sort : "",
                                      format != NULL ? format : "csv",
                                      (const char *const *) names,
                                      tui_context_has (self, "raw-pii"),
                                      g_variant_new_handle (index),
                                      fds,
                                      rows,
                                      NULL,
                                      NULL,
                                      error);
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *path = tui_context_option (self, "output");
  g_autofree char *part = NULL;
  g_autoptr (TuiRows) columns = NULL;
  const M77Kind *kind;
  gint64 rows = 0;
  int fd;

  /* A wrong column is as wrong as in a list, and before anything is asked or made. */
  tui_context_kind (tui_context_word (self, 0), &kind);
  columns = tui_rows_new (self, kind, tui_context_option (self, "columns"), error);
  if (columns == NULL)
    return FALSE;
  if (!tui_context_connect (self, error))
    return FALSE;
  if (path == NULL || g_str_equal (path, "-"))
    return export_to (self, STDOUT_FILENO, &rows, error);

  fd = open_output (path, &part, error);
  if (fd < 0 || !close_output (fd, part, path, export_to (self, fd, &rows, error), error))
    return FALSE;

  if (self->json)
    printf ("{\"rows\":%" G_GINT64_FORMAT "}\n", rows);
  else
    tui_print_done (self, TUI_PLAIN, ngettext ("%u row", "%u rows", (gulong) rows), (guint) rows);
  return TRUE;
}

static const TuiOption options[] = {
  { "format", "F", N_ ("csv (if not said), ndjson or json") },
  { "output", "FILE", N_ ("There instead of standard output") },
  { "sort", "F", N_ ("Fields in order, as of list") },
  { "columns", "A,B", N_ ("These fields instead of all") },
  { "raw-pii", NULL, N_ ("With personal data, which is masked otherwise") },
  { NULL },
};

const TuiCommand tui_command_export = {
  .name = "export",
  .synopsis = "KIND [FILTER] --format csv|ndjson|json --output FILE [--columns A,B] [--raw-pii]",
  .summary = N_ ("Write records to a file or a pipe, any number of them"),
  .options = options,
  .words_least = 1,
  .words_most = 2,
  .run = run,
};

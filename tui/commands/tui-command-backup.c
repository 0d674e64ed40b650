/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-ask.h"
#include "tui/commands/tui-print.h"

static gboolean
refuse_file (const char *path, GError **error)
{
  int number = errno;

  g_set_error (error,
               M77_ERROR,
               number == ENOSPC ? M77_ERROR_STORAGE_FULL : M77_ERROR_FAILED,
               /* Translators: a file's name, and why */
               _ ("%s could not be written (%s): name another file"),
               path,
               g_strerror (number));
  return FALSE;
}

static gboolean
may_write (TuiContext *self, const char *path, GError **error)
{
  g_autofree char *question = NULL, *answer = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  if (tui_ask_can (self))
    {
      /* Translators: a file's name, and the word to type, which is the same in every language */
      question = g_strdup_printf (_ ("%s is there already: type %s to overwrite it:"), path, "yes");
      answer = tui_ask_line (question);
      if (g_strcmp0 (answer, "yes") == 0)
        return TRUE;
    }
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_KEY_TAKEN,
               _ ("%s is there already and was left alone: name another file"),
               path);
  return FALSE;
}

static char *
call (TuiContext *self, int fd, GError **error)
{
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  int index = g_unix_fd_list_append (fds, fd, error);
  char *report = NULL;

  tui_context_be_patient (self);
  if (index < 0 || !m77_agent1_call_backup_sync (
                       self->agent, g_variant_new_handle (index), fds, &report, NULL, NULL, error))
    return NULL;
  return report;
}

/* Under another name until all of it is there. */
static char *
write_backup (TuiContext *self, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *report = NULL;
  int fd;

  g_unlink (part);
  fd = g_open (part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      refuse_file (part, error);
      return NULL;
    }
  report = call (self, fd, error);
  close (fd);
  if (report != NULL && g_rename (part, path) == 0)
    return g_steal_pointer (&report);
  if (report != NULL)
    refuse_file (path, error);
  g_unlink (part);
  return NULL;
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *path = tui_context_word (self, 0);
  g_autofree char *report = NULL;
  const M77Json *counts;

  if (!may_write (self, path, error) || !tui_context_connect (self, error))
    return FALSE;

  report = write_backup (self, path, error);
  if (report == NULL || (counts = tui_context_parse (self, report, error)) == NULL)
    return FALSE;
  if (self->json)
    tui_print_json (report);
  else
    tui_print_done (self,
                    TUI_PLAIN,
                    /* Translators: a number of changes, how many of them are unsent, a file */
                    _ ("%" G_GINT64_FORMAT " changes, %" G_GINT64_FORMAT " of them not sent yet, "
                       "are in %s"),
                    m77_json_get_int (counts, "operations", 0),
                    m77_json_get_int (counts, "unsent", 0),
                    path);
  return TRUE;
}

const TuiCommand tui_command_backup = {
  .name = "backup",
  .synopsis = "FILE",
  .summary = N_ ("Write what you did here into a file, for m77 restore"),
  .help = N_ ("The journal of the profile as it is now, checked. What was read from the platform "
              "is not in it, and no token. A file that is there is not overwritten unasked."),
  .words_least = 1,
  .words_most = 1,
  .run = run,
};

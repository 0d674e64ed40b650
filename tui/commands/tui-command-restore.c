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

static char *
call (TuiContext *self, int fd, gboolean discard, GError **error)
{
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  int index = g_unix_fd_list_append (fds, fd, error);
  char *report = NULL;

  tui_context_be_patient (self);
  if (index < 0 || lseek (fd, 0, SEEK_SET) != 0 ||
      !m77_agent1_call_restore_sync (
          self->agent, g_variant_new_handle (index), discard, fds, &report, NULL, NULL, error))
    return NULL;
  return report;
}

/* What stands in the way is told, and given up only by a person's word. */
static char *
restore (TuiContext *self, int fd, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *report = call (self, fd, tui_context_has (self, "discard"), &local);
  g_autofree char *question = NULL, *answer = NULL;

  if (report != NULL)
    return report;
  m77_client_fix_error (&local);
  if (g_error_matches (local, M77_ERROR, M77_ERROR_CONFLICT) && tui_ask_can (self))
    {
      tui_print_notice (self, "%s", local->message);
      /* Translators: the word to type, which is the same in every language */
      question = g_strdup_printf (_ ("type %s to give them up:"), "discard");
      answer = tui_ask_line (question);
      if (g_strcmp0 (answer, "discard") == 0)
        return call (self, fd, TRUE, error);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
print_counts (TuiContext *self, const M77Json *counts)
{
  gint64 operations = m77_json_get_int (counts, "operations", 0);
  gint64 held = m77_json_get_int (counts, "held", 0);

  tui_print_done (self,
                  TUI_PLAIN,
                  ngettext ("%" G_GINT64_FORMAT " change restored",
                            "%" G_GINT64_FORMAT " changes restored",
                            operations),
                  operations);
  if (held > 0)
    tui_print_done (self,
                    TUI_WARN,
                    ngettext ("%" G_GINT64_FORMAT
                              " of them is held: it may have been sent since the backup. "
                              "m77 outbox shows it; confirm or discard it",
                              "%" G_GINT64_FORMAT
                              " of them are held: they may have been sent since the "
                              "backup. m77 outbox shows them; confirm or discard each",
                              held),
                    held);
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *path = tui_context_word (self, 0);
  g_autofree char *report = NULL;
  const M77Json *counts;
  int fd;

  if (!tui_context_connect (self, error))
    return FALSE;
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY, 0);
  if (fd < 0)
    {
      g_set_error (error,
                   M77_ERROR,
                   errno == ENOENT ? M77_ERROR_NOT_FOUND : M77_ERROR_FAILED,
                   _ ("%s could not be read (%s)"),
                   path,
                   g_strerror (errno));
      return FALSE;
    }
  report = restore (self, fd, error);
  close (fd);
  if (report == NULL || (counts = tui_context_parse (self, report, error)) == NULL)
    return FALSE;
  if (self->json)
    tui_print_json (report);
  else
    print_counts (self, counts);
  return TRUE;
}

static const TuiOption options[] = {
  { "discard", NULL, N_ ("Also where it gives up what was not sent yet") },
  { NULL },
};

const TuiCommand tui_command_restore = {
  .name = "restore",
  .synopsis = "FILE [--discard]",
  .summary = N_ ("Take back what m77 backup wrote"),
  .help = N_ ("Of the same member, tenant and platform. What was not sent when the backup was made "
              "is held until you confirm it, and takes effect once even if it was sent since. What "
              "was here before is kept beside it."),
  .options = options,
  .words_least = 1,
  .words_most = 1,
  .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"

#define LOOK_AGAIN_S 1 /* ages in the filter move by themselves */

typedef struct
{
  TuiContext *context;
  const char *kind;
  char *filter; /* with the record's id in it */
  GMainLoop *loop;
  GError *error;
  gboolean holds, timed_out;
} Wait;

static void
wait_clear (Wait *wait)
{
  g_free (wait->filter);
  g_clear_pointer (&wait->loop, g_main_loop_unref);
  g_clear_error (&wait->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wait, wait_clear)

static void
look (Wait *wait)
{
  gint64 count = 0;

  if (m77_client_state (wait->context->client) == M77_CLIENT_LOST)
    wait->error = g_error_copy (m77_client_error (wait->context->client));
  else if (m77_agent1_call_count_sync (
               wait->context->agent, wait->kind, wait->filter, 1, &count, NULL, &wait->error))
    wait->holds = count > 0;
  if (wait->holds || wait->error != NULL)
    g_main_loop_quit (wait->loop);
}

static gboolean
look_again_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
time_out_cb (gpointer data)
{
  Wait *wait = data;

  wait->timed_out = TRUE;
  g_main_loop_quit (wait->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
wait_until (Wait *wait, gint64 timeout, GError **error)
{
  guint again, limit;

  look (wait);
  if (!wait->holds && wait->error == NULL)
    {
      g_signal_connect_swapped (wait->context->client, "changed", G_CALLBACK (look), wait);
      again = g_timeout_add_seconds (LOOK_AGAIN_S, look_again_cb, wait);
      limit = timeout >= 0 ? g_timeout_add_seconds ((guint) timeout, time_out_cb, wait) : 0;
      g_main_loop_run (wait->loop);
      g_source_remove (again);
      g_clear_handle_id (&limit, g_source_remove);
      g_signal_handlers_disconnect_by_data (wait->context->client, wait);
    }

  if (wait->error != NULL)
    g_propagate_error (error, g_steal_pointer (&wait->error));
  else if (!wait->holds)
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_TIMEOUT,
                         _ ("it did not come true in time: wait longer with --timeout"));
  return wait->holds;
}

static gboolean
run (TuiContext *self, GError **error)
{
  g_auto (Wait) wait = { .context = self };
  g_autofree char *answer = NULL;
  const char *filter = tui_context_word (self, 2);
  const M77Json *row;
  gint64 timeout = -1;
  gint64 count;

  wait.kind = tui_context_kind (tui_context_word (self, 0), NULL);
  wait.loop = g_main_loop_new (NULL, FALSE);
  if (!tui_context_duration (self, "timeout", &timeout, error) ||
      !tui_context_connect (self, error))
    return FALSE;
  /* Alone first, so that what is wrong in it is told where it stands. */
  if (!m77_agent1_call_count_sync (self->agent, wait.kind, filter, 1, &count, NULL, error))
    return FALSE;
  row = tui_context_record (self, wait.kind, tui_context_word (self, 1), NULL, error);
  if (row == NULL)
    return FALSE;

  wait.filter = g_strdup_printf ("id:%s %s", m77_json_get_string (row, "id"), filter);
  if (!wait_until (&wait, timeout, error))
    return FALSE;

  row = tui_context_record (self, wait.kind, m77_json_get_string (row, "id"), &answer, error);
  if (row != NULL && self->json)
    tui_print_json (answer);
  return row != NULL;
}

static const TuiOption options[] = {
  { "timeout", "T", N_ ("Give up after this, such as 10m; never if not said") },
  { NULL },
};

const TuiCommand tui_command_wait = {
  .name = "wait",
  .synopsis = "KIND ID FILTER [--timeout T]",
  .summary = N_ ("Return when a filter holds for a record"),
  .help = N_ ("Such as: m77 wait deployment DEP-12 status:succeeded,failed --timeout 20m"),
  .options = options,
  .words_least = 3,
  .words_most = 3,
  .run = run,
};

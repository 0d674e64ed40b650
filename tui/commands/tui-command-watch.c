/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-record.h"
#include "tui/commands/tui-print.h"

#define WATCHED_MOST 1000 /* the newest so many are looked at */

/* What was said of a row: it is told again when this differs. */
typedef struct
{
  char *text; /* as JSON */
  gboolean seen;
} Said;

typedef struct
{
  TuiContext *context;
  const char *kind;
  const M77Kind *table;
  const char *filter;
  GHashTable *said; /* id → Said */
  GMainLoop *loop;
  GError *error;
  gboolean was_ready;
} Watch;

static void
said_free (gpointer data)
{
  Said *said = data;

  g_free (said->text);
  g_free (said);
}

static void
watch_clear (Watch *watch)
{
  g_clear_pointer (&watch->said, g_hash_table_unref);
  g_clear_pointer (&watch->loop, g_main_loop_unref);
  g_clear_error (&watch->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

static void
tell_json (const char *change, const char *row)
{
  printf ("{\"change\":\"%s\",%s\n", change, row + 1);
}

static void
tell_line (Watch *watch, const char *change, const M77Json *row)
{
  const M77Json *doc = m77_json_get (row, "doc");
  g_autoptr (GDateTime) now = g_date_time_new_now (watch->context->zone);
  g_autofree char *clock = g_date_time_format (now, "%H:%M:%S");
  g_autofree char *title = m77_record_title (watch->table, doc, m77_json_get_string (row, "id"));
  g_autofree char *local = tui_print_local (row);
  const char *state = m77_record_state (watch->table, doc);

  tui_print_line (watch->context,
                  tui_print_state_style (m77_json_get_string (row, "state")),
                  "%s  %-7s  %s  %s  %s  %s",
                  clock,
                  change,
                  m77_json_get_string (row, "key"),
                  state != NULL ? state : "",
                  title,
                  local);
}

static void
tell (Watch *watch, const char *change, const char *text)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  if (watch->context->json)
    tell_json (change, text);
  else
    tell_line (watch, change, m77_json_parse (pool, text, -1, NULL));
}

static void
compare_row (Watch *watch, const M77Json *row, gboolean quietly)
{
  const char *id = m77_json_get_string (row, "id");
  Said *said = id != NULL ? g_hash_table_lookup (watch->said, id) : NULL;
  char *text = m77_json_to_text (row);
  gboolean is_new = said == NULL;

  if (is_new)
    {
      said = g_new0 (Said, 1);
      g_hash_table_insert (watch->said, g_strdup (id != NULL ? id : ""), said);
    }
  said->seen = TRUE;
  if (g_strcmp0 (said->text, text) == 0)
    {
      g_free (text);
      return;
    }
  g_free (said->text);
  said->text = text;
  if (!quietly)
    tell (watch, is_new ? "added" : "changed", text);
}

/* What is not found any more: gone, or only pushed out by newer ones. */
static void
drop_unseen (Watch *watch, gboolean is_all)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, watch->said);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      Said *said = value;

      if (!said->seen && is_all)
        tell (watch, "removed", said->text);
      if (!said->seen)
        g_hash_table_iter_remove (&iter);
      else
        said->seen = FALSE;
    }
}

static void
look (Watch *watch, gboolean quietly)
{
  TuiContext *self = watch->context;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  const M77Json *value;
  gint64 total;

  if (!m77_agent1_call_list_sync (m77_client_proxy (self->client),
                                  watch->kind,
                                  watch->filter,
                                  "-updated_at",
                                  WATCHED_MOST,
                                  "",
                                  0,
                                  &rows,
                                  &total,
                                  &next,
                                  NULL,
                                  &watch->error))
    {
      m77_client_fix_error (&watch->error);
      /* An agent that went away comes back; its state tells. */
      if (g_error_matches (watch->error, M77_ERROR, M77_ERROR_AGENT_UNREACHABLE))
        g_clear_error (&watch->error);
      else
        g_main_loop_quit (watch->loop);
      return;
    }

  value = m77_json_parse (pool, rows, -1, NULL);
  for (const M77Json *row = m77_json_first (value); row != NULL; row = m77_json_next (row))
    compare_row (watch, row, quietly);
  drop_unseen (watch, *next == '\0');
  fflush (stdout);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, char **kinds, Watch *watch)
{
  if (g_strv_contains ((const char *const *) kinds, watch->kind))
    look (watch, FALSE);
}

/* An agent that goes away is waited for; only one that was never there is an error. */
static void
state_cb (M77Client *client, GParamSpec *pspec, Watch *watch)
{
  switch (m77_client_state (client))
    {
    case M77_CLIENT_READY:
      look (watch, !watch->was_ready);
      watch->was_ready = TRUE;
      break;
    case M77_CLIENT_LOST:
      if (watch->was_ready)
        tui_print_notice (watch->context, "%s", m77_client_error (client)->message);
      else
        {
          watch->error = g_error_copy (m77_client_error (client));
          g_main_loop_quit (watch->loop);
        }
      break;
    default:
      break;
    }
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *filter = tui_context_word (self, 1);
  g_auto (Watch) watch = { .context = self, .filter = filter != NULL ? filter : "" };

  watch.kind = tui_context_kind (tui_context_word (self, 0), &watch.table);
  watch.said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, said_free);
  watch.loop = g_main_loop_new (NULL, FALSE);
  self->client = m77_client_new (self->profile, NULL);
  g_signal_connect (self->client, "notify::state", G_CALLBACK (state_cb), &watch);
  g_signal_connect (self->client, "changed", G_CALLBACK (changed_cb), &watch);
  g_main_loop_run (watch.loop);
  g_signal_handlers_disconnect_by_data (self->client, &watch);

  g_propagate_error (error, g_steal_pointer (&watch.error));
  return FALSE;
}

const TuiCommand tui_command_watch = {
  .name = "watch",
  .synopsis = "KIND [FILTER]",
  .summary = N_ ("Changes as lines, as they come, until you stop it"),
  .help = N_ ("Of what a filter finds, the thousand records changed last are looked at."),
  .words_least = 1,
  .words_most = 2,
  .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

#include "shared/base/m77-text.h"
#include "shared/model/m77-record.h"
#include "tui/commands/tui-view.h"
#include "tui/complete/tui-complete.h"

#define RECORDS_MOST 200
#define PATIENCE_S   2 /* a key must not hang longer than this, whatever the agent does */

/* Completing starts no agent. */
static gboolean
is_agent_there (void)
{
  g_autofree char *path = m77_bus_socket_path ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);

  return socket != NULL && g_socket_connect (socket, address, NULL, NULL);
}

static const M77Json *
list_of (TuiContext *self, const char *answer, const char *member)
{
  const M77Json *value = tui_context_parse (self, answer, NULL);

  return m77_json_first (member != NULL ? m77_json_get (value, member) : value);
}

static void
offer_profiles (TuiContext *self, TuiCompletion *completion)
{
  g_autofree char *answer = NULL;

  if (!m77_agent1_call_status_sync (self->agent, &answer, NULL, NULL))
    return;
  for (const M77Json *one = list_of (self, answer, "profiles"); one != NULL;
       one = m77_json_next (one))
    tui_completion_offer (completion,
                          m77_json_get_string (one, "name"),
                          m77_json_get_string (one, "platform"));
}

static void
offer_views (TuiContext *self, TuiCompletion *completion)
{
  g_autoptr (M77Views) views = tui_view_open_all (self, NULL);

  for (guint i = 0; views != NULL && i < m77_views_all (views)->len; i++)
    {
      const M77View *view = m77_views_all (views)->pdata[i];

      tui_completion_offer (completion, view->name, view->kind);
    }
}

static void
offer_record (TuiCompletion *completion, const M77Kind *kind, const M77Json *row)
{
  const M77Json *doc = m77_json_get (row, "doc");
  const char *id = m77_json_get_string (row, "id");
  g_autofree char *key = NULL;
  g_autofree char *title = NULL;
  const char *bare;

  if (id == NULL)
    return;
  key = m77_record_key (kind, doc, id, 0);
  title = m77_record_title (kind, doc, id);
  bare = kind->key == M77_KEY_NUMBER && g_ascii_isdigit (*completion->typed) ? strrchr (key, '-')
                                                                             : NULL;
  tui_completion_offer (completion,
                        bare != NULL ? bare + 1 : key,
                        g_str_equal (title, key) ? NULL : title);
}

/* Those that begin with what was typed where the key is a name, else the open ones. */
static void
offer_records (TuiContext *self, TuiCompletion *completion)
{
  const M77Kind *kind = m77_kind_find (completion->records_of);
  g_autofree char *answer = NULL;
  g_autofree char *filter = NULL;
  g_autofree char *next = NULL;
  gint64 total;

  if (kind->key == M77_KEY_FIELD && *completion->typed != '\0' &&
      strpbrk (completion->typed, " \"*@,") == NULL)
    filter = g_strdup_printf ("%s:%s*", kind->key_field, completion->typed);
  else
    filter = g_strdup (kind->state_field != NULL ? "is:open" : "");
  if (!m77_agent1_call_list_sync (self->agent,
                                  kind->name,
                                  filter,
                                  "",
                                  RECORDS_MOST,
                                  "",
                                  0,
                                  &answer,
                                  &total,
                                  &next,
                                  NULL,
                                  NULL))
    return;
  for (const M77Json *row = list_of (self, answer, NULL); row != NULL; row = m77_json_next (row))
    offer_record (completion, kind, row);
}

static void
offer_operations (TuiContext *self, TuiCompletion *completion)
{
  g_autofree char *answer = NULL;

  if (completion->conflicts ? !m77_agent1_call_conflicts_sync (self->agent, &answer, NULL, NULL)
                            : !m77_agent1_call_outbox_sync (self->agent, &answer, NULL, NULL))
    return;
  for (const M77Json *one = list_of (self, answer, NULL); one != NULL; one = m77_json_next (one))
    tui_completion_offer (completion,
                          m77_json_get_string (one, "id"),
                          m77_json_get_string (one, "summary"));
}

static void
ask_agent (TuiContext *self, TuiCompletion *completion)
{
  gboolean opens = completion->records_of != NULL || completion->operations ||
                   completion->conflicts || completion->views;

  if ((!opens && !completion->profiles) || !is_agent_there ())
    return;
  alarm (PATIENCE_S);
  self->profile = completion->profile;
  if (!(opens ? tui_context_connect (self, NULL) : tui_context_connect_only (self, NULL)))
    return;
  if (completion->profiles)
    offer_profiles (self, completion);
  if (completion->views)
    offer_views (self, completion);
  if (completion->records_of != NULL)
    offer_records (self, completion);
  if (completion->operations || completion->conflicts)
    offer_operations (self, completion);
  alarm (0);
}

/* What cannot be asked for is not offered; a shell has no place for errors. */
static gboolean
run (TuiContext *self, GError **error)
{
  g_autoptr (TuiCompletion) completion = tui_complete (tui_context_word (self, 0));

  ask_agent (self, completion);
  for (guint i = 0; i < completion->candidates->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (completion->candidates->pdata[i], "\t", 2);
      g_autofree char *word = m77_text_safe_line (parts[0], -1);
      g_autofree char *about = m77_text_safe_line (parts[1] != NULL ? parts[1] : "", -1);

      printf ("%s%s%s\n", word, *about != '\0' ? "\t" : "", about);
    }
  return TRUE;
}

const TuiCommand tui_command_complete = {
  .name = "complete",
  .synopsis = "LINE",
  .summary = N_ ("Words that fit the end of a command line, for the shells"),
  .help = N_ ("One a line, after a tab what it is. LINE begins with m77 and ends at the cursor."),
  .words_least = 1,
  .words_most = 1,
  .run = run,
};

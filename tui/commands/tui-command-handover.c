/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "tui/commands/tui-fields.h"
#include "tui/commands/tui-outcome.h"
#include "tui/commands/tui-print.h"
#include "tui/commands/tui-rows.h"

#define ROWS_MOST 200 /* of a kind: a shift that hands over more has other worries */

/* What the next shift takes over. */
static const struct
{
  const char *kind, *filter;
  const char *member; /* of a handover, which holds their ids; NULL: none */
  const char *columns;
} parts[] = {
  { "handover", "is:open", NULL, NULL },
  { "incident", "is:open", "incidents", "severity,status,started_at,service,title,lead" },
  { "deployment", "is:open -status:failed", "deployments", NULL },
  { "silence", "is:open", "silences", NULL },
};

static const M77Json *
list (TuiContext *self, const char *kind, const char *filter, GError **error)
{
  g_autofree char *rows = NULL, *next = NULL;
  gint64 total;

  if (!m77_agent1_call_list_sync (self->agent,
                                  kind,
                                  filter,
                                  "",
                                  ROWS_MOST,
                                  "",
                                  m77_client_least (self->client),
                                  &rows,
                                  &total,
                                  &next,
                                  NULL,
                                  error))
    return NULL;
  return tui_context_parse (self, rows, error);
}

/* ---- What there is ---- */

static gboolean
print_part (TuiContext *self, guint i, const M77Json *rows, GError **error)
{
  const M77Kind *kind = m77_kind_find (parts[i].kind);
  g_autoptr (TuiRows) grid = tui_rows_new (self, kind, parts[i].columns, error);

  if (grid == NULL)
    return FALSE;
  if (m77_json_size (rows) == 0)
    return TRUE;
  tui_print_line (self, TUI_BOLD, "%s", g_dgettext (GETTEXT_PACKAGE, kind->plural));
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    tui_rows_add (grid, row);
  tui_rows_print (grid);
  return TRUE;
}

/* Work of one's own that others do not see yet is no handover. */
static gboolean
add_outbox (TuiContext *self, M77Json *answer, GError **error)
{
  g_autofree char *operations = NULL;
  const M77Json *value;
  guint waiting;

  if (!m77_agent1_call_outbox_sync (self->agent, &operations, NULL, error))
    return FALSE;
  value = tui_context_parse_rows (self, operations, error);
  if (value == NULL)
    return FALSE;
  waiting = m77_json_size (value);
  m77_json_set (self->pool, answer, "outbox", m77_json_copy (self->pool, value));
  if (!self->json && waiting > 0)
    tui_print_notice (self,
                      ngettext ("%u change of yours is not applied yet: see m77 outbox",
                                "%u changes of yours are not applied yet: see m77 outbox",
                                waiting),
                      waiting);
  return TRUE;
}

static gboolean
show (TuiContext *self, GError **error)
{
  M77Json *answer = m77_json_object_new (self->pool);
  g_autofree char *text = NULL;
  guint shown = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const M77Json *rows = list (self, parts[i].kind, parts[i].filter, error);
      g_autofree char *name = g_strconcat (parts[i].kind, "s", NULL);

      if (rows == NULL || (!self->json && !print_part (self, i, rows, error)))
        return FALSE;
      shown += m77_json_size (rows);
      m77_json_set (self->pool, answer, name, m77_json_copy (self->pool, rows));
    }
  if (!add_outbox (self, answer, error))
    return FALSE;
  text = m77_json_to_text (answer);
  if (self->json)
    tui_print_json (text);
  else if (shown == 0)
    tui_print_notice (self, "%s", _ ("nothing is open that is known here"));
  return TRUE;
}

/* ---- Drafting one ---- */

static const char *
find_member (TuiContext *self, GError **error)
{
  g_autofree char *status = NULL;
  const M77Json *value;

  if (!m77_agent1_call_status_sync (self->agent, &status, NULL, error))
    return NULL;
  value = tui_context_parse (self, status, error);
  for (const M77Json *p = m77_json_first (m77_json_get (value, "profiles")); p != NULL;
       p = m77_json_next (p))
    if (g_strcmp0 (m77_json_get_string (p, "name"), m77_client_profile (self->client)) == 0 &&
        m77_json_get_string (p, "member") != NULL)
      return m77_json_get_string (p, "member");
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_SIGN_IN,
                       _ ("the platform has not said yet who you are: sign in once, online"));
  return NULL;
}

/* When the shift that runs now ends; NULL: none does. */
static const char *
find_end (const TuiContext *self, const M77Json *schedule)
{
  const M77Json *shifts = m77_json_get (m77_json_get (schedule, "doc"), "shifts");

  for (const M77Json *s = m77_json_first (shifts); s != NULL; s = m77_json_next (s))
    {
      const char *starts = m77_json_get_string (s, "starts_at");
      const char *ends = m77_json_get_string (s, "ends_at");

      if (starts != NULL && ends != NULL && m77_time_parse (starts) <= self->now &&
          self->now < m77_time_parse (ends))
        return ends;
    }
  return NULL;
}

static gboolean
add_open (TuiContext *self, M77Json *doc, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      M77Json *ids = m77_json_array_new (self->pool);
      const M77Json *rows;

      if (parts[i].member == NULL || m77_json_get (doc, parts[i].member) != NULL)
        continue;
      rows = list (self, parts[i].kind, parts[i].filter, error);
      if (rows == NULL)
        return FALSE;
      for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
        m77_json_append (ids, m77_json_copy (self->pool, m77_json_get (row, "id")));
      if (m77_json_size (ids) > 0)
        m77_json_set (self->pool, doc, parts[i].member, ids);
    }
  return TRUE;
}

static gboolean
draft (TuiContext *self, GError **error)
{
  const M77Kind *kind = m77_kind_find ("handover");
  const M77Json *schedule;
  const char *member, *ends;
  M77Json *doc, *elements;
  g_autofree char *text = NULL, *id = NULL, *operation = NULL;
  guint64 seq;

  if (!tui_fields_read (self, kind, 1, &doc, &elements, error))
    return FALSE;
  if (m77_json_get_string (doc, "to") == NULL || elements != NULL)
    return tui_context_misused (error,
                                _ ("who takes over? m77 handover SCHEDULE to=@NAME [summary=…]"));
  schedule = tui_context_record (self, "schedule", tui_context_word (self, 0), NULL, error);
  member = schedule != NULL ? find_member (self, error) : NULL;
  if (member == NULL || !add_open (self, doc, error))
    return FALSE;
  m77_json_set_string (self->pool,
                       doc,
                       "schedule",
                       m77_json_get_string (m77_json_get (schedule, "doc"), "name"));
  m77_json_set_string (self->pool, doc, "from", member);
  ends = find_end (self, schedule);
  if (ends != NULL && m77_json_get (doc, "shift_ends_at") == NULL)
    m77_json_set_string (self->pool, doc, "shift_ends_at", ends);
  text = m77_json_to_text (doc);
  if (!m77_agent1_call_create_sync (
          self->agent, kind->name, text, &seq, &id, &operation, NULL, error) ||
      !tui_outcome_edit (self, _ ("Drafted"), operation, error))
    return FALSE;
  tui_print_notice (self,
                    _ ("m77 act offer handover %s tells %s"),
                    id,
                    m77_json_get_string (doc, "to"));
  return TRUE;
}

static gboolean
run (TuiContext *self, GError **error)
{
  if (!tui_context_connect (self, error))
    return FALSE;
  return tui_context_word (self, 0) == NULL ? show (self, error) : draft (self, error);
}

const TuiCommand tui_command_handover = {
  .name = "handover",
  .synopsis = "[SCHEDULE to=@NAME [FIELD=VALUE…]]",
  .summary = N_ ("What the next shift takes over"),
  .help = N_ ("Alone it lists what is open: handovers, incidents, deployments, silences. With a\n"
              "schedule it drafts a handover of all that to another person, with summary=TEXT and\n"
              "watch=TEXT (or =@FILE); m77 act offer handover tells them, accept takes it."),
  .words_most = G_MAXUINT,
  .run = run,
};

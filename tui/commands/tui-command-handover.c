/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-handover.h"
#include "tui/commands/tui-fields.h"
#include "tui/commands/tui-outcome.h"
#include "tui/commands/tui-print.h"
#include "tui/commands/tui-rows.h"

#define ROWS_MOST 200 /* of a kind: a shift that hands over more has other worries */

/* What the next shift takes over. */
static const struct
{
  const char *kind, *filter;
  const char *columns;
} parts[] = {
  { "handover", "is:open", NULL },
  { "incident", "is:open", "severity,status,started_at,service,title,lead" },
  { "deployment", "is:open -status:failed", NULL },
  { "silence", "is:open", NULL },
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

/* What is open, as a draft; what the person gave stands instead of it. */
static gboolean
add_open (TuiContext *self,
          M77Json *doc,
          const M77Json *schedule,
          const char *member,
          GError **error)
{
  g_autoptr (M77Handover) handover = m77_handover_new (self->pool,
                                                       schedule,
                                                       member,
                                                       m77_json_get_string (doc, "to"),
                                                       self->now,
                                                       self->zone);
  const char *const *kinds = m77_handover_kinds ();
  const M77Json *drafted;

  for (guint i = 0; kinds[i] != NULL; i += 2)
    {
      const M77Json *rows = list (self, kinds[i], kinds[i + 1], error);

      if (rows == NULL)
        return FALSE;
      for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
        m77_handover_add (handover,
                          m77_kind_find (kinds[i]),
                          m77_json_get_string (row, "id"),
                          m77_json_get (row, "doc"));
    }
  drafted = m77_handover_end (g_steal_pointer (&handover));
  for (const M77Json *field = m77_json_first (drafted); field != NULL;
       field = m77_json_next (field))
    if (m77_json_get (doc, m77_json_name (field)) == NULL)
      m77_json_set (self->pool, doc, m77_json_name (field), m77_json_copy (self->pool, field));
  return TRUE;
}

static gboolean
draft (TuiContext *self, GError **error)
{
  const M77Kind *kind = m77_kind_find ("handover");
  const M77Json *schedule;
  const char *member;
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
  if (member == NULL || !add_open (self, doc, m77_json_get (schedule, "doc"), member, error))
    return FALSE;
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
              "schedule it drafts a handover of all that to another person, in words too unless\n"
              "summary=TEXT and watch=TEXT (or =@FILE) say it; m77 act offer handover tells them,\n"
              "accept takes it."),
  .words_most = G_MAXUINT,
  .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"
#include "tui/commands/tui-print.h"

#define PAGE 500 /* schedules of one answer */

/* Names of the schedules that a service's escalation asks, as a set. */
static GHashTable *
find_schedules (TuiContext *self, const char *service, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  const M77Json *row = tui_context_record (self, "service", service, NULL, error);
  const char *escalation = m77_json_get_string (m77_json_get (row, "doc"), "escalation");
  const M77Json *steps;

  if (row == NULL)
    return NULL;
  if (escalation == NULL)
    return g_steal_pointer (&names);

  row = tui_context_record (self, "escalation", escalation, NULL, error);
  if (row == NULL)
    return NULL;
  steps = m77_json_get (m77_json_get (row, "doc"), "steps");
  for (const M77Json *step = m77_json_first (steps); step != NULL; step = m77_json_next (step))
    for (const M77Json *s = m77_json_first (m77_json_get (step, "schedules")); s != NULL;
         s = m77_json_next (s))
      if (m77_json_string (s) != NULL)
        g_hash_table_add (names, (gpointer) m77_json_string (s));

  return g_steal_pointer (&names);
}

static M77Json *
make_row (TuiContext *self, const M77Json *schedule, gint64 at)
{
  const M77Json *doc = m77_json_get (schedule, "doc");
  M77Json *row = m77_json_object_new (self->pool);
  M77Duty duty = m77_duty_at (doc, at);
  g_autofree char *until = m77_time_format (duty.until);

  m77_json_set_string (self->pool, row, "schedule", m77_json_get_string (doc, "name"));
  m77_json_set_string (self->pool, row, "title", m77_json_get_string (doc, "title"));
  m77_json_set_string (self->pool, row, "member", duty.member);
  m77_json_set_string (self->pool, row, "until", *until != '\0' ? until : NULL);
  m77_json_set_bool (self->pool, row, "known", duty.is_known);
  m77_json_set_string (self->pool, row, "replaces", m77_duty_replaces (&duty));
  return row;
}

static void
print_rows (TuiContext *self, const M77Json *rows)
{
  static const char *const headings[] = { N_ ("Schedule"), N_ ("On call"), N_ ("Until"), "" };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));

  if (self->json)
    {
      tui_print_json_rows ("oncall", rows);
      return;
    }

  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    {
      const char *member = m77_json_get_string (row, "member");
      const char *until = m77_json_get_string (row, "until");

      tui_grid_add (grid, TUI_BOLD, m77_json_get_string (row, "schedule"));
      tui_grid_add (grid,
                    member != NULL ? TUI_PLAIN : TUI_BAD,
                    member != NULL                     ? member
                    : m77_json_get_bool (row, "known") ? _ ("nobody")
                                                       : _ ("not known"));
      tui_grid_take (grid,
                     TUI_PLAIN,
                     m77_time_short (until != NULL ? m77_time_parse (until) : M77_TIME_NONE,
                                     self->now,
                                     self->zone));
      tui_grid_add (grid, TUI_DIM, m77_json_get_string (row, "title"));
    }
  tui_grid_print (grid, self);
  if (m77_json_size (rows) == 0)
    tui_print_notice (self, "%s", _ ("no schedule here says who is on call"));
}

/* Of every schedule, page by page; wanted NULL: all. */
static gboolean
add_rows (TuiContext *self, GHashTable *wanted, gint64 at, M77Json *rows, GError **error)
{
  g_autofree char *after = g_strdup ("");

  do
    {
      g_autofree char *schedules = NULL;
      g_autofree char *next = NULL;
      const M77Json *value;
      gint64 total;

      if (!m77_agent1_call_list_sync (self->agent,
                                      "schedule",
                                      "",
                                      "",
                                      PAGE,
                                      after,
                                      0,
                                      &schedules,
                                      &total,
                                      &next,
                                      NULL,
                                      error) ||
          (value = tui_context_parse (self, schedules, error)) == NULL)
        return FALSE;
      for (const M77Json *s = m77_json_first (value); s != NULL; s = m77_json_next (s))
        {
          const char *name = m77_json_get_string (m77_json_get (s, "doc"), "name");

          if (wanted == NULL || (name != NULL && g_hash_table_contains (wanted, name)))
            m77_json_append (rows, make_row (self, s, at));
        }
      g_free (after);
      after = g_steal_pointer (&next);
    }
  while (*after != '\0');
  return TRUE;
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *service = tui_context_word (self, 0);
  const char *when = tui_context_option (self, "at");
  g_autoptr (GHashTable) wanted = NULL;
  M77Json *rows = m77_json_array_new (self->pool);
  gint64 at = self->now;

  if (when != NULL && !m77_time_parse_words (when, self->now, self->zone, &at, error))
    return FALSE;
  if (!tui_context_connect (self, error))
    return FALSE;
  if (service != NULL && (wanted = find_schedules (self, service, error)) == NULL)
    return FALSE;
  if (!add_rows (self, wanted, at, rows, error))
    return FALSE;
  print_rows (self, rows);
  return TRUE;
}

static const TuiOption options[] = {
  { "at", "T", N_ ("At that time, such as 'tomorrow 9:00', instead of now") },
  { NULL },
};

const TuiCommand tui_command_oncall = {
  .name = "oncall",
  .synopsis = "[SERVICE] [--at T]",
  .summary = N_ ("Who is on call, of a service or of all schedules"),
  .options = options,
  .words_most = 1,
  .run = run,
};

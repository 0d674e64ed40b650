/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-operations.h"
#include "tui/commands/tui-print.h"

/* A field in three columns: as it was, theirs, mine. */
static void
add_field (const TuiContext *self,
           TuiGrid *grid,
           const M77Field *field,
           const M77Json *conflict,
           gboolean overlaps)
{
  const M77Json *base = m77_json_get (m77_json_get (conflict, "base"), field->name);
  const M77Json *theirs = m77_json_get (m77_json_get (m77_json_get (conflict, "theirs"), "doc"),
                                        field->name);
  const M77Json *mine = m77_json_get (m77_json_get (conflict, "patch"), field->name);

  tui_grid_add (grid, overlaps ? TUI_CONFLICT : TUI_PLAIN, _ (field->label));
  tui_grid_take (grid, TUI_PLAIN, tui_print_value (self, field, base));
  tui_grid_take (grid, TUI_PLAIN, tui_print_value (self, field, theirs));
  tui_grid_take (grid, TUI_MINE, tui_print_value (self, field, mine));
}

static gboolean
is_overlap (const M77Json *conflict, const char *name)
{
  for (const M77Json *o = m77_json_first (m77_json_get (conflict, "overlaps")); o != NULL;
       o = m77_json_next (o))
    if (g_strcmp0 (m77_json_string (o), name) == 0)
      return TRUE;

  return FALSE;
}

static void
print_conflict (const TuiContext *self, const M77Json *conflict)
{
  static const char *const headings[] = { N_ ("Field"), N_ ("Was"), N_ ("Theirs"), N_ ("Mine") };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  const M77Kind *kind = m77_kind_find (m77_json_get_string (conflict, "kind"));
  const char *by = m77_json_get_string (conflict, "theirs_by");
  const char *detail = m77_json_get_string (conflict, "detail");
  g_autofree char *age = tui_print_age (self, m77_json_get (conflict, "theirs_at"));

  tui_print_line (self,
                  TUI_BOLD,
                  "%s  %s",
                  m77_json_get_string (conflict, "key"),
                  m77_json_get_string (conflict, "title"));
  tui_print_line (self, TUI_CONFLICT, _ ("theirs: by %s, %s ago"), by != NULL ? by : "?", age);
  if (detail != NULL)
    tui_print_line (self, TUI_PLAIN, "%s", detail);
  for (const M77Field *field = kind != NULL ? kind->fields : NULL;
       field != NULL && field->name != NULL;
       field++)
    if (m77_json_get (m77_json_get (conflict, "patch"), field->name) != NULL ||
        is_overlap (conflict, field->name))
      add_field (self, grid, field, conflict, is_overlap (conflict, field->name));
  tui_grid_print (grid, self);
}

static gboolean
show (TuiContext *self, const char *conflicts, GError **error)
{
  const char *id = tui_operations_find (self, conflicts, tui_context_word (self, 1), error);
  g_autofree char *answer = NULL;
  const M77Json *conflict;

  if (id == NULL || !m77_agent1_call_conflict_sync (self->agent, id, &answer, NULL, error))
    return FALSE;
  if (self->json)
    {
      tui_print_json (answer);
      return TRUE;
    }

  conflict = tui_context_parse (self, answer, error);
  if (conflict != NULL)
    print_conflict (self, conflict);
  return conflict != NULL;
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *verb = tui_context_word (self, 0);
  gboolean is_list = verb == NULL || g_str_equal (verb, "list");
  g_autofree char *conflicts = NULL;

  if (!is_list && !g_str_equal (verb, "show"))
    return tui_context_misused (error, _ ("list or show ID expected, not %s"), verb);
  if (is_list != (tui_context_word (self, 1) == NULL))
    return tui_context_misused (error, _ ("list, or show and an ID: m77 conflicts show ID"));
  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_conflicts_sync (self->agent, &conflicts, NULL, error))
    return FALSE;

  return is_list ? tui_operations_print (self, "conflict", conflicts, _ ("no conflicts"), error)
                 : show (self, conflicts, error);
}

const TuiCommand tui_command_conflicts = {
  .name = "conflicts",
  .synopsis = "[list | show ID]",
  .summary = N_ ("Edits of yours that meet somebody else's, for you to decide"),
  .words_most = 2,
  .run = run,
};

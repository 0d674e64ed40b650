/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "tui/commands/tui-print.h"

static gboolean
is_long (const M77Field *field, const M77Json *value)
{
  return field->type == M77_TYPE_TEXT || field->type == M77_TYPE_MARKDOWN ||
         (field->type == M77_TYPE_LOG && m77_json_is (value, M77_JSON_ARRAY));
}

static void
print_heading (const TuiContext *self, const M77Field *field)
{
  g_autofree char *heading = tui_print_paint (self, TUI_DIM, _ (field->label));

  printf ("\n%s\n", heading);
}

static void
print_entry (const TuiContext *self, const M77Json *entry)
{
  const char *at = m77_json_get_string (entry, "at");
  const char *author = m77_json_get_string (entry, "author");
  const char *text = m77_json_get_string (entry, "text");
  g_autofree char *clock = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                           self->now,
                                           self->zone);

  tui_print_line (self,
                  TUI_PLAIN,
                  "  %s  %s  %s",
                  clock,
                  author != NULL ? author : "",
                  text != NULL ? text : "");
}

static void
print_long (const TuiContext *self, const M77Field *field, const M77Json *value)
{
  const char *text = m77_json_string (value);
  g_autofree char *safe = NULL;

  if (m77_json_size (value) == 0 && (text == NULL || *text == '\0'))
    return;

  print_heading (self, field);
  for (const M77Json *entry = m77_json_first (value); entry != NULL; entry = m77_json_next (entry))
    print_entry (self, entry);
  if (text == NULL)
    return;
  safe = m77_text_safe_lines (text, -1);
  fputs (safe, stdout);
  if (!g_str_has_suffix (safe, "\n"))
    putchar ('\n');
}

static void
print_fields (const TuiContext *self, const M77Kind *kind, const M77Json *doc)
{
  static const char *const headings[] = { "", "" };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (doc, field->name);

      if (m77_json_is_null (value) || is_long (field, value))
        continue;
      tui_grid_add (grid, TUI_DIM, _ (field->label));
      tui_grid_take (grid,
                     tui_print_value_style (field, value),
                     tui_print_value (self, field, value));
    }
  tui_grid_print_whole (grid, self);
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (doc, field->name);

      if (is_long (field, value))
        print_long (self, field, value);
    }
}

/* What this version knows nothing of is shown as it is. */
static void
print_raw (const M77Json *doc)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *safe = NULL;

  m77_json_write_pretty (doc, text);
  safe = m77_text_safe_lines (text->str, -1);
  puts (safe);
}

static void
print_row (const TuiContext *self, const M77Kind *kind, const M77Json *row)
{
  const M77Json *doc = m77_json_get (row, "doc");
  const char *title = kind != NULL && kind->title_field != NULL
                          ? m77_json_get_string (doc, kind->title_field)
                          : NULL;
  const char *by = m77_json_get_string (row, "updated_by");
  g_autofree char *local = tui_print_local (row);
  g_autofree char *age = tui_print_age (self, m77_json_get (row, "updated_at"));

  tui_print_line (self,
                  TUI_BOLD,
                  "%s  %s",
                  m77_json_get_string (row, "key"),
                  title != NULL ? title : "");
  tui_print_line (self,
                  TUI_DIM,
                  _ ("version %d, changed by %s (age: %s)"),
                  (int) m77_json_get_int (row, "version", 0),
                  by != NULL ? by : "-",
                  age);
  if (*local != '\0')
    tui_print_line (self, tui_print_state_style (m77_json_get_string (row, "state")), "%s", local);
  if (kind != NULL)
    print_fields (self, kind, doc);
  else
    print_raw (doc);
}

static gboolean
run (TuiContext *self, GError **error)
{
  const M77Kind *kind;
  const char *name = tui_context_kind (tui_context_word (self, 0), &kind);
  g_autofree char *answer = NULL;
  const M77Json *row;

  if (!tui_context_connect (self, error))
    return FALSE;

  row = tui_context_record (self, name, tui_context_word (self, 1), &answer, error);
  if (row == NULL)
    return FALSE;

  if (self->json)
    tui_print_json (answer);
  else
    print_row (self, kind, row);
  return TRUE;
}

const TuiCommand tui_command_show = {
  .name = "show",
  .synopsis = "KIND ID",
  .summary = N_ ("One record, with what you changed in it"),
  .help = N_ ("ID is a number as people say it (INC-2041, 2041, ~3), a name, a UUID or its end."),
  .words_least = 2,
  .words_most = 2,
  .run = run,
};

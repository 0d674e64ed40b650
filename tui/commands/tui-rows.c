/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-rows"

#include "config.h"

#include "tui/commands/tui-rows.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

struct _TuiRows
{
  TuiContext *context;
  const M77Kind *kind;
  GPtrArray *fields; /* const M77Field * */
  TuiGrid *grid;
};

static gboolean
find_columns (TuiRows *self, const char *columns, GError **error)
{
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (self->kind, g_strstrip (names[i]));

      if (field == NULL)
        return tui_context_misused (error,
                                    _ ("%s has no field %s to show: see m77 show %s ID"),
                                    self->kind->name,
                                    names[i],
                                    self->kind->name);
      g_ptr_array_add (self->fields, (gpointer) field);
    }

  return TRUE;
}

/* The key has a column of its own, the first. */
static void
take_usual_columns (TuiRows *self)
{
  for (guint i = 0; self->kind->columns[i] != NULL; i++)
    if (g_strcmp0 (self->kind->columns[i], self->kind->key_field) != 0)
      g_ptr_array_add (self->fields,
                       (gpointer) m77_kind_field (self->kind, self->kind->columns[i]));
}

static void
make_grid (TuiRows *self)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();

  g_ptr_array_add (headings, (gpointer) N_ ("Key"));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const M77Field *field = self->fields->pdata[i];

      g_ptr_array_add (headings, (gpointer) (field->brief != NULL ? field->brief : field->label));
    }
  if (self->kind == NULL)
    g_ptr_array_add (headings, (gpointer) N_ ("Document"));
  g_ptr_array_add (headings, (gpointer) N_ ("Local"));
  self->grid = tui_grid_new ((const char *const *) headings->pdata, headings->len);
}

TuiRows *
tui_rows_new (TuiContext *context, const M77Kind *kind, const char *columns, GError **error)
{
  g_autoptr (TuiRows) self = g_new0 (TuiRows, 1);

  self->context = context;
  self->kind = kind;
  self->fields = g_ptr_array_new ();
  if (kind != NULL && columns != NULL)
    {
      if (!find_columns (self, columns, error))
        return NULL;
    }
  else if (kind != NULL)
    take_usual_columns (self);
  make_grid (self);
  return g_steal_pointer (&self);
}

void
tui_rows_free (TuiRows *self)
{
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->grid, tui_grid_free);
  g_free (self);
}

void
tui_rows_add (TuiRows *self, const M77Json *row)
{
  const M77Json *doc = m77_json_get (row, "doc");

  tui_grid_add (self->grid, TUI_BOLD, m77_json_get_string (row, "key"));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const M77Field *field = self->fields->pdata[i];
      const M77Json *value = m77_json_get (m77_field_is_envelope (field) ? row : doc, field->name);

      tui_grid_take (self->grid,
                     tui_print_value_style (field, value),
                     tui_print_brief (self->context, field, value));
    }
  if (self->kind == NULL)
    tui_grid_take (self->grid, TUI_PLAIN, m77_json_to_text (doc));
  tui_grid_take (self->grid,
                 tui_print_state_style (m77_json_get_string (row, "state")),
                 tui_print_local (row));
}

void
tui_rows_print (TuiRows *self)
{
  tui_grid_print (self->grid, self->context);
}

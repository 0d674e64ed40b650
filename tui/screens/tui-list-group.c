/* A list's groups: what their headings say, and how they fold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-list-private.h"

/* "checkout", as a cell of its field would say it. Groups that were stay until others are there:
 * the view may be grouped by another field by then, or by none. */
static char *
group_name (TuiList *self, const char *value)
{
  const M77Field *field = self->view->group != NULL ? m77_kind_field (self->kind, self->view->group)
                                                    : NULL;
  const M77Value *known = field != NULL && field->values != NULL ? m77_field_value (field, value)
                                                                 : NULL;
  g_autofree char *label = field != NULL ? g_utf8_strdown (tui_label (field->label), -1) : NULL;

  if (*value == '\0')
    return label != NULL ? g_strdup_printf (_ ("no %s"), label) : g_strdup ("-");
  return g_strdup (known != NULL ? tui_label (known->label) : value);
}

/* "S1 1  S2 2": the open ones, in the roles of their values. */
static int
draw_counts (TuiList *self, const M77ListGroup *group, TuiCanvas *canvas, int row, int col, int end)
{
  const M77Field *field = m77_group_counted (self->kind, self->view->group);

  for (guint i = 0; field != NULL && group->counts != NULL && i < group->counts->len; i++)
    {
      const M77ListCount *count = &g_array_index (group->counts, M77ListCount, i);
      g_autofree char *brief = tui_value_brief (field, count->value);
      g_autofree char *text = g_strdup_printf ("%s %u", brief, count->n);

      if (col + tui_width (canvas, text) > end)
        break;
      col += 2 + tui_put (canvas, row, col, end - col, tui_value_style (count->value), text);
    }
  return col;
}

gboolean
tui_list_draw_heading (gpointer item,
                       gboolean *folded,
                       TuiCanvas *canvas,
                       int row,
                       int col,
                       int cells,
                       gpointer data)
{
  TuiList *self = data;
  const M77ListGroup *group;
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;
  int end = col + cells;

  if (!M77_IS_HEADING (item))
    return FALSE;
  *folded = m77_heading_is_folded (item);
  if (canvas == NULL)
    return TRUE;
  group = m77_heading_group (item);
  name = group_name (self, group->value);
  count = g_strdup_printf ("%u", group->rows);
  col += tui_put (canvas, row, col, MAX (end - col - 8, 1), TUI_BOLD, name) + 1;
  col += tui_put (canvas, row, col, end - col, TUI_BOLD, count) + 2;
  /* By state each group is one or the other. */
  if (group->open < group->rows && g_strcmp0 (self->view->group, self->kind->state_field) != 0)
    {
      g_autofree char *open = g_strdup_printf (ngettext ("%u open", "%u open", group->open),
                                               group->open);

      col += tui_put (canvas, row, col, end - col, TUI_DIM, open) + 2;
    }
  draw_counts (self, group, canvas, row, col, end);
  return TRUE;
}

static void
set_folded (TuiList *self, M77Heading *heading, gboolean folded)
{
  m77_outline_set_folded (self->outline, m77_heading_group (heading)->value, folded);
  tui_table_thaw (&self->table, FALSE);
  tui_app_dirty (self->base.app);
}

gboolean
tui_list_fold (TuiList *self)
{
  gpointer item = tui_table_current (&self->table);

  if (!M77_IS_HEADING (item))
    return FALSE;
  set_folded (self, item, !m77_heading_is_folded (item));
  return TRUE;
}

gboolean
tui_list_fold_to (TuiList *self, gboolean folded)
{
  gpointer item = tui_table_current (&self->table);
  M77Heading *heading;

  if (!m77_outline_is_grouped (self->outline))
    return FALSE;
  if (M77_IS_HEADING (item))
    {
      set_folded (self, item, folded);
      return TRUE;
    }
  heading = folded ? m77_outline_heading (self->outline, (guint) tui_table_position (&self->table))
                   : NULL;
  if (heading == NULL)
    return FALSE;
  tui_table_set_cursor (&self->table, m77_heading_id (heading));
  set_folded (self, heading, TRUE);
  return TRUE;
}

/* ---- Which ---- */

static void
group_chosen (TuiApp *app, const char *id, gpointer data)
{
  TuiScreen *list = tui_list_cast (tui_app_top (app));

  if (list == NULL || list != data)
    return;
  if (g_str_equal (id, "/fold") || g_str_equal (id, "/unfold"))
    {
      m77_outline_fold_all (tui_list_outline (list), g_str_equal (id, "/fold"));
      tui_table_thaw (tui_list_table (list), TRUE);
      tui_app_dirty (app);
      return;
    }
  tui_list_set_group (list, *id != '\0' ? id : NULL);
}

static void
add_field (TuiChoice *choice, TuiList *self, const M77Field *field)
{
  gboolean now = g_strcmp0 (self->view->group, field->name) == 0;

  tui_choice_add (choice,
                  field->name,
                  "",
                  tui_label (field->label),
                  now ? _ ("as it is") : NULL,
                  NULL);
}

/* Worth a group: of few values. */
static gboolean
is_usual (const M77Field *field)
{
  return field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED ||
         field->type == M77_TYPE_REF || field->type == M77_TYPE_BOOLEAN ||
         g_str_equal (field->name, "region");
}

void
tui_list_open_group (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;
  TuiChoice *choice = tui_choice_new (screen->app, _ ("GROUP by"), group_chosen, screen, NULL);

  if (self->view->group != NULL)
    {
      tui_choice_add (choice, "", "", _ ("Nothing: one list"), NULL, NULL);
      tui_choice_add (choice, "/fold", "", _ ("Fold all"), NULL, NULL);
      tui_choice_add (choice, "/unfold", "", _ ("Unfold all"), NULL, NULL);
    }
  for (int pass = 0; pass < 2; pass++)
    for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
      if (m77_field_groups (field) && is_usual (field) == (pass == 0))
        add_field (choice, self, field);
  tui_choice_open (choice);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-cell"

#include "config.h"

#include "gui/widgets/gui-cell.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/client/m77-view.h"
#include "shared/model/m77-value.h"

GtkWidget *
gui_cell_new (void)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  return cell;
}

static const char *
state_class (M77Row *row)
{
  static const char *const classes[][2] = {
    { "pending", "mine" },      { "waiting", "mine" }, { "held", "held" },
    { "conflict", "conflict" }, { "rejected", "bad" },
  };
  const char *state = m77_row_state (row);

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i][0], state) == 0)
      return classes[i][1];
  return m77_row_pending_action (row) != NULL ? "mine" : NULL;
}

static const char *
value_class (M77Row *row, const M77Field *field)
{
  static const char *const classes[] = {
    [M77_TONE_PLAIN] = NULL,  [M77_TONE_ALARM] = "alarm", [M77_TONE_BAD] = "bad",
    [M77_TONE_WARN] = "held", [M77_TONE_DIM] = "dim",
  };

  if (field->type != M77_TYPE_ENUM && field->type != M77_TYPE_RANKED)
    return NULL;
  return classes[m77_value_tone (m77_json_get_string (m77_row_doc (row), field->name))];
}

void
gui_cell_show (GtkWidget *cell, M77Row *row, const M77Field *field, gint64 now)
{
  gboolean here = row != NULL && m77_row_is_loaded (row);
  g_autofree char *text = here ? gui_text_cell (row, field, now) : NULL;
  const char *class = !here                   ? NULL
                      : m77_row_is_gone (row) ? "gone"
                      : field == NULL         ? state_class (row)
                                              : value_class (row, field);
  const char *classes[] = { "cell-text", class, NULL };

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), text);
  gtk_widget_set_css_classes (cell, classes);
}

/* ---- Headings ---- */

static void
add_counts (GString *out, const M77ListGroup *group, const M77Field *counted)
{
  for (guint i = 0; counted != NULL && group->counts != NULL && i < group->counts->len; i++)
    {
      const M77ListCount *count = &g_array_index (group->counts, M77ListCount, i);
      const M77Value *value = counted->values != NULL ? m77_field_value (counted, count->value)
                                                      : NULL;

      g_string_append_printf (out,
                              ", %s %u",
                              value != NULL ? gui_text_label (value->label) : count->value,
                              count->n);
    }
}

char *
gui_cell_heading (M77Heading *heading, const M77Kind *kind, const M77Field *field)
{
  const M77ListGroup *group = m77_heading_group (heading);
  const M77Value *value = field != NULL && field->values != NULL
                              ? m77_field_value (field, group->value)
                              : NULL;
  g_autofree char *label = field != NULL ? g_utf8_strdown (gui_text_label (field->label), -1)
                                         : g_strdup ("");
  g_autofree char *none = g_strdup_printf (_ ("no %s"), label);
  const char *name = *group->value == '\0' ? none
                     : value != NULL       ? gui_text_label (value->label)
                                           : group->value;
  g_autofree char *line = NULL;
  g_autoptr (GString) out = g_string_new (m77_heading_is_folded (heading) ? "▸ " : "▾ ");

  g_string_append_printf (out, "%s  %u", name, group->rows);
  if (group->open < group->rows &&
      g_strcmp0 (field != NULL ? field->name : NULL, kind->state_field) != 0)
    g_string_append_printf (out, ngettext (", %u open", ", %u open", group->open), group->open);
  add_counts (out, group, field != NULL ? m77_group_counted (kind, field->name) : NULL);
  line = gui_text_line (out->str);
  return g_steal_pointer (&line);
}

char *
gui_cell_sentence (M77Row *row, const M77Kind *kind, gint64 now)
{
  return gui_text_sentence (row, kind, now);
}

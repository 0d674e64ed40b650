/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-linked"

#include "config.h"

#include "gui/widgets/gui-linked.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-record.h"

struct _GuiLinked
{
  AdwBin parent;
  AdwPreferencesGroup *group;
  GPtrArray *shown; /* AdwActionRow, in group */
  GtkLabel *more;   /* in group; NULL: all are shown */

  const M77Kind *kind;
  char *title, *filter;
  GListModel *rows; /* M77Row */
  guint most;
  guint idle;
};

G_DEFINE_FINAL_TYPE (GuiLinked, gui_linked, ADW_TYPE_BIN)

static void
row_cb (AdwActionRow *row, GuiLinked *self)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");

  if (id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", self->kind->name, id);
}

/* A reference that people can read. */
static gboolean
is_name (const M77Field *field)
{
  return field->type == M77_TYPE_REF && field->ref != NULL && m77_kind_find (field->ref) != NULL &&
         m77_kind_ref_by_key (m77_kind_find (field->ref));
}

/* "Critical · Firing · 14m": its ranks, its state, and since when. */
static char *
detail_of (M77Row *row, const M77Kind *kind, gint64 now)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; kind->columns[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (kind, kind->columns[i]);
      gboolean says = field != NULL &&
                      (field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED ||
                       field->type == M77_TYPE_TIME || is_name (field));
      g_autofree char *cell = says ? gui_text_cell (row, field, now) : NULL;

      if (cell != NULL && *cell != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", cell);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static AdwActionRow *
place (GuiLinked *self, guint i)
{
  AdwActionRow *row;

  if (i < self->shown->len)
    return self->shown->pdata[i];
  row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (row, 2);
  adw_action_row_set_subtitle_lines (row, 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (row_cb), self);
  g_ptr_array_add (self->shown, row);
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
  return row;
}

static void
show_row (GuiLinked *self, guint i, M77Row *row)
{
  gint64 now = m77_runtime_now (m77_runtime_real ());
  AdwActionRow *shown = place (self, i);
  const M77Json *doc = m77_row_doc (row);
  const char *id = m77_row_id (row);
  g_autofree char *key = m77_record_key (self->kind, doc, id, m77_row_local_number (row));
  g_autofree char *title = m77_record_title (self->kind, doc, id);
  gboolean both_say = self->kind->key == M77_KEY_NUMBER && !g_str_equal (key, title);
  g_autofree char *both = both_say ? g_strdup_printf ("%s %s", key, title) : g_strdup (title);
  g_autofree char *safe = gui_text_line (both);
  g_autofree char *detail = detail_of (row, self->kind, now);
  g_autofree char *name = g_strdup_printf ("%s: %s", safe, detail);

  g_object_set_data_full (G_OBJECT (shown), "id", g_strdup (id), g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (shown), safe);
  adw_action_row_set_subtitle (shown, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (shown), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_more (GuiLinked *self, guint rest)
{
  g_autofree char *words = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

  if (self->more == NULL && rest > 0)
    {
      self->more = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_xalign (self->more, 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->more), "side-title");
      gtk_widget_add_css_class (GTK_WIDGET (self->more), "text-row");
    }
  else if (self->more != NULL)
    {
      g_object_ref (self->more);
      adw_preferences_group_remove (self->group, GTK_WIDGET (self->more));
      if (rest == 0)
        g_clear_object (&self->more);
    }
  if (self->more == NULL)
    return;
  gtk_label_set_text (self->more, words);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->more));
}

static gboolean
show_cb (gpointer data)
{
  GuiLinked *self = data;
  guint n = g_list_model_get_n_items (self->rows);
  guint shown = 0;
  g_autofree char *title = g_strdup_printf ("%s %u", self->title, n);
  g_autofree char *markup = gui_text_markup (title);

  self->idle = 0;
  for (guint i = 0; i < MIN (n, self->most); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->rows, i);

      if (row != NULL && m77_row_is_loaded (row) && !m77_row_is_gone (row))
        show_row (self, shown++, row);
    }
  while (self->shown->len > shown)
    {
      adw_preferences_group_remove (self->group, self->shown->pdata[self->shown->len - 1]);
      g_ptr_array_set_size (self->shown, (int) self->shown->len - 1);
    }
  show_more (self, n > self->most ? n - self->most : 0);
  adw_preferences_group_set_title (self->group, markup);
  gtk_widget_set_visible (GTK_WIDGET (self), shown > 0);
  return G_SOURCE_REMOVE;
}

/* Once for all that changes together. */
static void
queue_show (GuiLinked *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (show_cb, self);
}

static void
gui_linked_dispose (GObject *object)
{
  GuiLinked *self = GUI_LINKED (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (gui_linked_parent_class)->dispose (object);
}

static void
gui_linked_finalize (GObject *object)
{
  GuiLinked *self = GUI_LINKED (object);

  g_ptr_array_unref (self->shown);
  g_free (self->title);
  g_free (self->filter);

  G_OBJECT_CLASS (gui_linked_parent_class)->finalize (object);
}

static void
gui_linked_class_init (GuiLinkedClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_linked_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_linked_finalize;
}

static void
gui_linked_init (GuiLinked *self)
{
  self->shown = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gui_linked_new_of_rows (const char *kind, const char *title, GListModel *rows, guint most)
{
  GuiLinked *self = g_object_new (GUI_TYPE_LINKED, NULL);

  self->kind = m77_kind_find (kind);
  self->title = g_strdup (title);
  self->most = most;
  self->rows = g_object_ref (rows);
  g_signal_connect_swapped (rows, "items-changed", G_CALLBACK (queue_show), self);
  queue_show (self);
  return GTK_WIDGET (self);
}

GtkWidget *
gui_linked_new (M77Client *client,
                const char *kind,
                const char *title,
                const char *filter,
                const char *sort,
                guint most)
{
  const M77Kind *of = m77_kind_find (kind);
  g_autoptr (M77List)
      list = m77_list_new (client, kind, filter, sort != NULL ? sort : of->sort, NULL);
  GtkWidget *widget = gui_linked_new_of_rows (kind, title, G_LIST_MODEL (list), most);

  GUI_LINKED (widget)->filter = g_strdup (filter);
  m77_list_look_at (list, 0, most);
  g_signal_connect_swapped (list, "loaded", G_CALLBACK (queue_show), widget);
  g_signal_connect_swapped (list, "notify", G_CALLBACK (queue_show), widget);
  return widget;
}

void
gui_linked_set_filter (GuiLinked *self, const char *filter)
{
  if (g_strcmp0 (self->filter, filter) == 0)
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  m77_list_set_query (M77_LIST (self->rows), filter, self->kind->sort);
}

guint
gui_linked_count (GuiLinked *self)
{
  return g_list_model_get_n_items (self->rows);
}

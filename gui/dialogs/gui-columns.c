/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-columns"

#include "config.h"

#include "gui/dialogs/gui-columns.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"

struct _GuiColumns
{
  AdwWindow parent;
  GtkListBox *rows;
  GuiListPane *pane;
  M77View *view; /* as it is to be */
  const M77Kind *kind;
  GSourceFunc fill; /* the rows anew */
  guint idle;
  char *focus; /* whose button had it */
  int by;
};

G_DEFINE_FINAL_TYPE (GuiColumns, gui_columns, ADW_TYPE_WINDOW)

static const char *
field_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "field");
}

/* The rows are made anew after the button's own work is done. */
static void
apply (GuiColumns *self)
{
  gui_list_pane_set_columns (self->pane, self->view);
  if (self->idle == 0)
    self->idle = g_idle_add (self->fill, self);
}

static void
toggled_cb (GuiColumns *self, GtkCheckButton *check)
{
  m77_view_own_columns (self->view, self->kind);
  m77_view_toggle_column (self->view, field_of (GTK_WIDGET (check)));
  g_free (self->focus);
  self->focus = g_strdup (field_of (GTK_WIDGET (check)));
  self->by = 0;
  apply (self);
}

static void
move (GuiColumns *self, GtkWidget *button, int by)
{
  m77_view_own_columns (self->view, self->kind);
  m77_view_move_column (self->view, field_of (button), by);
  g_free (self->focus);
  self->focus = g_strdup (field_of (button));
  self->by = by;
  apply (self);
}

static void
up_cb (GuiColumns *self, GtkWidget *button)
{
  move (self, button, -1);
}

static void
down_cb (GuiColumns *self, GtkWidget *button)
{
  move (self, button, 1);
}

static GtkWidget *
add_arrow (GuiColumns *self, GtkWidget *box, const M77Field *field, int by)
{
  GtkWidget *button = gtk_button_new_from_icon_name (by < 0 ? "go-up-symbolic"
                                                            : "go-down-symbolic");
  g_autofree char *name = g_strdup_printf (by < 0 ? _ ("%s to the left") : _ ("%s to the right"),
                                           gui_text_label (field->label));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "field", (gpointer) field->name);
  g_signal_connect_swapped (button,
                            "clicked",
                            by < 0 ? G_CALLBACK (up_cb) : G_CALLBACK (down_cb),
                            self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_row (GuiColumns *self, const M77Field *field, gboolean shown)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new_with_label (gui_text_label (field->label));
  GtkWidget *wanted = check;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), shown);
  gtk_widget_set_hexpand (check, TRUE);
  g_object_set_data (G_OBJECT (check), "field", (gpointer) field->name);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (box), check);
  if (shown)
    {
      GtkWidget *up = add_arrow (self, box, field, -1);
      GtkWidget *down = add_arrow (self, box, field, 1);

      wanted = self->by < 0 ? up : self->by > 0 ? down : check;
    }
  gtk_widget_add_css_class (box, "card-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->rows, row);
  if (g_strcmp0 (self->focus, field->name) == 0)
    gtk_widget_grab_focus (wanted);
}

static void
fill (GuiColumns *self)
{
  g_autoptr (GArray) columns = m77_view_shown_columns (self->view, self->kind);
  const M77Field *fields[] = { self->kind->fields, m77_envelope_fields () };
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (old));
  for (guint i = 0; i < columns->len; i++)
    add_row (self,
             m77_kind_field (self->kind, g_array_index (columns, M77ViewColumn, i).field),
             TRUE);
  for (guint part = 0; part < G_N_ELEMENTS (fields); part++)
    for (const M77Field *field = fields[part]; field->name != NULL; field++)
      {
        gboolean shown = FALSE;

        for (guint i = 0; i < columns->len && !shown; i++)
          shown = g_str_equal (g_array_index (columns, M77ViewColumn, i).field, field->name);
        if (!shown && (field->flags & M77_FIELD_SECRET) == 0)
          add_row (self, field, FALSE);
      }
}

static gboolean
fill_cb (gpointer data)
{
  GuiColumns *self = data;

  self->idle = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
reset_cb (GuiColumns *self)
{
  g_clear_pointer (&self->view->columns, g_array_unref);
  apply (self);
}

static void
gui_columns_dispose (GObject *object)
{
  g_clear_handle_id (&GUI_COLUMNS (object)->idle, g_source_remove);
  g_clear_object (&GUI_COLUMNS (object)->pane);

  G_OBJECT_CLASS (gui_columns_parent_class)->dispose (object);
}

static void
gui_columns_finalize (GObject *object)
{
  g_free (GUI_COLUMNS (object)->focus);
  m77_view_free (GUI_COLUMNS (object)->view);

  G_OBJECT_CLASS (gui_columns_parent_class)->finalize (object);
}

static void
gui_columns_class_init (GuiColumnsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_columns_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_columns_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiColumns, rows);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
gui_columns_init (GuiColumns *self)
{
  self->fill = fill_cb;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gui_columns_open (GuiListPane *pane)
{
  GuiColumns *self = g_object_new (GUI_TYPE_COLUMNS,
                                   "transient-for",
                                   gtk_widget_get_root (GTK_WIDGET (pane)),
                                   NULL);

  self->pane = g_object_ref (pane);
  self->kind = gui_list_pane_kind (pane);
  self->view = m77_view_copy (gui_list_pane_view (pane));
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}

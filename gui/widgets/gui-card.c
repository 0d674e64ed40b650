/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-card"

#include "config.h"

#include "gui/widgets/gui-card.h"

#define ROW_CHARS 30 /* a row asks for; more is shown where there is room */

typedef struct
{
  GtkWidget *row;
  GtkLabel *title, *detail, *age;
  const char *style;
  char *kind, *id;
} CardRow;

struct _GuiCard
{
  AdwBin parent;
  GtkButton *heading;
  GtkLabel *count, *note;
  GtkListBox *list;
  CardRow rows[GUI_CARD_ROWS];
  guint filled;
};

G_DEFINE_FINAL_TYPE (GuiCard, gui_card, ADW_TYPE_BIN)

static GtkLabel *
add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), ROW_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
make_row (GuiCard *self, CardRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  row->row = gtk_list_box_row_new ();
  row->title = add_label (lines, NULL);
  row->detail = add_label (lines, "side-title");
  gtk_box_append (GTK_BOX (box), lines);
  row->age = add_label (box, "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (row->age), FALSE);
  gtk_label_set_ellipsize (row->age, PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (GTK_WIDGET (row->age), GTK_ALIGN_START);
  gtk_widget_add_css_class (box, "card-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  g_object_set_data (G_OBJECT (row->row), "card-row", row);
  gtk_list_box_append (self->list, row->row);
  gtk_widget_set_visible (row->row, FALSE);
}

static void
opened_cb (GuiCard *self, GtkListBoxRow *widget)
{
  CardRow *row = g_object_get_data (G_OBJECT (widget), "card-row");

  if (row->id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", row->kind, row->id);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->heading),
                                "win.section",
                                "s",
                                g_object_get_data (G_OBJECT (self), "section"));
}

void
gui_card_begin (GuiCard *self)
{
  self->filled = 0;
}

void
gui_card_add (GuiCard *self,
              const char *style,
              const char *title,
              const char *detail,
              const char *age,
              const char *kind,
              const char *id)
{
  CardRow *row;
  g_autofree char *name = NULL;

  if (self->filled == GUI_CARD_ROWS)
    return;
  row = &self->rows[self->filled++];
  gtk_label_set_text (row->title, title);
  gtk_label_set_text (row->detail, detail);
  gtk_label_set_text (row->age, age);
  if (row->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (row->title), row->style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row->title), style);
  row->style = style;
  g_free (row->kind);
  row->kind = g_strdup (kind);
  g_free (row->id);
  row->id = g_strdup (id);
  name = g_strdup_printf ("%s, %s, %s", title, detail, age);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name,
                                  -1);
}

void
gui_card_end (GuiCard *self, guint total, const char *note)
{
  g_autofree char *count = g_strdup_printf ("%u", total);

  for (guint i = 0; i < GUI_CARD_ROWS; i++)
    gtk_widget_set_visible (self->rows[i].row, i < self->filled);
  gtk_label_set_text (self->count, total > 0 ? count : "");
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), self->filled == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->filled > 0);
}

static void
gui_card_finalize (GObject *object)
{
  GuiCard *self = GUI_CARD (object);

  for (guint i = 0; i < GUI_CARD_ROWS; i++)
    {
      g_free (self->rows[i].kind);
      g_free (self->rows[i].id);
    }

  G_OBJECT_CLASS (gui_card_parent_class)->finalize (object);
}

static void
gui_card_class_init (GuiCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_card_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiCard, heading);
  gtk_widget_class_bind_template_child (widget_class, GuiCard, count);
  gtk_widget_class_bind_template_child (widget_class, GuiCard, note);
  gtk_widget_class_bind_template_child (widget_class, GuiCard, list);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
}

static void
gui_card_init (GuiCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < GUI_CARD_ROWS; i++)
    make_row (self, &self->rows[i]);
}

GtkWidget *
gui_card_new (const char *title, const char *section)
{
  GuiCard *self = g_object_new (GUI_TYPE_CARD, NULL);

  gtk_button_set_label (self->heading, title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->heading), "win.section");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->heading), "s", section);
  g_object_set_data (G_OBJECT (self), "section", (gpointer) section);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title,
                                  -1);
  return GTK_WIDGET (self);
}

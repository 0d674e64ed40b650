/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-completion"

#include "config.h"

#include "gui/widgets/gui-completion.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"

#define SHOWN_MOST 60 /* more are found by typing */

struct _GuiCompletion
{
  GtkPopover parent;
  GtkScrolledWindow *scrolled;
  GtkListBox *rows;
  GtkLabel *hint, *told;
  M77Suggest *suggest; /* the owner's */
  gboolean chosen;
};

G_DEFINE_FINAL_TYPE (GuiCompletion, gui_completion, GTK_TYPE_POPOVER)

static guint taken_signal;

static GtkWidget *
new_label (const char *text, const char *class)
{
  g_autofree char *line = gui_text_line (text);
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
add_row (GuiCompletion *self, const char *word, const char *about)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = new_label (word, NULL);
  GtkWidget *right = new_label (about, "dim-label");

  gtk_widget_set_hexpand (left, TRUE);
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (left)),
                                  -1);
  gtk_list_box_append (self->rows, row);
}

static void
clear_rows (GuiCompletion *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
}

void
gui_completion_offer (GuiCompletion *self, M77Suggest *suggest, int x)
{
  guint n = MIN (suggest->words->len, SHOWN_MOST);
  GdkRectangle at = { x, gtk_widget_get_height (gtk_widget_get_parent (GTK_WIDGET (self))), 1, 1 };
  g_autofree char *hint = gui_text_line (suggest->hint);

  self->suggest = suggest;
  self->chosen = FALSE;
  clear_rows (self);
  for (guint i = 0; i < n; i++)
    add_row (self, suggest->words->pdata[i], suggest->abouts->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->scrolled), n > 0);
  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *hint != '\0');
  gtk_label_set_label (self->told, "");
  if (n == 0 && *hint == '\0')
    {
      gui_completion_withdraw (self);
      return;
    }
  gtk_list_box_unselect_all (self->rows);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &at);
  gtk_popover_popup (GTK_POPOVER (self));
}

void
gui_completion_withdraw (GuiCompletion *self)
{
  self->chosen = FALSE;
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_popover_popdown (GTK_POPOVER (self));
}

gboolean
gui_completion_is_shown (GuiCompletion *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

gboolean
gui_completion_is_chosen (GuiCompletion *self)
{
  return self->chosen && gui_completion_is_shown (self);
}

/* The list scrolls by focus, which it has not. */
static void
scroll_to (GuiCompletion *self, GtkWidget *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->rows), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
show_chosen (GuiCompletion *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rows, (int) self->suggest->chosen);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->rows, row);
  scroll_to (self, GTK_WIDGET (row));
  /* Said aloud: the focus is elsewhere. */
  gtk_label_set_label (self->told, self->suggest->words->pdata[self->suggest->chosen]);
}

void
gui_completion_choose (GuiCompletion *self, int by)
{
  guint n = self->suggest != NULL ? MIN (self->suggest->words->len, SHOWN_MOST) : 0;

  if (n == 0)
    return;
  if (!self->chosen)
    self->suggest->chosen = by > 0 ? 0 : n - 1;
  else
    self->suggest->chosen = (self->suggest->chosen + n + (guint) by) % n;
  self->chosen = TRUE;
  show_chosen (self);
}

static void
row_cb (GuiCompletion *self, GtkListBoxRow *row)
{
  self->suggest->chosen = (guint) gtk_list_box_row_get_index (row);
  self->chosen = TRUE;
  g_signal_emit (self, taken_signal, 0);
}

static void
gui_completion_class_init (GuiCompletionClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  taken_signal = g_signal_new ("taken",
                               G_TYPE_FROM_CLASS (class),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-completion.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiCompletion, scrolled);
  gtk_widget_class_bind_template_child (widget_class, GuiCompletion, rows);
  gtk_widget_class_bind_template_child (widget_class, GuiCompletion, hint);
  gtk_widget_class_bind_template_child (widget_class, GuiCompletion, told);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
}

static void
gui_completion_init (GuiCompletion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

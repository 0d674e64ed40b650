/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-bulk-bar"

#include "config.h"

#include "gui/widgets/gui-bulk-bar.h"

#include <glib/gi18n.h>

struct _GuiBulkBar
{
  AdwBin parent;
  GtkLabel *count;
  GtkMenuButton *actions;
};

G_DEFINE_FINAL_TYPE (GuiBulkBar, gui_bulk_bar, ADW_TYPE_BIN)

static void
gui_bulk_bar_class_init (GuiBulkBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-bulk-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiBulkBar, count);
  gtk_widget_class_bind_template_child (widget_class, GuiBulkBar, actions);
}

static void
gui_bulk_bar_init (GuiBulkBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gui_bulk_bar_show (GuiBulkBar *self,
                   const M77Kind *kind,
                   const M77Marks *marks,
                   GMenuModel *actions)
{
  guint n = m77_marks_count (marks);
  g_autofree char *text = m77_marks_is_all (marks)
                              ? g_strdup_printf (_ ("All %'u selected"), n)
                              : g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  gtk_widget_set_visible (GTK_WIDGET (self), n > 1 || (n == 1 && m77_marks_is_all (marks)));
  gtk_label_set_label (self->count, text);
  gtk_menu_button_set_menu_model (self->actions, actions);
  gtk_widget_set_visible (GTK_WIDGET (self->actions), kind->actions != NULL);
}

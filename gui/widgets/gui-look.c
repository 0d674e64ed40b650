/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-look"

#include "config.h"

#include "gui/widgets/gui-look.h"

#define LOOK_AROUND 110 /* rows on either side of the middle of what is in sight */

struct _GuiLook
{
  GtkAdjustment *adjustment;
  GListModel *model;
  void (*look) (gpointer data, guint position, guint n);
  gpointer data;
  guint idle;
};

static gboolean
look_cb (gpointer data)
{
  GuiLook *self = data;
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double middle = gtk_adjustment_get_value (self->adjustment) +
                  gtk_adjustment_get_page_size (self->adjustment) / 2;
  guint size = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  guint position = upper > 0 ? (guint) (middle / upper * size) : 0;

  self->idle = 0;
  if (self->model != NULL)
    self->look (self->data, position - MIN (position, LOOK_AROUND), 2 * LOOK_AROUND);
  return G_SOURCE_REMOVE;
}

static void
queue_look (GuiLook *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, look_cb, self, NULL);
}

GuiLook *
gui_look_new (GtkScrolledWindow *scrolled, GCallback look, gpointer data)
{
  GuiLook *self = g_new0 (GuiLook, 1);

  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scrolled));
  self->look = (void (*) (gpointer, guint, guint)) look;
  self->data = data;
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (queue_look), self);
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (queue_look), self);
  return self;
}

void
gui_look_free (GuiLook *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_object_unref (self->adjustment);
  g_free (self);
}

void
gui_look_set_model (GuiLook *self, GListModel *model)
{
  self->model = model;
  if (model != NULL)
    queue_look (self);
}

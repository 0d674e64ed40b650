/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-row-menu"

#include "config.h"

#include "gui/widgets/gui-row-menu.h"

#define ITEM "gui-row-menu-item"

typedef struct
{
  GtkWidget *list;
  void (*menu) (gpointer data, guint position, int x, int y);
  gpointer data;
} Watch;

void
gui_row_menu_mark (GtkWidget *cell, GtkListItem *item)
{
  g_object_set_data (G_OBJECT (cell), ITEM, item);
}

/* The first marked cell in a widget, or the one it is in; NULL: it is in no row. */
static GtkListItem *
find_item (GtkWidget *widget, GtkWidget *list)
{
  for (GtkWidget *at = widget; at != NULL && at != list; at = gtk_widget_get_parent (at))
    for (GtkWidget *in = at; in != NULL; in = gtk_widget_get_first_child (in))
      {
        GtkListItem *item = g_object_get_data (G_OBJECT (in), ITEM);

        if (item != NULL)
          return item;
      }
  return NULL;
}

static void
ask (Watch *self, GtkWidget *widget, int x, int y)
{
  GtkListItem *item = find_item (widget, self->list);

  if (item != NULL && gtk_list_item_get_position (item) != GTK_INVALID_LIST_POSITION)
    self->menu (self->data, gtk_list_item_get_position (item), x, y);
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, Watch *self)
{
  ask (self, gtk_widget_pick (self->list, x, y, GTK_PICK_DEFAULT), (int) x, (int) y);
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, Watch *self)
{
  gboolean wanted = key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (self->list));
  graphene_rect_t bounds;

  if (!wanted || focus == NULL || !gtk_widget_is_ancestor (focus, self->list) ||
      !gtk_widget_compute_bounds (focus, self->list, &bounds))
    return FALSE;
  ask (self, focus, (int) (bounds.origin.x + 24), (int) (bounds.origin.y + bounds.size.height / 2));
  return TRUE;
}

void
gui_row_menu_watch (GtkWidget *list, GCallback menu, gpointer data)
{
  Watch *self = g_new0 (Watch, 1);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = list;
  self->menu = (void (*) (gpointer, guint, int, int)) menu;
  self->data = data;
  g_object_set_data_full (G_OBJECT (list), "gui-row-menu-watch", self, g_free);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (list, keys);
}

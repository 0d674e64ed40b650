/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-row-group"

#include "config.h"

#include "gui/widgets/gui-row-group.h"

#include "gui/gui-a11y.h"
#include "gui/gui-text.h"
#include "shared/base/m77-text.h"

struct _GuiRowGroup
{
  AdwBin parent;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* AdwActionRow, in group */
  guint used;
};

G_DEFINE_FINAL_TYPE (GuiRowGroup, gui_row_group, ADW_TYPE_BIN)

enum
{
  PRESSED,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
pressed_cb (GtkButton *button, GuiRowGroup *self)
{
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (button), "key"));

  g_signal_emit (self, signals[PRESSED], 0, key);
}

static void
opened_cb (AdwActionRow *row, GuiRowGroup *self)
{
  g_autofree char *key = g_strdup (g_object_get_data (G_OBJECT (row), "key"));

  g_signal_emit (self, signals[OPENED], 0, key);
}

static AdwActionRow *
place (GuiRowGroup *self)
{
  AdwActionRow *row;
  GtkWidget *button;

  if (self->used < self->rows->len)
    return self->rows->pdata[self->used++];
  row = ADW_ACTION_ROW (adw_action_row_new ());
  button = gtk_button_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, button);
  g_object_set_data (G_OBJECT (row), "button", button);
  g_signal_connect (button, "clicked", G_CALLBACK (pressed_cb), self);
  g_signal_connect (row, "activated", G_CALLBACK (opened_cb), self);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
  self->used++;
  return row;
}

static void
set_style (GtkWidget *row, const char *style)
{
  const char *old = g_object_get_data (G_OBJECT (row), "style");

  if (old != NULL)
    gtk_widget_remove_css_class (row, old);
  if (style != NULL)
    gtk_widget_add_css_class (row, style);
  g_object_set_data_full (G_OBJECT (row), "style", g_strdup (style), g_free);
}

void
gui_row_group_begin (GuiRowGroup *self)
{
  self->used = 0;
}

void
gui_row_group_add (GuiRowGroup *self, const GuiRowSpec *spec)
{
  AdwActionRow *row = place (self);
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "button");
  g_autofree char *title = gui_text_line (spec->title);
  g_autofree char *subtitle = m77_text_safe_lines (spec->subtitle != NULL ? spec->subtitle : "",
                                                   -1);
  g_autofree char *name = g_strdup_printf ("%s%s%s",
                                           title,
                                           *subtitle != '\0' ? ": " : "",
                                           subtitle);
  g_autofree char *verb = g_strdup_printf ("%s: %s", spec->button, title);

  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (spec->key), g_free);
  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (spec->key), g_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  gui_a11y_name (GTK_WIDGET (row), name);
  set_style (GTK_WIDGET (row), spec->style);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), spec->opens);
  gtk_widget_set_visible (button, spec->button != NULL);
  gtk_widget_set_sensitive (button, !spec->is_off);
  if (spec->button != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (button), spec->button);
      gui_a11y_name (button, g_str_has_prefix (title, spec->button) ? title : verb);
    }
}

void
gui_row_group_end (GuiRowGroup *self, const char *note)
{
  while (self->rows->len > self->used)
    {
      adw_preferences_group_remove (self->group, self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  if (self->used == 0 && note != NULL)
    {
      const GuiRowSpec none = { .title = note };

      gui_row_group_add (self, &none);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->used > 0);
}

void
gui_row_group_set_title (GuiRowGroup *self, const char *title)
{
  g_autofree char *markup = gui_text_markup (title);

  adw_preferences_group_set_title (self->group, markup);
}

static void
gui_row_group_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_ROW_GROUP (object)->rows);

  G_OBJECT_CLASS (gui_row_group_parent_class)->finalize (object);
}

static guint
new_signal (GuiRowGroupClass *class, const char *name)
{
  return g_signal_new (name,
                       G_TYPE_FROM_CLASS (class),
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       1,
                       G_TYPE_STRING);
}

static void
gui_row_group_class_init (GuiRowGroupClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_row_group_finalize;
  signals[PRESSED] = new_signal (class, "pressed");
  signals[OPENED] = new_signal (class, "opened");
}

static void
gui_row_group_init (GuiRowGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
gui_row_group_new (const char *title)
{
  GuiRowGroup *self = g_object_new (GUI_TYPE_ROW_GROUP, NULL);

  gui_row_group_set_title (self, title);
  return GTK_WIDGET (self);
}

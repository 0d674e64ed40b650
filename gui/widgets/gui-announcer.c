/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-announcer"

#include "config.h"

#include "gui/widgets/gui-announcer.h"

#define POLITE_EVERY_S 5

struct _GuiAnnouncer
{
  AdwBin parent;
  GtkLabel *polite, *urgent;
  char *waiting; /* the last polite sentence that was not said */
  guint timer;   /* one was said just now */
};

G_DEFINE_FINAL_TYPE (GuiAnnouncer, gui_announcer, ADW_TYPE_BIN)

static gboolean
quiet_cb (gpointer data)
{
  GuiAnnouncer *self = data;
  g_autofree char *text = g_steal_pointer (&self->waiting);

  if (text == NULL)
    {
      self->timer = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_label_set_text (self->polite, text);
  return G_SOURCE_CONTINUE;
}

static void
gui_announcer_dispose (GObject *object)
{
  GuiAnnouncer *self = GUI_ANNOUNCER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);

  G_OBJECT_CLASS (gui_announcer_parent_class)->dispose (object);
}

static void
gui_announcer_class_init (GuiAnnouncerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_announcer_dispose;
}

static GtkLabel *
new_label (GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "spoken");
  gtk_widget_set_can_target (label, FALSE);
  return GTK_LABEL (label);
}

static void
gui_announcer_init (GuiAnnouncer *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->polite = new_label (GTK_ACCESSIBLE_ROLE_STATUS);
  self->urgent = new_label (GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->polite));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->urgent));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
gui_announcer_say (GuiAnnouncer *self, const char *text, gboolean urgent)
{
  if (urgent)
    {
      gtk_label_set_text (self->urgent, text);
      return;
    }
  if (self->timer != 0)
    {
      g_free (self->waiting);
      self->waiting = g_strdup (text);
      return;
    }
  gtk_label_set_text (self->polite, text);
  self->timer = g_timeout_add_seconds (POLITE_EVERY_S, quiet_cb, self);
}

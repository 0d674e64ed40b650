/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-outbox-row"

#include "config.h"

#include "gui/widgets/gui-outbox-row.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-outbox.h"

struct _GuiOutboxRow
{
  AdwBin parent;
  GtkImage *icon;
  GtkLabel *title, *why, *age;
  M77OutboxItem *item;
};

G_DEFINE_FINAL_TYPE (GuiOutboxRow, gui_outbox_row, ADW_TYPE_BIN)

typedef struct
{
  const char *state, *words, *icon;
  const char *style; /* NULL: none */
} Look;

static const Look looks[] = {
  { "held", N_ ("Held"), "media-playback-pause-symbolic", "held" },
  { "conflict", N_ ("Conflict"), "view-dual-symbolic", "held" },
  { "rejected", N_ ("Rejected"), "dialog-error-symbolic", "error" },
  { "waiting", N_ ("Waiting"), "user-status-pending-symbolic", "mine" },
  { "queued", N_ ("Not sent yet"), "network-transmit-symbolic", "mine" },
};

static const Look *
look_of (const M77Json *operation)
{
  const char *state = m77_json_get_bool (operation, "waiting")
                          ? "waiting"
                          : m77_json_get_string (operation, "state");

  for (guint i = 0; i < G_N_ELEMENTS (looks) - 1; i++)
    if (g_strcmp0 (looks[i].state, state) == 0)
      return &looks[i];
  return &looks[G_N_ELEMENTS (looks) - 1];
}

char *
gui_outbox_title (const M77Json *operation)
{
  const char *key = m77_json_get_string (operation, "key");
  const char *title = m77_json_get_string (operation, "title");
  g_autofree char *both = NULL;

  if (key == NULL || title == NULL || g_str_equal (key, title))
    return gui_text_line (key != NULL ? key : title);
  both = g_strdup_printf ("%s %s", key, title);
  return gui_text_line (both);
}

char *
gui_outbox_state (const M77Json *operation, const char *why)
{
  g_autofree char *what = m77_outbox_what (operation);
  g_autofree char *line = g_strdup_printf ("%s · %s · %s",
                                           _ (look_of (operation)->words),
                                           what,
                                           why);

  return gui_text_line (line);
}

static void
show_item (GuiOutboxRow *self)
{
  const M77Json *operation = m77_outbox_item_json (self->item);
  const Look *look = look_of (operation);
  gint64 now = m77_runtime_now (m77_runtime_real ());
  const char *made = m77_json_get_string (operation, "made_at");
  g_autofree char *title = gui_outbox_title (operation);
  g_autofree char *why = m77_outbox_why (operation, now, gui_text_zone ());
  g_autofree char *age = gui_text_age (made != NULL ? m77_time_parse (made) : M77_TIME_NONE, now);
  g_autofree char *line = gui_outbox_state (operation, why);
  g_autofree char *sentence = g_strdup_printf ("%s, %s, %s", title, line, age);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_image_set_from_icon_name (self->icon, look->icon);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].style);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), look->style);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->why, line);
  gtk_label_set_text (self->age, age);
  /* What is read out is the list's own row around this one. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (row != NULL ? row : GTK_WIDGET (self)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence,
                                  -1);
}

void
gui_outbox_row_set_item (GuiOutboxRow *self, M77OutboxItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  show_item (self);
}

static void
gui_outbox_row_dispose (GObject *object)
{
  gui_outbox_row_set_item (GUI_OUTBOX_ROW (object), NULL);

  G_OBJECT_CLASS (gui_outbox_row_parent_class)->dispose (object);
}

static void
gui_outbox_row_class_init (GuiOutboxRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_outbox_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, GuiOutboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, GuiOutboxRow, why);
  gtk_widget_class_bind_template_child (widget_class, GuiOutboxRow, age);
}

static void
gui_outbox_row_init (GuiOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gui_outbox_row_new (void)
{
  return g_object_new (GUI_TYPE_OUTBOX_ROW, NULL);
}

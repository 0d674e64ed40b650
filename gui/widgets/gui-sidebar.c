/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-sidebar"

#include "config.h"

#include "gui/widgets/gui-sidebar.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"

#define BADGE_MOST   99
#define COUNT_IDLE_S 1 /* changes come in bursts */

struct _GuiSidebar
{
  AdwBin parent;
  GtkListBox *list;

  M77Client *client;
  M77OutboxModel *outbox;
  GCancellable *cancellable;
  GHashTable *stale; /* sections whose badge is to be counted anew */
  guint count_timer;
};

G_DEFINE_FINAL_TYPE (GuiSidebar, gui_sidebar, ADW_TYPE_BIN)

static guint chosen_signal;

static const GuiSection *
section_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "section");
}

static GtkListBoxRow *
row_of (GuiSidebar *self, const char *section)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (section_of (row)->id, section))
      return row;
  return NULL;
}

/* ---- Badges ---- */

void
gui_sidebar_set_badge (GuiSidebar *self, const char *section, guint count)
{
  GtkListBoxRow *row = row_of (self, section);
  GtkWidget *badge = row != NULL ? g_object_get_data (G_OBJECT (row), "badge") : NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  const char *title;

  if (badge == NULL)
    return;
  title = gui_text_label (section_of (row)->title);
  text = count > BADGE_MOST ? g_strdup_printf ("%d+", BADGE_MOST) : g_strdup_printf ("%u", count);
  /* Translators: a section: "Inbox, 3 need you" */
  name = count == 0 ? g_strdup (title)
                    : g_strdup_printf (ngettext ("%s, %s needs you", "%s, %s need you", count),
                                       title,
                                       text);
  gtk_label_set_text (GTK_LABEL (badge), text);
  gtk_widget_set_visible (badge, count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

typedef struct
{
  GuiSidebar *sidebar;
  const GuiSection *section;
} Count;

static void
count_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Count *count = data;
  g_autoptr (GError) error = NULL;
  gint64 n;

  if (m77_agent1_call_count_finish (M77_AGENT1 (source), &n, result, &error))
    gui_sidebar_set_badge (count->sidebar, count->section->id, (guint) n);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("%s is not counted: %s", count->section->id, error->message);
  g_object_unref (count->sidebar);
}

static gboolean
count_stale_cb (gpointer data)
{
  GuiSidebar *self = data;
  M77Agent1 *proxy = m77_client_proxy (self->client);

  self->count_timer = 0;
  if (proxy == NULL)
    return G_SOURCE_REMOVE;
  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    if (g_hash_table_remove (self->stale, section->id))
      {
        Count *count = g_new0 (Count, 1);
        g_autofree char *scope = m77_client_scope (self->client,
                                                   section->badge_kind,
                                                   section->badge);

        count->sidebar = g_object_ref (self);
        count->section = section;
        m77_agent1_call_count (proxy,
                               section->badge_kind,
                               scope,
                               BADGE_MOST + 1,
                               self->cancellable,
                               count_cb,
                               count);
      }
  return G_SOURCE_REMOVE;
}

/* kinds NULL: all. */
static void
count_soon (GuiSidebar *self, const char *const *kinds)
{
  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    if (section->badge != NULL && (kinds == NULL || g_strv_contains (kinds, section->badge_kind)))
      g_hash_table_add (self->stale, (gpointer) section->id);
  if (self->count_timer == 0 && g_hash_table_size (self->stale) > 0)
    self->count_timer = g_timeout_add_seconds (COUNT_IDLE_S, count_stale_cb, self);
}

static void
changed_cb (M77Client *client,
            guint64 epoch,
            guint64 number,
            const char *const *kinds,
            GuiSidebar *self)
{
  count_soon (self, kinds);
}

static void
state_cb (GuiSidebar *self)
{
  if (m77_client_state (self->client) == M77_CLIENT_READY)
    count_soon (self, NULL);
}

static void
outbox_cb (GuiSidebar *self)
{
  gui_sidebar_set_badge (self, "inbox", m77_outbox_model_count_needing (self->outbox));
}

/* ---- Rows ---- */

static void
row_cb (GuiSidebar *self, GtkListBoxRow *row)
{
  g_signal_emit (self, chosen_signal, 0, section_of (row)->id);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const GuiSection *section = section_of (row);
  GtkWidget *label;

  if (before != NULL && g_strcmp0 (section_of (before)->group, section->group) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (gui_text_label (section->group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "group-title");
  gtk_list_box_row_set_header (row, label);
}

/* What burns, or waits for this person alone. */
static gboolean
is_alarming (const GuiSection *section)
{
  static const char *const ids[] = { "inbox", "incidents", NULL };

  return g_strv_contains (ids, section->id);
}

static GtkWidget *
new_badge (const GuiSection *section)
{
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_widget_add_css_class (badge, "badge");
  if (is_alarming (section))
    gtk_widget_add_css_class (badge, "alarm");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (badge, FALSE);
  return badge;
}

static void
add_section (GuiSidebar *self, const GuiSection *section)
{
  const char *title = gui_text_label (section->title);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  section->icon,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *badge = new_badge (section);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (row), "section", (gpointer) section);
  g_object_set_data (G_OBJECT (row), "badge", badge);
  gtk_list_box_append (self->list, row);
}

static void
gui_sidebar_dispose (GObject *object)
{
  GuiSidebar *self = GUI_SIDEBAR (object);

  g_clear_handle_id (&self->count_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->client);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (gui_sidebar_parent_class)->dispose (object);
}

static void
gui_sidebar_finalize (GObject *object)
{
  GuiSidebar *self = GUI_SIDEBAR (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->stale);

  G_OBJECT_CLASS (gui_sidebar_parent_class)->finalize (object);
}

static void
gui_sidebar_class_init (GuiSidebarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_sidebar_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_sidebar_finalize;
  chosen_signal = g_signal_new ("chosen",
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
gui_sidebar_init (GuiSidebar *self)
{
  self->cancellable = g_cancellable_new ();
  self->stale = g_hash_table_new (g_str_hash, g_str_equal);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sections"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_cb), self);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  for (const GuiSection *section = gui_sections (); section->id != NULL; section++)
    {
      g_autoptr (GPtrArray) kinds = gui_section_kinds (section);

      if (kinds->len > 0 || !g_str_equal (section->id, "other"))
        add_section (self, section);
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

void
gui_sidebar_set_client (GuiSidebar *self, M77Client *client, M77OutboxModel *outbox)
{
  self->client = g_object_ref (client);
  self->outbox = g_object_ref (outbox);
  g_signal_connect (client, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (client, "notify::environment", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (outbox, "updated", G_CALLBACK (outbox_cb), self);
  state_cb (self);
}

void
gui_sidebar_select (GuiSidebar *self, const char *section)
{
  GtkListBoxRow *row = row_of (self, section);

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

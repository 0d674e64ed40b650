/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-links-view"

#include "config.h"

#include "gui/pages/gui-links-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-linked.h"
#include "gui/widgets/gui-reading.h"
#include "shared/model/m77-links.h"

#define ROWS_MOST 20

struct _GuiLinksView
{
  AdwBin parent;
  GtkBox *groups;
  GtkWidget *none;
  GuiSight *sight;    /* shown; NULL: none */
  GHashTable *linked; /* kind:field -> GuiLinked, in groups */
};

/* "Runs: Incident" where a kind refers by several fields. */
static char *
title_of (const GPtrArray *links, const M77Link *link)
{
  guint n = 0;

  if (link->is_out)
    return g_strdup (gui_text_label (link->field->label));
  for (guint i = 0; i < links->len; i++)
    {
      const M77Link *other = links->pdata[i];

      n += other->kind == link->kind && !other->is_out;
    }
  return n < 2 ? g_strdup (gui_text_label (link->kind->plural))
               : g_strdup_printf ("%s: %s",
                                  gui_text_label (link->kind->plural),
                                  gui_text_label (link->field->label));
}

static void
clear (GuiLinksView *self)
{
  GHashTableIter iter;
  gpointer linked;

  g_hash_table_iter_init (&iter, self->linked);
  while (g_hash_table_iter_next (&iter, NULL, &linked))
    gtk_box_remove (self->groups, linked);
  g_hash_table_remove_all (self->linked);
}

static void
show_none (GuiLinksView *self)
{
  gboolean any = FALSE;
  GHashTableIter iter;
  gpointer linked;

  g_hash_table_iter_init (&iter, self->linked);
  while (g_hash_table_iter_next (&iter, NULL, &linked))
    any |= gtk_widget_get_visible (linked);
  gtk_widget_set_visible (self->none, !any);
}

static void
gui_links_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiLinksView *self = GUI_LINKS_VIEW (view);
  g_autoptr (GPtrArray) links = m77_links_of (sight->kind, sight->doc, sight->id);

  if (sight == self->sight || sight->client == NULL)
    return;
  if (self->sight == NULL || !g_str_equal (self->sight->id, sight->id))
    clear (self);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = gui_sight_ref (sight);
  for (guint i = 0; i < links->len; i++)
    {
      const M77Link *link = links->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s:%s", link->kind->name, link->field->name);
      GuiLinked *linked = g_hash_table_lookup (self->linked, name);
      g_autofree char *title = title_of (links, link);

      if (linked != NULL)
        gui_linked_set_filter (linked, link->filter);
      else
        {
          GtkWidget *made = gui_linked_new (sight->client,
                                            link->kind->name,
                                            title,
                                            link->filter,
                                            NULL,
                                            ROWS_MOST);

          g_signal_connect_swapped (made, "notify::visible", G_CALLBACK (show_none), self);
          gtk_box_append (self->groups, made);
          g_hash_table_replace (self->linked, g_steal_pointer (&name), made);
        }
    }
  show_none (self);
}

static void
gui_links_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_links_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiLinksView,
                               gui_links_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_links_view_view_init))

static void
gui_links_view_dispose (GObject *object)
{
  GuiLinksView *self = GUI_LINKS_VIEW (object);
  GHashTableIter iter;
  gpointer linked;

  g_hash_table_iter_init (&iter, self->linked);
  while (g_hash_table_iter_next (&iter, NULL, &linked))
    g_signal_handlers_disconnect_by_data (linked, self);
  g_hash_table_remove_all (self->linked);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_links_view_parent_class)->dispose (object);
}

static void
gui_links_view_finalize (GObject *object)
{
  g_hash_table_unref (GUI_LINKS_VIEW (object)->linked);

  G_OBJECT_CLASS (gui_links_view_parent_class)->finalize (object);
}

static void
gui_links_view_class_init (GuiLinksViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_links_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_links_view_finalize;
}

static void
gui_links_view_init (GuiLinksView *self)
{
  self->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->none = gtk_label_new (_ ("Nothing is linked to it, as far as is known here"));
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  gtk_box_append (self->groups, self->none);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (self->groups)));
}

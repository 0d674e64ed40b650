/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-timeline"

#include "config.h"

#include "gui/widgets/gui-timeline.h"

#include <glib/gi18n.h>

#include "gui/widgets/gui-entry.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"

#define WHO_CHARS 9

struct _GuiTimeline
{
  AdwBin parent;
  GListStore *lines; /* GuiEntry */
  GtkAdjustment *adjustment;
  GtkButton *news;
  guint n_new; /* came while one looked at older ones */
  gboolean at_end;
  double upper, page; /* of adjustment, as last seen */
  guint end_idle;
};

G_DEFINE_FINAL_TYPE (GuiTimeline, gui_timeline, ADW_TYPE_BIN)

/* ---- A line ---- */

static GtkWidget *
add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *when = add_label (box, "side-title");
  GtkWidget *who = add_label (box, "entry-who");
  GtkWidget *audience = add_label (box, "badge");
  GtkWidget *text = add_label (box, NULL);

  gtk_widget_add_css_class (box, "entry");
  gtk_widget_add_css_class (when, "numeric");
  gtk_widget_set_valign (audience, GTK_ALIGN_START);
  gtk_label_set_width_chars (GTK_LABEL (who), WHO_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (who), WHO_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (who), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (text, TRUE);
  g_object_set_data (G_OBJECT (box), "when", when);
  g_object_set_data (G_OBJECT (box), "who", who);
  g_object_set_data (G_OBJECT (box), "audience", audience);
  g_object_set_data (G_OBJECT (box), "text", text);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
set_class (GtkWidget *widget, const char *class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, class);
  else
    gtk_widget_remove_css_class (widget, class);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const GuiEntry *entry = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *when = g_object_get_data (G_OBJECT (box), "when");
  GtkWidget *who = g_object_get_data (G_OBJECT (box), "who");
  GtkWidget *audience = g_object_get_data (G_OBJECT (box), "audience");
  GtkWidget *text = g_object_get_data (G_OBJECT (box), "text");
  gboolean is_rule = entry->mark == GUI_ENTRY_RULE;
  g_autofree char *sentence = gui_entry_sentence (entry);
  g_autofree char *pending = entry->mark == GUI_ENTRY_PENDING
                                 ? g_strdup_printf (_ ("%s (pending)"), entry->text)
                                 : NULL;

  gtk_label_set_text (GTK_LABEL (when), entry->when);
  gtk_label_set_text (GTK_LABEL (who), entry->who);
  gtk_label_set_text (GTK_LABEL (audience), entry->audience != NULL ? entry->audience : "");
  gtk_label_set_text (GTK_LABEL (text), pending != NULL ? pending : entry->text);
  gtk_widget_set_visible (when, !is_rule);
  gtk_widget_set_visible (who, !is_rule);
  gtk_widget_set_visible (audience, entry->audience != NULL);
  set_class (box, "entry-rule", is_rule);
  set_class (text, "mine", entry->mark == GUI_ENTRY_PENDING || entry->mark == GUI_ENTRY_QUEUED);
  set_class (text, "held", entry->mark == GUI_ENTRY_HELD);
  set_class (text, "error", entry->mark == GUI_ENTRY_REJECTED);
  if (gtk_widget_get_parent (box) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    sentence,
                                    -1);
}

/* ---- What is shown ---- */

static gboolean
is_wanted (const GuiTimelineSource *source, const M77Json *entry)
{
  return source->only == GUI_TIMELINE_ALL ||
         (source->only == GUI_TIMELINE_PEOPLE && m77_entry_is_of_person (entry)) ||
         (source->only == GUI_TIMELINE_OTHERS && m77_entry_is_for_others (entry));
}

static GPtrArray *
lines_of (const GuiTimelineSource *source)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean ruled = FALSE;

  for (const M77Json *e = m77_json_first (source->entries); e != NULL; e = m77_json_next (e))
    {
      gboolean is_mine = m77_json_get_string (e, "received_at") == NULL;

      if (!is_wanted (source, e))
        continue;
      if (is_mine && source->is_offline && !ruled)
        g_ptr_array_add (lines, gui_entry_new_rule (source->as_of, source->now));
      ruled |= is_mine && source->is_offline;
      g_ptr_array_add (lines, gui_entry_new (source->log, e, source->now));
    }
  if (m77_json_is (source->pending, M77_JSON_OBJECT))
    {
      if (source->is_offline && !ruled)
        g_ptr_array_add (lines, gui_entry_new_rule (source->as_of, source->now));
      g_ptr_array_add (lines, gui_entry_new_action (source->pending, source->member, source->now));
    }
  return lines;
}

static gboolean
is_same (GuiTimeline *self, guint position, GuiEntry *line)
{
  g_autoptr (GuiEntry) old = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  return gui_entry_is_equal (old, line);
}

static void
show_news (GuiTimeline *self)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%u new", "%u new", self->n_new),
                                            self->n_new);

  gtk_button_set_label (self->news, words);
  gtk_widget_set_visible (GTK_WIDGET (self->news), self->n_new > 0);
}

void
gui_timeline_show (GuiTimeline *self, const GuiTimelineSource *source)
{
  g_autoptr (GPtrArray) lines = lines_of (source);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  guint head = 0;
  guint tail = 0;

  while (head < MIN (before, lines->len) && is_same (self, head, lines->pdata[head]))
    head++;
  while (tail < MIN (before, lines->len) - head &&
         is_same (self, before - 1 - tail, lines->pdata[lines->len - 1 - tail]))
    tail++;
  if (before == lines->len && head == lines->len)
    return;
  if (before > 0 && !self->at_end && lines->len > before)
    self->n_new += lines->len - before;
  g_list_store_splice (self->lines,
                       head,
                       before - head - tail,
                       lines->pdata + head,
                       lines->len - head - tail);
  show_news (self);
}

/* ---- Its place ---- */

static void
moved_cb (GuiTimeline *self)
{
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double page = gtk_adjustment_get_page_size (self->adjustment);

  /* It moved by growing: that is nobody's leaving the end. */
  if (self->at_end && (upper != self->upper || page != self->page))
    return;
  self->at_end = gtk_adjustment_get_value (self->adjustment) >= upper - page - 1;
  if (self->at_end && self->n_new > 0)
    {
      self->n_new = 0;
      show_news (self);
    }
}

static gboolean
end_cb (gpointer data)
{
  GuiTimeline *self = data;

  self->end_idle = 0;
  if (self->at_end)
    gui_timeline_go_end (self);
  return G_SOURCE_REMOVE;
}

/* It grew: who stood at the end stays there, once all has its place. */
static void
grown_cb (GuiTimeline *self)
{
  self->upper = gtk_adjustment_get_upper (self->adjustment);
  self->page = gtk_adjustment_get_page_size (self->adjustment);
  if (self->at_end && self->end_idle == 0)
    self->end_idle = g_idle_add (end_cb, self);
}

void
gui_timeline_go_end (GuiTimeline *self)
{
  self->at_end = TRUE;
  self->n_new = 0;
  show_news (self);
  gtk_adjustment_set_value (self->adjustment,
                            gtk_adjustment_get_upper (self->adjustment) -
                                gtk_adjustment_get_page_size (self->adjustment));
}

GListModel *
gui_timeline_model (GuiTimeline *self)
{
  return G_LIST_MODEL (self->lines);
}

static void
gui_timeline_dispose (GObject *object)
{
  GuiTimeline *self = GUI_TIMELINE (object);

  g_clear_handle_id (&self->end_idle, g_source_remove);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (gui_timeline_parent_class)->dispose (object);
}

static void
gui_timeline_class_init (GuiTimelineClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_timeline_dispose;
}

static void
gui_timeline_init (GuiTimeline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *view;

  self->lines = g_list_store_new (GUI_TYPE_ENTRY);
  self->at_end = TRUE;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (
                                gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)))),
                            factory);
  gtk_widget_add_css_class (view, "timeline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Timeline"),
                                  -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->adjustment = g_object_ref (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (grown_cb), self);
  self->news = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->news), "pill");
  gtk_widget_set_halign (GTK_WIDGET (self->news), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->news), GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self->news), FALSE);
  g_signal_connect_swapped (self->news, "clicked", G_CALLBACK (gui_timeline_go_end), self);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->news));
  adw_bin_set_child (ADW_BIN (self), overlay);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-review-view"

#include "config.h"

#include "gui/pages/gui-review-view.h"

#include <glib/gi18n.h>

#include "gui/gui-status.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "gui/widgets/gui-verb-row.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-review.h"

static const char *const decisions[] = { "keep", "reduce", "revoke" };
static const char *const decision_words[] = { N_ ("Keep"), N_ ("Reduce"), N_ ("Revoke") };
static const char *const verbs[] = { "sign", "cancel", NULL };

/* One item, as it stands there. */
typedef struct
{
  GuiReviewView *view;
  char *key;
  GtkWidget *box;
  GtkLabel *title, *words;
  GtkToggleButton *choices[G_N_ELEMENTS (decisions)];
  GtkEntry *why;
} Row;

struct _GuiReviewView
{
  AdwBin parent;
  GtkLabel *progress, *missing;
  GtkLevelBar *bar;
  GtkButton *idle;
  GuiVerbRow *verbs;
  GtkBox *list;
  GPtrArray *rows; /* Row, in the order of the items */

  char *member;    /* given by a test; NULL */
  GuiSight *sight; /* shown; NULL: none */
  gboolean taking;
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

/* Free with g_free. */
static char *
who_looks (GuiReviewView *self)
{
  g_autoptr (GuiStatus) status = NULL;

  if (self->member != NULL || self->sight->client == NULL)
    return g_strdup (self->member);
  status = gui_status_new (m77_client_status (self->sight->client),
                           m77_client_profile (self->sight->client),
                           m77_client_state (self->sight->client),
                           NULL,
                           now ());
  return g_strdup (status->member);
}

/* ---- Deciding ---- */

static void
decide (GuiReviewView *self, const char *const *keys, const char *decision, const char *reason)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *at = m77_time_format (now ());
  g_autofree char *me = who_looks (self);
  g_autofree char *patch = m77_json_to_text (
      m77_review_decide (pool, keys, decision, reason, me, at));

  gtk_widget_activate_action (GTK_WIDGET (self), "record.edit", "(ss)", patch, "");
}

static void
decide_one (Row *row, const char *decision)
{
  const char *keys[] = { row->key, NULL };

  decide (row->view, keys, decision, gtk_editable_get_text (GTK_EDITABLE (row->why)));
}

static void
toggled_cb (GtkToggleButton *button, Row *row)
{
  guint chosen = 0;

  if (row->view->taking)
    return;
  while (row->choices[chosen] != button)
    chosen++;
  decide_one (row, gtk_toggle_button_get_active (button) ? decisions[chosen] : NULL);
}

/* Why, told after the decision, goes with it. */
static void
why_cb (GtkEntry *entry, Row *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (gtk_toggle_button_get_active (row->choices[i]))
      decide_one (row, decisions[i]);
}

static gboolean
is_for_all (const M77ReviewItem *item)
{
  return item->is_idle && !item->is_own && item->decision == NULL;
}

static void
idle_cb (GuiReviewView *self)
{
  g_autofree char *me = who_looks (self);
  g_autoptr (GArray) items = m77_review_items (self->sight->doc, me, now ());
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autofree char *reason = g_strdup_printf (_ ("not used for %d days"), M77_REVIEW_UNUSED_DAYS);

  for (guint i = 0; i < items->len; i++)
    if (is_for_all (&g_array_index (items, M77ReviewItem, i)))
      g_ptr_array_add (keys, (gpointer) g_array_index (items, M77ReviewItem, i).key);
  g_ptr_array_add (keys, NULL);
  if (keys->len > 1)
    decide (self, (const char *const *) keys->pdata, "revoke", reason);
}

/* ---- Items ---- */

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->key);
  g_free (row);
}

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_choices (Row *row, GtkWidget *line, const char *title)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (linked, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      GtkWidget *choice = gtk_toggle_button_new_with_label (_ (decision_words[i]));
      g_autofree char *name = g_strdup_printf ("%s, %s", title, _ (decision_words[i]));

      set_name (choice, name);
      g_signal_connect (choice, "toggled", G_CALLBACK (toggled_cb), row);
      gtk_box_append (GTK_BOX (linked), choice);
      row->choices[i] = GTK_TOGGLE_BUTTON (choice);
    }
  gtk_box_append (GTK_BOX (line), linked);
}

static Row *
add_row (GuiReviewView *self, const M77ReviewItem *item)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf ("%s · %s",
                                           item->holder != NULL ? item->holder : "?",
                                           item->grant != NULL ? item->grant : "?");
  g_autofree char *title = gui_text_line (text);
  g_autofree char *why = g_strdup_printf (_ ("%s, why"), title);

  row->view = self;
  row->key = g_strdup (item->key);
  row->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  row->title = GTK_LABEL (gtk_label_new (title));
  row->words = GTK_LABEL (gtk_label_new (NULL));
  row->why = GTK_ENTRY (gtk_entry_new ());
  gtk_label_set_xalign (row->title, 0);
  gtk_label_set_xalign (row->words, 0);
  gtk_label_set_wrap (row->title, TRUE);
  gtk_label_set_wrap (row->words, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (row->words), "side-title");
  gtk_widget_add_css_class (row->box, "side");
  add_choices (row, line, title);
  gtk_entry_set_placeholder_text (row->why, _ ("Why"));
  gtk_editable_set_width_chars (GTK_EDITABLE (row->why), 8);
  gtk_widget_set_hexpand (GTK_WIDGET (row->why), TRUE);
  set_name (GTK_WIDGET (row->why), why);
  g_signal_connect (row->why, "activate", G_CALLBACK (why_cb), row);
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->title));
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->words));
  gtk_box_append (GTK_BOX (row->box), line);
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->why));
  gtk_box_append (self->list, row->box);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
show_row (Row *row, const M77ReviewItem *item, gboolean is_open)
{
  g_autofree char *facts = m77_review_item_words (item, now ());
  g_autofree char *words = item->is_own
                               ? g_strdup_printf (_ ("%s. You: another reviewer decides."), facts)
                           : item->decision != NULL && item->by != NULL
                               ? g_strdup_printf (_ ("%s. Decided by %s."), facts, item->by)
                               : g_strdup (facts);
  g_autofree char *safe = gui_text_line (words);
  gboolean may = is_open && !item->is_own;

  gtk_label_set_text (row->words, safe);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row->why)))) &&
      item->reason != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row->why), item->reason);
  gtk_widget_set_sensitive (GTK_WIDGET (row->why), may);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      gtk_toggle_button_set_active (row->choices[i], g_strcmp0 (item->decision, decisions[i]) == 0);
      gtk_widget_set_sensitive (GTK_WIDGET (row->choices[i]), may);
    }
}

/* The same items stay the same rows: the focus is in one of them. */
static void
show_items (GuiReviewView *self, const GArray *items, gboolean is_open)
{
  gboolean same = items->len == self->rows->len;
  GtkWidget *old;

  for (guint i = 0; same && i < items->len; i++)
    same = g_str_equal (((Row *) self->rows->pdata[i])->key,
                        g_array_index (items, M77ReviewItem, i).key);
  if (!same)
    {
      while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
        gtk_box_remove (self->list, old);
      g_ptr_array_set_size (self->rows, 0);
      for (guint i = 0; i < items->len; i++)
        add_row (self, &g_array_index (items, M77ReviewItem, i));
    }
  self->taking = TRUE;
  for (guint i = 0; i < items->len; i++)
    show_row (self->rows->pdata[i], &g_array_index (items, M77ReviewItem, i), is_open);
  self->taking = FALSE;
}

static void
show_head (GuiReviewView *self, const GArray *items, gboolean is_open)
{
  const char *due = m77_json_get_string (self->sight->doc, "due_at");
  g_autofree char *reviewer = gui_text_line (m77_json_get_string (self->sight->doc, "reviewer"));
  g_autofree char *when = gui_text_age (due != NULL ? m77_time_parse (due) : M77_TIME_NONE, now ());
  guint decided = m77_review_count_decided (items), idle = 0;
  g_autofree char *progress = g_strdup_printf (_ ("%u of %u decided · due %s · reviewer %s"),
                                               decided,
                                               items->len,
                                               when,
                                               reviewer);
  g_autofree char *label = NULL;

  for (guint i = 0; i < items->len; i++)
    idle += is_for_all (&g_array_index (items, M77ReviewItem, i)) ? 1 : 0;
  label = g_strdup_printf (_ ("Revoke unused for %d days: %u"), M77_REVIEW_UNUSED_DAYS, idle);
  gtk_label_set_text (self->progress, progress);
  gtk_level_bar_set_value (self->bar, items->len > 0 ? (double) decided / items->len : 0);
  set_name (GTK_WIDGET (self->bar), progress);
  gtk_button_set_label (self->idle, label);
  gtk_widget_set_visible (GTK_WIDGET (self->idle), is_open && idle > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->verbs), is_open && m77_review_is_complete (items));
  gtk_widget_set_visible (GTK_WIDGET (self->missing), is_open && !m77_review_is_complete (items));
}

static void
gui_review_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiReviewView *self = GUI_REVIEW_VIEW (view);
  gboolean is_open = g_strcmp0 (m77_json_get_string (sight->doc, "status"), "open") == 0;
  g_autofree char *me = NULL;
  g_autoptr (GArray) items = NULL;

  if (sight == self->sight)
    return;
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  me = who_looks (self);
  items = m77_review_items (sight->doc, me, now ());
  show_head (self, items, is_open);
  show_items (self, items, is_open);
  gui_verb_row_show (self->verbs, sight);
}

static void
gui_review_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_review_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiReviewView,
                               gui_review_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_review_view_view_init))

static void
gui_review_view_dispose (GObject *object)
{
  g_clear_pointer (&GUI_REVIEW_VIEW (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_review_view_parent_class)->dispose (object);
}

static void
gui_review_view_finalize (GObject *object)
{
  GuiReviewView *self = GUI_REVIEW_VIEW (object);

  g_ptr_array_unref (self->rows);
  g_free (self->member);

  G_OBJECT_CLASS (gui_review_view_parent_class)->finalize (object);
}

static void
gui_review_view_class_init (GuiReviewViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_review_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_review_view_finalize;
}

static void
gui_review_view_init (GuiReviewView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->progress = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->progress, 0);
  gtk_label_set_wrap (self->progress, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->progress), "heading");
  self->bar = GTK_LEVEL_BAR (gtk_level_bar_new ());
  self->missing = GTK_LABEL (gtk_label_new (_ ("It can be signed when every row is decided.")));
  gtk_label_set_xalign (self->missing, 0);
  gtk_label_set_wrap (self->missing, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->missing), "side-title");
  self->idle = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->idle), GTK_ALIGN_START);
  g_signal_connect_swapped (self->idle, "clicked", G_CALLBACK (idle_cb), self);
  self->verbs = GUI_VERB_ROW (gui_verb_row_new (m77_kind_find ("review"), verbs));
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->idle));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->missing));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->verbs));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (box));
}

void
gui_review_view_set_member (GuiReviewView *self, const char *handle)
{
  g_free (self->member);
  self->member = g_strdup (handle);
}

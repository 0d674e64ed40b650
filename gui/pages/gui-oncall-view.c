/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-oncall-view"

#include "config.h"

#include "gui/pages/gui-oncall-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-handing.h"
#include "gui/pages/gui-oncall-groups.h"
#include "gui/widgets/gui-lanes.h"
#include "gui/widgets/gui-readiness.h"
#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-list.h"
#include "shared/model/m77-duty.h"
#include "shared/model/m77-record.h"
#include "shared/model/m77-value.h"

#define AGES_EVERY_S 30
#define ROWS_MOST    100
#define OVERRIDE_MS  (2 * 3600 * G_GINT64_CONSTANT (1000)) /* what an override offers */

static const M77Field at_field = { .name = "at", .label = N_ ("At"), .type = M77_TYPE_TIME };

struct _GuiOncallView
{
  AdwBin parent;
  GtkWidget *at_row; /* AdwEntryRow */
  GtkLabel *fault;
  GuiRowGroup *now, *changes, *overrides, *handovers;
  GuiLanes *lanes;
  GuiReadiness *ready;

  M77Client *client;
  GListModel *schedules, *offered; /* M77Row */
  char *member, *as_of;
  gint64 at; /* M77_TIME_NONE: now */
  gboolean is_offline;
  guint ages_timer, show_idle;
};

G_DEFINE_FINAL_TYPE (GuiOncallView, gui_oncall_view, ADW_TYPE_BIN)

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

/* ---- Showing ---- */

/* Rows live on in their list: what is borrowed stays until the loop turns. */
static M77Row *
row_at (GListModel *rows, guint position)
{
  g_autoptr (M77Row) row = g_list_model_get_item (rows, position);

  return row != NULL && m77_row_is_loaded (row) && !m77_row_is_gone (row) ? row : NULL;
}

static M77Row *
find_row (GListModel *rows, const char *id)
{
  for (guint i = 0; i < MIN (g_list_model_get_n_items (rows), ROWS_MOST); i++)
    if (row_at (rows, i) != NULL && g_str_equal (m77_row_id (row_at (rows, i)), id))
      return row_at (rows, i);
  return NULL;
}

static GPtrArray *
rows_of (GListModel *rows)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; rows != NULL && i < MIN (g_list_model_get_n_items (rows), ROWS_MOST); i++)
    if (row_at (rows, i) != NULL)
      g_ptr_array_add (found, row_at (rows, i));
  return found;
}

static void
show_lanes (GuiOncallView *self, const GPtrArray *rows)
{
  g_autoptr (GPtrArray) docs = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (docs, (gpointer) m77_row_doc (rows->pdata[i]));
  gui_lanes_show (self->lanes,
                  docs,
                  self->at != M77_TIME_NONE ? self->at : now (),
                  now (),
                  gui_text_zone (),
                  self->member);
}

static gboolean
show_cb (gpointer data)
{
  GuiOncallView *self = data;
  g_autoptr (GPtrArray) schedules = rows_of (self->schedules);
  g_autoptr (GPtrArray) offered = rows_of (self->offered);
  const GuiOncallMoment moment = { .now = now (),
                                   .at = self->at != M77_TIME_NONE ? self->at : now (),
                                   .zone = gui_text_zone (),
                                   .member = self->member };
  gint64 heard = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (self->at != M77_TIME_NONE ? self->at : heard,
                                          now (),
                                          gui_text_zone ());
  g_autofree char *title = self->at != M77_TIME_NONE ? g_strdup_printf (_ ("On call at %s"), when)
                           : self->is_offline ? g_strdup_printf (_ ("On call now, as of %s"), when)
                                              : g_strdup (_ ("On call now"));

  self->show_idle = 0;
  gui_row_group_set_title (self->now, title);
  gui_oncall_show_schedules (self->now, schedules, &moment);
  show_lanes (self, schedules);
  gui_oncall_show_changes (self->changes, schedules, &moment);
  gui_oncall_show_overrides (self->overrides, schedules, &moment);
  gui_oncall_show_handovers (self->handovers, offered, &moment);
  return G_SOURCE_REMOVE;
}

/* Once for all that changes together. */
static void
queue_show (GuiOncallView *self)
{
  if (self->show_idle == 0)
    self->show_idle = g_idle_add (show_cb, self);
}

static gboolean
ages_cb (gpointer data)
{
  queue_show (data);
  return G_SOURCE_CONTINUE;
}

/* ---- At another time ---- */

static void
at_cb (GuiOncallView *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->at_row));
  const M77Json *value = m77_value_from_text (&at_field,
                                              text,
                                              pool,
                                              now (),
                                              gui_text_zone (),
                                              &error);
  const char *instant = m77_json_string (value);

  gtk_label_set_label (self->fault, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL);
  if (error != NULL)
    return;
  self->at = instant != NULL ? m77_time_parse (instant) : M77_TIME_NONE;
  queue_show (self);
}

/* ---- Presses ---- */

static void
act (GuiOncallView *self, M77Row *row, const char *kind_name, const char *name, const M77Json *args)
{
  const M77Kind *kind = m77_kind_find (kind_name);
  const M77Json *doc = m77_row_doc (row);
  g_autofree char *key = m77_record_key (kind, doc, m77_row_id (row), m77_row_local_number (row));
  g_autofree char *title = m77_record_title (kind, doc, m77_row_id (row));
  g_autofree char *safe_key = gui_text_line (key);
  g_autofree char *safe_title = gui_text_line (title);
  const GuiActRequest request = { .client = self->client,
                                  .kind = kind,
                                  .action = m77_kind_action (kind, name),
                                  .id = m77_row_id (row),
                                  .key = safe_key,
                                  .title = safe_title,
                                  .doc = doc,
                                  .args = args,
                                  .is_offline = self->is_offline };

  gui_act_dialog_open (GTK_WIDGET (self), &request);
}

/* What is typed most likely: somebody instead of who it is then, from then on. */
static void
override_cb (GuiOncallView *self, const char *id)
{
  M77Row *row = find_row (self->schedules, id);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  gint64 at = self->at != M77_TIME_NONE ? self->at : now ();
  g_autofree char *starts = m77_time_format (at);
  g_autofree char *ends = m77_time_format (at + OVERRIDE_MS);
  M77Duty duty;

  if (row == NULL)
    return;
  duty = m77_duty_at (m77_row_doc (row), at);
  m77_json_set_string (pool, args, "starts_at", starts);
  m77_json_set_string (pool, args, "ends_at", ends);
  if (duty.member != NULL)
    m77_json_set_string (pool, args, "replaces", duty.member);
  act (self, row, "schedule", "override", args);
}

/* key: "ID/OVERRIDE". */
static void
remove_cb (GuiOncallView *self, const char *key)
{
  const char *slash = strchr (key, '/');
  g_autofree char *id = g_strndup (key, slash - key);
  M77Row *row = find_row (self->schedules, id);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);

  m77_json_set_string (pool, args, "override", slash + 1);
  if (row != NULL)
    act (self, row, "schedule", "remove-override", args);
}

static void
handover_cb (GuiOncallView *self, const char *key)
{
  const char *slash = strchr (key, '/');
  g_autofree char *id = g_strndup (key, slash - key);
  M77Row *row = find_row (self->offered, id);

  if (row != NULL)
    act (self, row, "handover", slash + 1, NULL);
}

static void
open_schedule_cb (GuiOncallView *self, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", "schedule", id);
}

static void
open_handover_cb (GuiOncallView *self, const char *key)
{
  g_autofree char *id = g_strndup (key, strcspn (key, "/"));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", "handover", id);
}

/* Of the schedule that this person is on call for now; else the first. */
static void
hand_over_cb (GuiOncallView *self)
{
  g_autoptr (GPtrArray) rows = rows_of (self->schedules);
  M77Row *chosen = rows->len > 0 ? rows->pdata[0] : NULL;

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (m77_duty_at (m77_row_doc (rows->pdata[i]), now ()).member, self->member) == 0)
      {
        chosen = rows->pdata[i];
        break;
      }
  if (chosen != NULL && self->client != NULL)
    gui_handing_begin (GTK_WIDGET (self), self->client, m77_row_doc (chosen), self->member);
}

/* ---- The view ---- */

void
gui_oncall_view_set_status (GuiOncallView *self,
                            const char *member,
                            const char *as_of,
                            gboolean is_offline)
{
  if (g_strcmp0 (member, self->member) == 0 && g_strcmp0 (as_of, self->as_of) == 0 &&
      is_offline == self->is_offline)
    return;
  g_free (self->member);
  self->member = g_strdup (member);
  g_free (self->as_of);
  self->as_of = g_strdup (as_of);
  self->is_offline = is_offline;
  queue_show (self);
}

static void
follow (GuiOncallView *self, GListModel **place, GListModel *rows)
{
  *place = g_object_ref (rows);
  g_signal_connect_swapped (rows, "items-changed", G_CALLBACK (queue_show), self);
  if (!M77_IS_LIST (rows))
    return;
  m77_list_look_at (M77_LIST (rows), 0, ROWS_MOST);
  g_signal_connect_swapped (rows, "loaded", G_CALLBACK (queue_show), self);
}

void
gui_oncall_view_take (GuiOncallView *self, GListModel *schedules, GListModel *handovers)
{
  follow (self, &self->schedules, schedules);
  follow (self, &self->offered, handovers);
  queue_show (self);
}

static void
unfollow (GuiOncallView *self, GListModel **place)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_clear_object (place);
}

static void
gui_oncall_view_dispose (GObject *object)
{
  GuiOncallView *self = GUI_ONCALL_VIEW (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  g_clear_handle_id (&self->show_idle, g_source_remove);
  unfollow (self, &self->schedules);
  unfollow (self, &self->offered);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_oncall_view_parent_class)->dispose (object);
}

static void
gui_oncall_view_finalize (GObject *object)
{
  g_free (GUI_ONCALL_VIEW (object)->member);
  g_free (GUI_ONCALL_VIEW (object)->as_of);

  G_OBJECT_CLASS (gui_oncall_view_parent_class)->finalize (object);
}

static void
gui_oncall_view_class_init (GuiOncallViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_oncall_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_oncall_view_finalize;
}

static GuiRowGroup *
add_group (GuiOncallView *self, GtkBox *box, const char *title, GCallback pressed, GCallback opened)
{
  GtkWidget *group = gui_row_group_new (title);

  if (pressed != NULL)
    g_signal_connect_swapped (group, "pressed", pressed, self);
  if (opened != NULL)
    g_signal_connect_swapped (group, "opened", opened, self);
  gtk_box_append (box, group);
  return GUI_ROW_GROUP (group);
}

static void
add_at (GuiOncallView *self, GtkBox *box)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->at_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->at_row), _ ("At another time"));
  gtk_widget_set_tooltip_text (self->at_row, _ ("Such as tomorrow 9:00"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->at_row), TRUE);
  g_signal_connect_swapped (self->at_row, "apply", G_CALLBACK (at_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->at_row);
  self->fault = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->fault, 0);
  gtk_label_set_wrap (self->fault, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->fault), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  gtk_box_append (box, group);
  gtk_box_append (box, GTK_WIDGET (self->fault));
}

static void
gui_oncall_view_init (GuiOncallView *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  GtkWidget *hand = gtk_button_new_with_label (_ ("Hand over…"));

  self->at = M77_TIME_NONE;
  self->now = add_group (self,
                         box,
                         _ ("On call now"),
                         G_CALLBACK (override_cb),
                         G_CALLBACK (open_schedule_cb));
  add_at (self, box);
  self->lanes = g_object_new (GUI_TYPE_LANES, NULL);
  gtk_box_append (box, GTK_WIDGET (self->lanes));
  self->changes = add_group (self, box, _ ("Next changes"), NULL, NULL);
  self->overrides = add_group (self, box, _ ("Overrides"), G_CALLBACK (remove_cb), NULL);
  self->handovers = add_group (self,
                               box,
                               _ ("Handovers"),
                               G_CALLBACK (handover_cb),
                               G_CALLBACK (open_handover_cb));
  gtk_widget_set_halign (hand, GTK_ALIGN_START);
  g_signal_connect_swapped (hand, "clicked", G_CALLBACK (hand_over_cb), self);
  gtk_box_append (box, hand);
  self->ready = g_object_new (GUI_TYPE_READINESS, NULL);
  gtk_box_append (box, GTK_WIDGET (self->ready));
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (box)));
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}

GtkWidget *
gui_oncall_view_new (M77Client *client)
{
  GuiOncallView *self = g_object_new (GUI_TYPE_ONCALL_VIEW, NULL);
  g_autoptr (M77List) schedules = NULL;
  g_autoptr (M77List) handovers = NULL;

  if (client == NULL)
    return GTK_WIDGET (self);
  self->client = g_object_ref (client);
  gui_readiness_set_client (self->ready, client);
  schedules = m77_list_new (client, "schedule", "", "name", NULL);
  handovers = m77_list_new (client, "handover", "is:open", "-shift_ends_at", NULL);
  gui_oncall_view_take (self, G_LIST_MODEL (schedules), G_LIST_MODEL (handovers));
  return GTK_WIDGET (self);
}

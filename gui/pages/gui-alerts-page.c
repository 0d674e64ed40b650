/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-alerts-page"

#include "config.h"

#include "gui/pages/gui-alerts-page.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "gui/gui-a11y.h"
#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-alert-tree.h"
#include "gui/pages/gui-list-page.h"
#include "gui/pages/gui-page.h"
#include "gui/pages/gui-record-page.h"
#include "gui/widgets/gui-alert-row.h"
#include "gui/widgets/gui-fold.h"
#include "gui/widgets/gui-pane.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-list.h"
#include "shared/model/m77-alert-silence.h"

#define AGES_EVERY_S 30
#define UNTIL_MS     3600000                               /* what acknowledging offers */
#define SILENCE_MS   (2 * 3600 * G_GINT64_CONSTANT (1000)) /* what silencing offers */
#define ENDING       "status:active ends_at<+30m"

struct _GuiAlertsPage
{
  AdwBin parent;
  GtkLabel *summary;
  GtkStack *views, *state;
  GuiSplit *split;
  GtkListView *rows;
  AdwStatusPage *empty;
  GuiRecordPage *record;
  AdwBin *list_place;

  M77Client *client;
  const GuiSection *section;
  M77Alerts *alerts;
  GuiAlertTree *tree;
  M77List *ending; /* silences that end soon; NULL: nobody is asked */
  GtkWidget *list; /* GuiListPage, made when looked at; NULL: never */
  char *as_of;
  gboolean is_offline;
  guint ages_timer, sync_idle;
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

/* ---- What is said above ---- */

static void
show_summary (GuiAlertsPage *self)
{
  const M77AlertGroups *groups = m77_alerts_groups (self->alerts, now ());
  guint ending = self->ending != NULL ? m77_list_size (self->ending) : 0;
  guint total = m77_alerts_total (self->alerts);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out,
                          ngettext ("%u fires in %u groups",
                                    "%u fire in %u groups",
                                    groups->n_firing),
                          groups->n_firing,
                          groups->firing->len);
  if (groups->n_fresh > 0)
    g_string_append_printf (out, _ (" · %u new"), groups->n_fresh);
  if (groups->n_flapping > 0)
    g_string_append_printf (out, _ (" · %u flapping"), groups->n_flapping);
  if (groups->n_suppressed > 0)
    g_string_append_printf (out, _ (" · %u silenced"), groups->n_suppressed);
  if (ending > 0)
    g_string_append_printf (out,
                            ngettext (" · %u silence ends within 30 min",
                                      " · %u silences end within 30 min",
                                      ending),
                            ending);
  if (total > groups->n_firing + groups->n_suppressed)
    g_string_append_printf (out, _ (" · the worst of %u"), total);
  gtk_label_set_label (self->summary, out->str);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), !m77_alerts_is_loading (self->alerts));
}

static void
show_state (GuiAlertsPage *self)
{
  const M77AlertGroups *groups = m77_alerts_groups (self->alerts, now ());
  const GError *error = m77_alerts_error (self->alerts);
  gint64 instant = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant, now (), gui_text_zone ());
  g_autofree char *known = *when != '\0' ? g_strdup_printf (_ ("As of %s."), when)
                                         : g_strdup (_ ("Never synced."));
  g_autofree char *markup = gui_text_markup (error != NULL ? error->message : known);
  gboolean any = groups->firing->len + groups->suppressed->len > 0;

  adw_status_page_set_title (self->empty,
                             m77_alerts_is_loading (self->alerts) ? _ ("Loading…")
                             : error != NULL                      ? _ ("Not to be had yet")
                                                                  : _ ("No alerts"));
  adw_status_page_set_description (self->empty, markup);
  gtk_stack_set_visible_child_name (self->state, any ? "rows" : "empty");
}

static gboolean
sync_cb (gpointer data)
{
  GuiAlertsPage *self = data;

  self->sync_idle = 0;
  gui_alert_tree_sync (self->tree);
  show_summary (self);
  show_state (self);
  return G_SOURCE_REMOVE;
}

/* Once for all that changes together. */
static void
queue_sync (GuiAlertsPage *self)
{
  if (self->sync_idle == 0)
    self->sync_idle = g_idle_add (sync_cb, self);
}

static gboolean
ages_cb (gpointer data)
{
  queue_sync (data);
  return G_SOURCE_CONTINUE;
}

/* ---- Rows ---- */

static GuiAlertItem *
item_of (GtkListItem *item)
{
  g_autoptr (GuiAlertItem) found = gtk_tree_list_row_get_item (gtk_list_item_get_item (item));

  return found;
}

static void
show_row (GuiAlertsPage *self, GtkListItem *list_item)
{
  GtkWidget *expander = gtk_list_item_get_child (list_item);
  GuiAlertRow *row = GUI_ALERT_ROW (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  GuiAlertItem *item = item_of (list_item);
  const M77AlertGroup *group = gui_alert_tree_group (self->tree, item);
  const M77Json *doc = gui_alert_tree_doc (self->tree, item);

  if (group != NULL)
    gui_alert_row_show_group (row, group, gui_alert_item_is_suppressed (item), now ());
  else if (doc != NULL)
    gui_alert_row_show_alert (row, doc, now ());
  else
    gui_alert_row_show_gone (row);
  if (gtk_widget_get_parent (expander) != NULL)
    gui_a11y_name (gtk_widget_get_parent (expander), gui_alert_row_sentence (row));
}

static void
changed_cb (GuiAlertItem *item, GtkListItem *list_item)
{
  show_row (g_object_get_data (G_OBJECT (list_item), "page"), list_item);
}

static const M77AlertGroup *
find_group (GuiAlertsPage *self, GtkListItem *list_item)
{
  return gtk_list_item_get_item (list_item) != NULL
             ? gui_alert_tree_group (self->tree, item_of (list_item))
             : NULL;
}

static GuiActRequest
request_for (GuiAlertsPage *self, const M77AlertGroup *group, const char *action, const char *title)
{
  const M77AlertMember *first = &g_array_index (group->members, M77AlertMember, 0);
  const M77Kind *kind = m77_kind_find ("alert");

  return (GuiActRequest){ .client = self->client,
                          .kind = kind,
                          .action = m77_kind_action (kind, action),
                          .id = first->id,
                          .key = group->alertname != NULL ? group->alertname : first->id,
                          .title = title,
                          .doc = first->doc,
                          .is_offline = self->is_offline };
}

static void
acknowledge_cb (GuiAlertRow *row, GtkListItem *list_item)
{
  GuiAlertsPage *self = g_object_get_data (G_OBJECT (list_item), "page");
  const M77AlertGroup *group = find_group (self, list_item);
  g_auto (GStrv) ids = group != NULL ? m77_alert_group_ids (group) : NULL;
  guint n = ids != NULL ? g_strv_length (ids) : 0;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  g_autofree char *until = m77_time_format (now () + UNTIL_MS);
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;
  g_autofree char *number = g_strdup_printf ("%u", n);
  GuiActRequest request;

  if (n == 0)
    return;
  title = g_strdup_printf ("%s ×%u", group->alertname != NULL ? group->alertname : "–", n);
  note = g_strdup_printf (ngettext ("%u seen; later ones page.", "%u seen; later ones page.", n),
                          n);
  m77_json_set_string (pool, args, "until", until);
  request = request_for (self, group, "acknowledge", title);
  request.args = args;
  request.note = note;
  request.ids = (const char *const *) ids;
  /* Many at once are a step more than one. */
  request.wanted = n > 1 ? number : NULL;
  gui_act_dialog_open (GTK_WIDGET (self), &request);
}

static void
silence_cb (GuiAlertRow *row, GtkListItem *list_item)
{
  GuiAlertsPage *self = g_object_get_data (G_OBJECT (list_item), "page");
  const M77AlertGroup *group = find_group (self, list_item);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *common;
  guint hidden;
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;
  GuiActRequest request;

  if (group == NULL)
    return;
  common = m77_alert_group_common (pool, group);
  hidden = m77_alert_groups_count (m77_alerts_groups (self->alerts, now ()), common);
  title = g_strdup_printf ("%s ×%u",
                           group->alertname != NULL ? group->alertname : "–",
                           group->members->len);
  note = m77_silence_words (group, hidden);
  request = request_for (self, group, "silence", title);
  request.args = m77_silence_arguments (pool, common, now () + SILENCE_MS);
  request.note = note;
  request.wanted = hidden > M77_SILENCE_TYPED_OVER ? request.key : NULL;
  gui_act_dialog_open (GTK_WIDGET (self), &request);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = gui_alert_row_new ();

  g_object_set_data (G_OBJECT (list_item), "page", data);
  g_signal_connect (row, "acknowledge", G_CALLBACK (acknowledge_cb), list_item);
  g_signal_connect (row, "silence", G_CALLBACK (silence_cb), list_item);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (list_item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  GtkWidget *expander = gtk_list_item_get_child (list_item);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), gtk_list_item_get_item (list_item));
  g_signal_connect (item_of (list_item), "changed", G_CALLBACK (changed_cb), list_item);
  show_row (data, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  GtkWidget *expander = gtk_list_item_get_child (list_item);

  g_signal_handlers_disconnect_by_data (item_of (list_item), list_item);
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), NULL);
}

static void
open (GuiAlertsPage *self, const M77Kind *kind, const char *id)
{
  if (gui_record_page_show (self->record, kind, id))
    gui_split_show_content (self->split, TRUE);
}

/* A group unfolds, an alert opens. */
static void
activate_cb (GuiAlertsPage *self, guint position)
{
  g_autoptr (GtkTreeListRow)
      row = gtk_tree_list_model_get_row (gui_alert_tree_model (self->tree), position);
  g_autoptr (GuiAlertItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (item == NULL)
    return;
  if (gui_alert_item_is_group (item))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    open (self, m77_kind_find ("alert"), gui_alert_item_key (item));
}

/* ---- As a page of the window ---- */

static GuiPage *
shown_list (GuiAlertsPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->views);

  return g_strcmp0 (name, "list") == 0 && self->list != NULL ? GUI_PAGE (self->list) : NULL;
}

static void
gui_alerts_page_set_status (GuiPage *page, const GuiStatus *status)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  self->is_offline = status->is_bad;
  if (self->list != NULL)
    gui_page_set_status (GUI_PAGE (self->list), status);
  if (g_strcmp0 (self->as_of, status->as_of) == 0)
    return;
  g_free (self->as_of);
  self->as_of = g_strdup (status->as_of);
  queue_sync (self);
}

static gboolean
gui_alerts_page_can_go_back (GuiPage *page)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  if (shown_list (self) != NULL)
    return gui_page_can_go_back (shown_list (self));
  return gui_split_is_collapsed (self->split) && gui_split_shows_content (self->split);
}

static void
gui_alerts_page_back (GuiPage *page)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  if (shown_list (self) != NULL)
    gui_page_back (shown_list (self));
  else
    gui_split_show_content (self->split, FALSE);
}

static void
gui_alerts_page_find (GuiPage *page)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  gtk_stack_set_visible_child_name (self->views, "list");
  gui_page_find (GUI_PAGE (self->list));
}

static void
gui_alerts_page_save (GuiPage *page)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  if (shown_list (self) != NULL)
    gui_page_save (shown_list (self));
  else
    gui_record_page_save (self->record);
}

static void
gui_alerts_page_suggest (GuiPage *page)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  if (shown_list (self) != NULL)
    gui_page_suggest (shown_list (self));
  else
    gui_record_page_suggest (self->record);
}

static void
gui_alerts_page_open (GuiPage *page, const M77Kind *kind, const char *id)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  if (g_str_equal (kind->name, "alert"))
    {
      gtk_stack_set_visible_child_name (self->views, "groups");
      open (self, kind, id);
      return;
    }
  gtk_stack_set_visible_child_name (self->views, "list");
  gui_page_open (GUI_PAGE (self->list), kind, id);
}

static gboolean
gui_alerts_page_can_run (GuiPage *page, const char *command)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  return shown_list (self) != NULL ? gui_page_can_run (shown_list (self), command)
                                   : gui_record_page_can_run (self->record, command);
}

static void
gui_alerts_page_run (GuiPage *page, const char *command)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  if (shown_list (self) != NULL)
    gui_page_run (shown_list (self), command);
  else
    gui_record_page_run (self->record, command);
}

static gboolean
gui_alerts_page_get_record (GuiPage *page, const M77Kind **kind, const char **id)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  return shown_list (self) != NULL ? gui_page_record (shown_list (self), kind, id)
                                   : gui_record_page_get_record (self->record, kind, id);
}

static void
gui_alerts_page_act (GuiPage *page, const char *action)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (page);

  if (shown_list (self) != NULL)
    gui_page_act (shown_list (self), action);
  else
    gui_record_page_act (self->record, action);
}

static void
gui_alerts_page_page_init (GuiPageInterface *iface)
{
  iface->set_status = gui_alerts_page_set_status;
  iface->can_go_back = gui_alerts_page_can_go_back;
  iface->back = gui_alerts_page_back;
  iface->find = gui_alerts_page_find;
  iface->save = gui_alerts_page_save;
  iface->suggest = gui_alerts_page_suggest;
  iface->open = gui_alerts_page_open;
  iface->can_run = gui_alerts_page_can_run;
  iface->run = gui_alerts_page_run;
  iface->get_record = gui_alerts_page_get_record;
  iface->act = gui_alerts_page_act;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiAlertsPage,
                               gui_alerts_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_alerts_page_page_init))

static void
back_cb (GuiAlertsPage *self)
{
  gui_page_back_changed (GUI_PAGE (self));
}

static void
split_cb (GuiAlertsPage *self)
{
  back_cb (self);
}

/* The plain lists, made when they are looked at first. */
static void
view_cb (GuiAlertsPage *self)
{
  if (self->list == NULL && self->client != NULL &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "list") == 0)
    {
      self->list = GTK_WIDGET (gui_list_page_new (self->client, self->section));
      g_signal_connect_swapped (self->list, "back-changed", G_CALLBACK (back_cb), self);
      adw_bin_set_child (self->list_place, self->list);
    }
  back_cb (self);
}

static void
gui_alerts_page_dispose (GObject *object)
{
  GuiAlertsPage *self = GUI_ALERTS_PAGE (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  g_clear_handle_id (&self->sync_idle, g_source_remove);
  if (self->alerts != NULL)
    g_signal_handlers_disconnect_by_data (self->alerts, self);
  if (self->ending != NULL)
    g_signal_handlers_disconnect_by_data (self->ending, self);
  if (self->rows != NULL)
    gtk_list_view_set_model (self->rows, NULL);
  self->rows = NULL;
  g_clear_object (&self->tree);
  g_clear_object (&self->ending);
  g_clear_object (&self->alerts);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_alerts_page_parent_class)->dispose (object);
}

static void
gui_alerts_page_finalize (GObject *object)
{
  g_free (GUI_ALERTS_PAGE (object)->as_of);

  G_OBJECT_CLASS (gui_alerts_page_parent_class)->finalize (object);
}

static void
gui_alerts_page_class_init (GuiAlertsPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_alerts_page_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_alerts_page_finalize;
  g_type_ensure (GUI_TYPE_FOLD);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_RECORD_PAGE);
  g_type_ensure (GUI_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-alerts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, views);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, state);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, split);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, rows);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, record);
  gtk_widget_class_bind_template_child (widget_class, GuiAlertsPage, list_place);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
}

static void
gui_alerts_page_init (GuiAlertsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gui_a11y_name (GTK_WIDGET (self->rows), _ ("Alerts by group"));
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}

GuiAlertsPage *
gui_alerts_page_new (M77Client *client, const GuiSection *section, M77Alerts *alerts)
{
  GuiAlertsPage *self = g_object_new (GUI_TYPE_ALERTS_PAGE, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;
  GListModel *model;

  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->section = section;
  self->alerts = alerts != NULL ? g_object_ref (alerts) : m77_alerts_new (client);
  self->tree = gui_alert_tree_new (self->alerts);
  if (client != NULL)
    {
      gui_record_page_set_client (self->record, client);
      self->ending = m77_list_new (client, "silence", ENDING, "ends_at", NULL);
      g_signal_connect_swapped (self->ending, "items-changed", G_CALLBACK (queue_sync), self);
      g_signal_connect_swapped (self->ending, "notify", G_CALLBACK (queue_sync), self);
    }
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  model = g_object_ref (G_LIST_MODEL (gui_alert_tree_model (self->tree)));
  gtk_list_view_set_factory (self->rows, factory);
  g_object_unref (factory);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (model));
  gtk_list_view_set_model (self->rows, selection);
  g_signal_connect_swapped (self->alerts, "changed", G_CALLBACK (queue_sync), self);
  queue_sync (self);
  return self;
}

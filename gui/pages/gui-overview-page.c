/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-overview-page"

#include "config.h"

#include "gui/pages/gui-overview-page.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/pages/gui-page.h"
#include "gui/widgets/gui-card.h"
#include "gui/widgets/gui-outbox-row.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-alerts.h"
#include "shared/client/m77-list.h"
#include "shared/model/m77-outbox.h"
#include "shared/model/m77-record.h"

#define AGES_EVERY_S 30

/* A card of the first rows of a list. */
static const struct
{
  const char *title, *section, *kind, *filter, *sort, *none;
} lists[] = {
  { N_ ("Incidents"),
    "incidents",
    "incident",
    "is:open",
    "severity,-started_at",
    N_ ("No open incidents") },
  { N_ ("Deployments"), "deployments", "deployment", "", "-started_at", N_ ("No deployments") },
  { N_ ("Flags changed"), "flags", "flag", "", "-changed_at", N_ ("No flags") },
  { N_ ("Service levels"),
    "levels",
    "slo",
    "is:open",
    "status,budget_left",
    N_ ("No service level burns") },
  { N_ ("Connectors"),
    "connectors",
    "connector",
    "is:open",
    "health,name",
    N_ ("All connectors work") },
};

#define N_LISTS G_N_ELEMENTS (lists)

struct _GuiOverviewPage
{
  AdwBin parent;
  GtkFlowBox *cards;
  GuiCard *needs, *alerts, *of_lists[N_LISTS];

  M77OutboxModel *outbox;
  M77Alerts *alert_model;
  M77List *models[N_LISTS];
  char *as_of;
  guint ages_timer, show_idle;
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

/* "No open incidents, as of 03:04": nothing is told as empty that was not looked at. */
static char *
none_words (GuiOverviewPage *self, const char *none, gboolean loading)
{
  gint64 instant = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant, now (), gui_text_zone ());

  if (loading)
    return g_strdup ("…");
  return *when != '\0' ? g_strdup_printf (_ ("%s, as of %s"), none, when) : g_strdup (none);
}

/* ---- Cards ---- */

static void
show_needs (GuiOverviewPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));
  g_autofree char *none = NULL;

  gui_card_begin (self->needs);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (M77OutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);
      const M77Json *operation = m77_outbox_item_json (item);
      const char *made = m77_json_get_string (operation, "made_at");
      g_autofree char *why = m77_outbox_why (operation, now (), gui_text_zone ());
      g_autofree char *title = gui_outbox_title (operation);
      g_autofree char *detail = gui_outbox_state (operation, why);
      g_autofree char *age = gui_text_age (made != NULL ? m77_time_parse (made) : M77_TIME_NONE,
                                           now ());

      if (m77_outbox_needs (operation))
        gui_card_add (self->needs, "held", title, detail, age, NULL, NULL);
    }
  none = g_strdup (m77_outbox_model_is_loaded (self->outbox) ? _ ("Nothing waits for you") : "…");
  gui_card_end (self->needs, m77_outbox_model_count_needing (self->outbox), none);
}

static void
show_alerts (GuiOverviewPage *self)
{
  const M77AlertGroups *groups = m77_alerts_groups (self->alert_model, now ());
  g_autofree char *none = none_words (self,
                                      _ ("No alerts"),
                                      m77_alerts_is_loading (self->alert_model));

  gui_card_begin (self->alerts);
  for (guint i = 0; i < groups->firing->len; i++)
    {
      const M77AlertGroup *group = groups->firing->pdata[i];
      gboolean critical = g_strcmp0 (group->severity, "critical") == 0;
      g_autofree char *title = g_strdup_printf ("%s ×%u",
                                                group->alertname != NULL ? group->alertname : "?",
                                                group->members->len);
      g_autofree char *detail = g_strdup_printf ("%s · %s · %s",
                                                 group->severity != NULL ? group->severity : "?",
                                                 group->service != NULL ? group->service : "-",
                                                 group->environment != NULL ? group->environment
                                                                            : "-");
      g_autofree char *safe = gui_text_line (title);
      g_autofree char *safe_detail = gui_text_line (detail);
      g_autofree char *age = gui_text_age (group->since, now ());

      gui_card_add (self->alerts,
                    critical ? "error" : NULL,
                    safe,
                    safe_detail,
                    age,
                    "alert",
                    group->members->len == 1 ? g_array_index (group->members, M77AlertMember, 0).id
                                             : NULL);
    }
  gui_card_end (self->alerts, groups->n_firing, none);
}

/* Its words: a bare number says nothing without its heading. */
static char *
detail_of (M77Row *row, const M77Kind *kind)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; kind->columns[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (kind, kind->columns[i]);
      gboolean says = field != NULL &&
                      (field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED ||
                       field->type == M77_TYPE_REF);
      g_autofree char *cell = says ? gui_text_cell (row, field, now ()) : NULL;

      if (cell != NULL && *cell != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", cell);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
age_of (M77Row *row, const M77Kind *kind)
{
  for (guint i = 0; kind->columns[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (kind, kind->columns[i]);

      if (field != NULL && field->type == M77_TYPE_TIME)
        return gui_text_cell (row, field, now ());
    }
  return g_strdup ("");
}

static void
add_row (GuiCard *card, M77Row *row, const M77Kind *kind)
{
  const M77Json *doc = m77_row_doc (row);
  const char *severity = m77_json_get_string (doc, "severity");
  gboolean bad = g_strcmp0 (severity, "sev1") == 0 || g_strcmp0 (severity, "sev2") == 0;
  g_autofree char *key = m77_record_key (kind, doc, m77_row_id (row), m77_row_local_number (row));
  g_autofree char *title = m77_record_title (kind, doc, m77_row_id (row));
  g_autofree char *both = g_str_equal (key, title) ? g_strdup (key)
                                                   : g_strdup_printf ("%s %s", key, title);
  g_autofree char *safe = gui_text_line (both);
  g_autofree char *detail = detail_of (row, kind);
  g_autofree char *age = age_of (row, kind);

  gui_card_add (card, bad ? "error" : NULL, safe, detail, age, kind->name, m77_row_id (row));
}

static void
show_list (GuiOverviewPage *self, guint i)
{
  const M77Kind *kind = m77_kind_find (lists[i].kind);
  M77List *list = self->models[i];
  const GError *error = m77_list_error (list);
  g_autofree char *none = error != NULL
                              ? gui_text_line (error->message)
                              : none_words (self, _ (lists[i].none), m77_list_is_loading (list));

  gui_card_begin (self->of_lists[i]);
  for (guint n = 0; n < MIN (m77_list_size (list), GUI_CARD_ROWS); n++)
    {
      g_autoptr (M77Row) row = m77_list_row (list, n);

      if (row != NULL && m77_row_is_loaded (row))
        add_row (self->of_lists[i], row, kind);
    }
  gui_card_end (self->of_lists[i], m77_list_size (list), none);
}

static gboolean
show_cb (gpointer data)
{
  GuiOverviewPage *self = data;

  self->show_idle = 0;
  show_needs (self);
  show_alerts (self);
  for (guint i = 0; i < N_LISTS; i++)
    show_list (self, i);
  return G_SOURCE_REMOVE;
}

/* Once for all that changes together. */
static void
queue_show (GuiOverviewPage *self)
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

/* ---- As a page of the window ---- */

static void
gui_overview_page_set_status (GuiPage *page, const GuiStatus *status)
{
  GuiOverviewPage *self = GUI_OVERVIEW_PAGE (page);

  if (g_strcmp0 (self->as_of, status->as_of) == 0)
    return;
  g_free (self->as_of);
  self->as_of = g_strdup (status->as_of);
  queue_show (self);
}

static void
gui_overview_page_page_init (GuiPageInterface *iface)
{
  iface->set_status = gui_overview_page_set_status;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiOverviewPage,
                               gui_overview_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_PAGE, gui_overview_page_page_init))

static void
gui_overview_page_dispose (GObject *object)
{
  GuiOverviewPage *self = GUI_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  g_clear_handle_id (&self->show_idle, g_source_remove);
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->outbox);
  if (self->alert_model != NULL)
    g_signal_handlers_disconnect_by_data (self->alert_model, self);
  g_clear_object (&self->alert_model);
  for (guint i = 0; i < N_LISTS; i++)
    {
      if (self->models[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->models[i], self);
      g_clear_object (&self->models[i]);
    }

  G_OBJECT_CLASS (gui_overview_page_parent_class)->dispose (object);
}

static void
gui_overview_page_finalize (GObject *object)
{
  g_free (GUI_OVERVIEW_PAGE (object)->as_of);

  G_OBJECT_CLASS (gui_overview_page_parent_class)->finalize (object);
}

static void
gui_overview_page_class_init (GuiOverviewPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_overview_page_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_overview_page_finalize;
}

static GuiCard *
add_card (GuiOverviewPage *self, const char *title, const char *section)
{
  GtkWidget *card = gui_card_new (title, section);

  gtk_flow_box_append (self->cards, card);
  gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
  return GUI_CARD (card);
}

static void
gui_overview_page_init (GuiOverviewPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->cards = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->cards, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->cards, TRUE);
  gtk_flow_box_set_max_children_per_line (self->cards, 3);
  gtk_flow_box_set_column_spacing (self->cards, 18);
  gtk_flow_box_set_row_spacing (self->cards, 12);
  gtk_widget_set_valign (GTK_WIDGET (self->cards), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->cards), "record");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->cards));
  adw_bin_set_child (ADW_BIN (self), scrolled);
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}

GuiOverviewPage *
gui_overview_page_new (M77Client *client, M77OutboxModel *outbox)
{
  GuiOverviewPage *self = g_object_ref_sink (g_object_new (GUI_TYPE_OVERVIEW_PAGE, NULL));

  self->outbox = g_object_ref (outbox);
  self->alert_model = m77_alerts_new (client);
  self->needs = add_card (self, _ ("Needs you"), "inbox");
  self->of_lists[0] = add_card (self, _ (lists[0].title), lists[0].section);
  self->alerts = add_card (self, _ ("Alerts"), "alerts");
  for (guint i = 0; i < N_LISTS; i++)
    {
      if (i > 0)
        self->of_lists[i] = add_card (self, _ (lists[i].title), lists[i].section);
      self->models[i] = m77_list_new (client, lists[i].kind, lists[i].filter, lists[i].sort, NULL);
      m77_list_look_at (self->models[i], 0, GUI_CARD_ROWS);
      g_signal_connect_swapped (self->models[i], "loaded", G_CALLBACK (queue_show), self);
      g_signal_connect_swapped (self->models[i], "items-changed", G_CALLBACK (queue_show), self);
      g_signal_connect_swapped (self->models[i], "notify", G_CALLBACK (queue_show), self);
    }
  g_signal_connect_swapped (outbox, "updated", G_CALLBACK (queue_show), self);
  g_signal_connect_swapped (self->alert_model, "changed", G_CALLBACK (queue_show), self);
  queue_show (self);
  return self;
}

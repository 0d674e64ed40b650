/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-replay"

#include "config.h"

#include "gui/dialogs/gui-replay.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/client/m77-chosen.h"
#include "shared/client/m77-paced.h"
#include "shared/client/m77-reading.h"

#define SEEN_AFTER_MS 250
#define TARGETS_MOST  12

static const guint rates[] = { 1, 5, 20, 0 };

struct _GuiReplay
{
  AdwWindow parent;
  AdwWindowTitle *heading;
  GtkButton *cancel, *verb;
  GtkLabel *words, *fault;
  GtkProgressBar *progress;
  AdwPreferencesGroup *targets, *form;
  AdwComboRow *rate;
  AdwEntryRow *reason, *name;

  M77Client *client;
  const M77Kind *kind;
  const M77Action *action;
  M77Chosen *chosen;
  M77Fit *fit;          /* NULL: not counted yet */
  M77Reading *webhooks; /* where they go */
  GVariant *counts;     /* of webhooks, as Groups answers them; NULL: not yet */
  GPtrArray *rows;      /* of targets, shown */
  M77Paced *paced;      /* NULL: not begun */
  GCancellable *cancellable;
  gboolean is_offline;
  guint seen_timer; /* until it counts as seen */
};

G_DEFINE_FINAL_TYPE (GuiReplay, gui_replay, ADW_TYPE_WINDOW)

static void
show_fault (GuiReplay *self, const char *text)
{
  g_autofree char *safe = gui_text_line (text);

  gtk_label_set_text (self->fault, safe);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

/* ---- Before ---- */

static guint
rate_of (GuiReplay *self)
{
  return self->is_offline ? 0 : rates[MIN (adw_combo_row_get_selected (self->rate), 3)];
}

static char *
duration_words (guint n, guint rate)
{
  guint seconds = rate > 0 ? (n + rate - 1) / rate : 0;

  if (rate == 0)
    return g_strdup (_ ("all at once"));
  if (seconds < 90)
    return g_strdup_printf (ngettext ("about %u second", "about %u seconds", seconds), seconds);
  return g_strdup_printf (_ ("about %u minutes"), (seconds + 30) / 60);
}

static void
check (GuiReplay *self)
{
  gboolean named = self->fit == NULL || !self->fit->in_production ||
                   g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name)), "production");
  guint n = self->fit != NULL ? self->fit->n : 0;
  g_autofree char *time = duration_words (n, rate_of (self));
  g_autofree char *words = NULL;

  if (self->paced != NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb), n > 0 && named && self->seen_timer == 0);
  if (self->fit == NULL)
    return;
  words =
      n == 0 ? g_strdup_printf (_ ("Nothing of the %u can be replayed: %s"),
                                self->fit->found,
                                self->fit->why)
      : self->is_offline
          ? g_strdup_printf (ngettext ("%u delivery, each under its own webhook-id. Offline: "
                                       "HELD, you are asked again.",
                                       "%u deliveries, each under its own webhook-id. Offline: "
                                       "HELD, you are asked again.",
                                       n),
                             n)
          : g_strdup_printf (ngettext ("%u delivery, under its own webhook-id: a receiver that "
                                       "has had it can tell. %s.",
                                       "%u deliveries, each under its own webhook-id: a receiver "
                                       "that has had one can tell. Takes %s.",
                                       n),
                             n,
                             time);
  gtk_label_set_text (self->words, words);
}

static gboolean
seen_cb (gpointer data)
{
  GuiReplay *self = data;

  self->seen_timer = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

static const char *
target_of (GuiReplay *self, const char *webhook, const char **status)
{
  const GPtrArray *rows = m77_reading_rows (self->webhooks);

  for (guint i = 0; i < rows->len; i++)
    {
      const M77Json *doc = m77_json_get (rows->pdata[i], "doc");

      if (g_strcmp0 (m77_json_get_string (doc, "name"), webhook) != 0)
        continue;
      *status = m77_json_get_string (doc, "status");
      return m77_json_get_string (doc, "target");
    }
  return NULL;
}

static void
add_target (GuiReplay *self, const char *webhook, gint64 count)
{
  const char *status = NULL;
  const char *target = target_of (self, webhook, &status);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = gui_text_line (webhook);
  g_autofree char *url = gui_text_line (target);
  gboolean quiet = status != NULL && g_strcmp0 (status, "active") != 0;
  g_autofree char *subtitle = quiet
                                  ? g_strdup_printf (_ ("%s, and that webhook is %s"), url, status)
                                  : g_strdup (url);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (number));
  adw_preferences_group_add (self->targets, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_targets (GuiReplay *self)
{
  GVariantIter iter;
  const char *webhook;
  gint64 count;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->targets, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (self->counts == NULL)
    return;
  g_variant_iter_init (&iter, self->counts);
  while (g_variant_iter_next (&iter, "(&sx)", &webhook, &count))
    add_target (self, webhook, count);
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiReplay) self = data;
  GVariant *counts = NULL;

  if (!m77_agent1_call_groups_finish (M77_AGENT1 (source), &counts, result, NULL))
    return;
  g_clear_pointer (&self->counts, g_variant_unref);
  self->counts = counts;
  show_targets (self);
}

static void
fit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiReplay) self = data;
  GError *error = NULL;
  M77Fit *fit = m77_chosen_fit_finish (result, &error);

  if (fit == NULL)
    {
      m77_client_fix_error (&error);
      gtk_label_set_text (self->words, "");
      show_fault (self, error->message);
      g_clear_error (&error);
      return;
    }
  self->fit = fit;
  gtk_widget_set_visible (GTK_WIDGET (self->name), fit->in_production && fit->n > 0);
  adw_window_title_set_subtitle (self->heading, fit->places);
  check (self);
}

static void
ask_counts (GuiReplay *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);
  g_autofree char *states = g_strjoin (*self->chosen->filter != '\0' ? " " : "",
                                       self->chosen->filter,
                                       "status:delivered,dead,discarded",
                                       NULL);

  if (proxy == NULL)
    {
      show_fault (self, _ ("Not asked for: no agent. Try again in a moment"));
      return;
    }
  m77_chosen_fit_async (self->chosen,
                        proxy,
                        self->action,
                        self->cancellable,
                        fit_cb,
                        g_object_ref (self));
  m77_agent1_call_groups (proxy,
                          "delivery",
                          states,
                          "webhook",
                          TARGETS_MOST,
                          self->cancellable,
                          groups_cb,
                          g_object_ref (self));
}

/* ---- While it goes on ---- */

static void
show_progress (GuiReplay *self)
{
  const M77PacedTally *tally = m77_paced_tally (self->paced);
  gboolean runs = m77_paced_is_running (self->paced);
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words, _ ("%u of %u replayed"), tally->applied, tally->total);
  if (tally->asked > tally->applied + tally->waiting + tally->withdrawn)
    g_string_append_printf (words,
                            _ (", %u on their way"),
                            tally->asked - tally->applied - tally->waiting - tally->withdrawn);
  if (tally->waiting > 0)
    g_string_append_printf (words, _ (", %u held in the inbox"), tally->waiting);
  if (tally->refused > 0)
    g_string_append_printf (words, _ (", %u refused"), tally->refused);
  if (tally->withdrawn > 0)
    g_string_append_printf (words, _ (", %u taken back"), tally->withdrawn);
  if (!runs && tally->asked + tally->refused < tally->total)
    g_string_append_printf (words,
                            _ (", %u not begun"),
                            tally->total - tally->asked - tally->refused);
  gtk_label_set_text (self->words, words->str);
  gtk_progress_bar_set_fraction (self->progress,
                                 (double) (tally->asked + tally->refused) / MAX (tally->total, 1));
  show_fault (self, m77_paced_refusal (self->paced));
  gtk_button_set_label (self->cancel, runs ? _ ("_Stop") : _ ("_Close"));
}

static void
verb_cb (GuiReplay *self)
{
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));

  if (self->fit == NULL || self->paced != NULL)
    return;
  self->paced = m77_paced_new (self->client,
                               self->kind,
                               self->action,
                               (const char *const *) self->fit->ids);
  g_signal_connect_swapped (self->paced, "changed", G_CALLBACK (show_progress), self);
  gtk_widget_set_visible (GTK_WIDGET (self->verb), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->form), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_window_set_modal (GTK_WINDOW (self), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
  m77_paced_start (self->paced, rate_of (self), "{}", reason);
}

static void
cancel_cb (GuiReplay *self)
{
  if (self->paced != NULL && m77_paced_is_running (self->paced))
    m77_paced_stop (self->paced);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Closing it is no way to lose sight of what goes on. */
static gboolean
gui_replay_close_request (GtkWindow *window)
{
  GuiReplay *self = GUI_REPLAY (window);

  if (self->paced == NULL || !m77_paced_is_running (self->paced))
    return GTK_WINDOW_CLASS (gui_replay_parent_class)->close_request (window);
  show_fault (self, _ ("Stop it first, or let it come to its end"));
  return TRUE;
}

/* ---- The window ---- */

static void
no_paste_cb (GtkText *text)
{
  g_signal_stop_emission_by_name (text, "paste-clipboard");
  gtk_widget_error_bell (GTK_WIDGET (text));
}

static void
gui_replay_dispose (GObject *object)
{
  GuiReplay *self = GUI_REPLAY (object);

  g_clear_handle_id (&self->seen_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->webhooks != NULL)
    g_signal_handlers_disconnect_by_data (self->webhooks, self);
  g_clear_object (&self->webhooks);
  if (self->paced != NULL)
    g_signal_handlers_disconnect_by_data (self->paced, self);
  g_clear_object (&self->paced);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_replay_parent_class)->dispose (object);
}

static void
gui_replay_finalize (GObject *object)
{
  GuiReplay *self = GUI_REPLAY (object);

  g_clear_pointer (&self->fit, m77_fit_free);
  g_clear_pointer (&self->chosen, m77_chosen_free);
  g_clear_pointer (&self->counts, g_variant_unref);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (gui_replay_parent_class)->finalize (object);
}

static void
gui_replay_class_init (GuiReplayClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_replay_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_replay_finalize;
  GTK_WINDOW_CLASS (class)->close_request = gui_replay_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-replay.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, heading);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, cancel);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, verb);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, words);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, fault);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, progress);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, targets);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, form);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, rate);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, reason);
  gtk_widget_class_bind_template_child (widget_class, GuiReplay, name);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, verb_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
gui_replay_init (GuiReplay *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->kind = m77_kind_find ("delivery");
  self->action = m77_kind_action (self->kind, "replay");
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (gtk_editable_get_delegate (GTK_EDITABLE (self->name)),
                    "paste-clipboard",
                    G_CALLBACK (no_paste_cb),
                    NULL);
}

GuiReplay *
gui_replay_open (GtkWidget *near, M77Client *client, const char *filter, gboolean is_offline)
{
  GtkRoot *root = gtk_widget_get_root (near);
  GuiReplay *self = g_object_new (GUI_TYPE_REPLAY, "transient-for", root, NULL);
  g_autoptr (M77Marks) marks = m77_marks_new ();
  g_autofree char *scoped = m77_client_scope (client, "delivery", filter);

  m77_marks_set_all (marks, scoped, 1);
  self->client = g_object_ref (client);
  self->is_offline = is_offline;
  self->chosen = m77_chosen_new (self->kind, marks);
  self->webhooks = m77_reading_new (client, "webhook", "", "name");
  g_signal_connect_swapped (self->webhooks, "changed", G_CALLBACK (show_targets), self);
  gtk_widget_set_visible (GTK_WIDGET (self->rate), !is_offline);
  gtk_button_set_label (self->verb, is_offline ? _ ("Hold") : _ ("Replay"));
  self->seen_timer = g_timeout_add (SEEN_AFTER_MS, seen_cb, self);
  ask_counts (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-resolver"

#include "config.h"

#include "gui/pages/gui-resolver.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-conflict-card.h"
#include "gui/widgets/gui-outbox-row.h"
#include "shared/model/m77-side.h"

#define SAVE_AFTER_MS 500 /* of what is typed; a choice is kept at once */

struct _GuiResolver
{
  AdwBin parent;
  GtkLabel *title, *note, *decided;
  GtkBox *asking, *merged;
  GtkExpander *merged_expander;
  GtkButton *apply;

  M77Client *client;
  char *operation; /* NULL: none */
  GCancellable *cancellable;
  M77Decision *decision; /* NULL: not here yet */
  GPtrArray *cards;
  guint save_timer;
  gboolean applying;
};

G_DEFINE_FINAL_TYPE (GuiResolver, gui_resolver, ADW_TYPE_BIN)

static guint done_signal;

static void
show_note (GuiResolver *self, const char *text)
{
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
show_decided (GuiResolver *self)
{
  guint asking = m77_decision_count_asking (self->decision);
  guint open = m77_decision_count_open (self->decision);
  g_autofree char *text = g_strdup_printf (_ ("%u of %u decided"), asking - open, asking);

  gtk_label_set_text (self->decided, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), !self->applying);
}

/* ---- Keeping what is decided ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiResolver) self = data;
  GError *error = NULL;

  if (m77_agent1_call_save_decision_finish (M77_AGENT1 (source), result, &error))
    return;
  m77_client_fix_error (&error);
  show_note (self, error->message);
  g_clear_error (&error);
}

static void
save (GuiResolver *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  g_autofree char *draft = NULL;

  g_clear_handle_id (&self->save_timer, g_source_remove);
  if (self->decision == NULL || proxy == NULL)
    return;
  draft = m77_decision_to_draft (self->decision);
  m77_agent1_call_save_decision (proxy,
                                 self->operation,
                                 draft,
                                 NULL,
                                 saved_cb,
                                 g_object_ref (self));
}

static gboolean
save_cb (gpointer data)
{
  GuiResolver *self = data;

  self->save_timer = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
chose_cb (GuiResolver *self)
{
  g_clear_handle_id (&self->save_timer, g_source_remove);
  self->save_timer = g_timeout_add (SAVE_AFTER_MS, save_cb, self);
  show_note (self, NULL);
  show_decided (self);
}

/* ---- Following ---- */

static void
clear_cards (GuiResolver *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->cards->pdata[i])), self->cards->pdata[i]);
  g_ptr_array_set_size (self->cards, 0);
}

static void
make_cards (GuiResolver *self)
{
  guint n = m77_decision_size (self->decision);
  guint merged = 0;

  clear_cards (self);
  for (guint i = 0; i < n; i++)
    {
      gboolean asks = m77_decision_field (self->decision, i)->asks;
      GtkWidget *card = gui_conflict_card_new (self->decision, i);

      merged += asks ? 0 : 1;
      g_signal_connect_swapped (card, "chose", G_CALLBACK (chose_cb), self);
      gtk_box_append (asks ? self->asking : self->merged, card);
      g_ptr_array_add (self->cards, card);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->merged_expander), merged > 0);
  if (merged > 0)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%u field merged by itself",
                                                          "%u fields merged by themselves",
                                                          merged),
                                                merged);

      gtk_expander_set_label (self->merged_expander, label);
    }
}

static void
say_moved (GuiResolver *self, int reopened)
{
  const char *by = m77_json_get_string (self->decision->conflict, "theirs_by");
  g_autofree char *safe = gui_text_line (by != NULL ? by : "?");
  g_autofree char *text = NULL;

  if (reopened > 0)
    text = g_strdup_printf (ngettext ("Theirs is v%d now, by %s. %d field is open again",
                                      "Theirs is v%d now, by %s. %d fields are open again",
                                      (gulong) reopened),
                            (int) self->decision->theirs_version,
                            safe,
                            reopened);
  else
    text = g_strdup_printf (_ ("Theirs is v%d now, by %s. What you decided stands"),
                            (int) self->decision->theirs_version,
                            safe);
  show_note (self, text);
}

void
gui_resolver_take (GuiResolver *self, const char *json)
{
  g_autoptr (GError) error = NULL;
  gint64 version = self->decision != NULL ? self->decision->theirs_version : 0;
  gboolean first = self->decision == NULL;
  int reopened = 0;

  if (first)
    self->decision = m77_decision_new (json, &error);
  else
    reopened = m77_decision_update (self->decision, json, &error);
  if (error != NULL)
    {
      show_note (self, error->message);
      return;
    }
  if (first)
    {
      g_autofree char *title = gui_outbox_title (self->decision->conflict);
      g_autofree char *clash = m77_side_clash (self->decision);

      gtk_label_set_text (self->title, title);
      show_note (self, clash);
    }
  /* Nothing moves under the pointer unless theirs did. */
  if (first || self->decision->theirs_version != version)
    make_cards (self);
  if (!first && self->decision->theirs_version != version)
    say_moved (self, reopened);
  show_decided (self);
}

static void
conflict_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *json = NULL;
  GError *error = NULL;

  if (m77_agent1_call_conflict_finish (M77_AGENT1 (source), &json, result, &error))
    gui_resolver_take (data, json);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      m77_client_fix_error (&error);
      show_note (data, error->message);
    }
  g_clear_error (&error);
}

static void
ask (GuiResolver *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;

  if (proxy != NULL && self->operation != NULL && !self->applying)
    m77_agent1_call_conflict (proxy, self->operation, self->cancellable, conflict_cb, self);
}

static void
operation_cb (M77Client *client, const char *operation, const char *state, GuiResolver *self)
{
  if (g_strcmp0 (operation, self->operation) == 0)
    ask (self);
}

static void
changed_cb (M77Client *client, guint64 epoch, guint64 number, GStrv kinds, GuiResolver *self)
{
  ask (self);
}

void
gui_resolver_show (GuiResolver *self, const char *operation)
{
  if (g_strcmp0 (operation, self->operation) == 0)
    return;
  if (self->save_timer != 0)
    save (self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  clear_cards (self);
  g_clear_pointer (&self->decision, m77_decision_free);
  g_free (self->operation);
  self->operation = g_strdup (operation);
  self->applying = FALSE;
  gtk_label_set_text (self->title, "");
  gtk_label_set_text (self->decided, "");
  show_note (self, NULL);
  ask (self);
}

/* ---- Applying ---- */

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiResolver) self = data;
  GError *error = NULL;
  guint64 seq;

  self->applying = FALSE;
  if (!m77_agent1_call_resolve_finish (M77_AGENT1 (source), &seq, result, &error))
    {
      m77_client_fix_error (&error);
      show_note (self, error->message);
      g_clear_error (&error);
      ask (self);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  gtk_widget_activate_action (GTK_WIDGET (self),
                              "win.tell",
                              "s",
                              seq == 0 ? _ ("Decided: theirs stands, nothing is left to send")
                                       : _ ("Decided"));
  g_signal_emit (self, done_signal, 0);
}

static void
apply_cb (GuiResolver *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);
  g_autofree char *choices = NULL;

  if (self->decision == NULL || self->applying)
    return;
  for (guint i = 0; i < self->cards->len; i++)
    if (m77_decision_is_open (self->decision, gui_conflict_card_field (self->cards->pdata[i])))
      {
        show_note (self, _ ("Decide what is open first"));
        gtk_widget_child_focus (self->cards->pdata[i], GTK_DIR_TAB_FORWARD);
        return;
      }
  if (proxy == NULL)
    {
      show_note (self, _ ("Not applied: no agent. Try again in a moment"));
      return;
    }
  choices = m77_decision_to_choices (self->decision);
  self->applying = TRUE;
  show_decided (self);
  m77_agent1_call_resolve (proxy, self->operation, choices, NULL, resolved_cb, g_object_ref (self));
}

static void
later_cb (GuiResolver *self)
{
  save (self);
  g_signal_emit (self, done_signal, 0);
}

/* ---- The widget ---- */

static void
gui_resolver_dispose (GObject *object)
{
  GuiResolver *self = GUI_RESOLVER (object);

  g_clear_handle_id (&self->save_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_resolver_parent_class)->dispose (object);
}

static void
gui_resolver_finalize (GObject *object)
{
  GuiResolver *self = GUI_RESOLVER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->decision, m77_decision_free);
  g_ptr_array_unref (self->cards);
  g_free (self->operation);

  G_OBJECT_CLASS (gui_resolver_parent_class)->finalize (object);
}

static void
gui_resolver_class_init (GuiResolverClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = gui_resolver_dispose;
  object_class->finalize = gui_resolver_finalize;
  done_signal = g_signal_new ("done",
                              G_TYPE_FROM_CLASS (class),
                              G_SIGNAL_RUN_LAST,
                              0,
                              NULL,
                              NULL,
                              NULL,
                              G_TYPE_NONE,
                              0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-resolver.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiResolver, title);
  gtk_widget_class_bind_template_child (widget_class, GuiResolver, note);
  gtk_widget_class_bind_template_child (widget_class, GuiResolver, decided);
  gtk_widget_class_bind_template_child (widget_class, GuiResolver, asking);
  gtk_widget_class_bind_template_child (widget_class, GuiResolver, merged);
  gtk_widget_class_bind_template_child (widget_class, GuiResolver, merged_expander);
  gtk_widget_class_bind_template_child (widget_class, GuiResolver, apply);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
gui_resolver_init (GuiResolver *self)
{
  self->cards = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gui_resolver_set_client (GuiResolver *self, M77Client *client)
{
  self->client = g_object_ref (client);
  g_signal_connect (client, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (client, "operation-changed", G_CALLBACK (operation_cb), self);
}

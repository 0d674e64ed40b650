/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-operation-pane"

#include "config.h"

#include "gui/pages/gui-operation-pane.h"

#include <glib/gi18n.h>

#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-operation-content.h"
#include "gui/widgets/gui-outbox-row.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-outbox.h"

struct _GuiOperationPane
{
  AdwBin parent;
  GtkLabel *title, *state, *since, *fault;
  GtkBox *ways, *edit_bar;
  GuiOperationContent *content;

  M77Client *client;
  M77OutboxItem *item; /* NULL: none */
  gboolean editing;
};

G_DEFINE_FINAL_TYPE (GuiOperationPane, gui_operation_pane, ADW_TYPE_BIN)

/* effect: what is asked first, and verb the answer; NULL: done at once. */
typedef struct
{
  const char *name;
  const char *label, *verb, *effect, *said;
} Way;

static const Way ways[] = {
  { "confirm",
    N_ ("Confirm…"),
    N_ ("Confirm"),
    N_ ("Asked anew from now, with what you see now as its condition."),
    N_ ("Confirmed: asked anew, as things are now") },
  { "retry", N_ ("Send again"), NULL, NULL, N_ ("Sent again") },
  { "edit", N_ ("Edit"), NULL, NULL, NULL },
  { "join", N_ ("Join"), NULL, NULL, N_ ("Joined: it stays theirs, you are a responder") },
  { "take-over",
    N_ ("Take over…"),
    N_ ("Take over"),
    N_ ("Acknowledged by you instead; who did so before is told."),
    N_ ("Taken over: asked for by you") },
  { "drop", N_ ("Drop…"), N_ ("It is not sent: theirs stays."), N_ ("Dropped: it stays theirs") },
  { "withdraw", N_ ("Withdraw"), NULL, NULL, N_ ("Withdrawn before it was sent") },
  { "discard",
    N_ ("Discard…"),
    N_ ("Discard"),
    N_ ("It is not sent and its change is undone here. This cannot be taken back."),
    N_ ("Discarded") },
  { "copy", N_ ("Copy"), NULL, NULL, N_ ("Copied") },
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
tell (GuiOperationPane *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

static const M77Json *
operation_of (GuiOperationPane *self)
{
  return self->item != NULL ? m77_outbox_item_json (self->item) : NULL;
}

static const M77Kind *
kind_of (const M77Json *operation)
{
  const char *name = m77_json_get_string (operation, "kind");

  return name != NULL ? m77_kind_find (name) : NULL;
}

static void
show_fault (GuiOperationPane *self, const char *text)
{
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* ---- Editing and sending again ---- */

static void
touched_cb (GuiOperationPane *self)
{
  show_fault (self, NULL);
}

static void
set_editing (GuiOperationPane *self, gboolean editing)
{
  self->editing = editing;
  show_fault (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->ways), !editing);
  gtk_widget_set_visible (GTK_WIDGET (self->edit_bar), editing);
  if (editing)
    gui_operation_content_edit (self->content, operation_of (self));
  else
    gui_operation_content_show (self->content, operation_of (self));
}

static void
cancel_cb (GuiOperationPane *self)
{
  set_editing (self, FALSE);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiOperationPane) self = data;
  g_autofree char *id = NULL;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_outbox_edit_finish (M77_AGENT1 (source), &seq, &id, result, &error))
    {
      m77_client_fix_error (&error);
      show_fault (self, error->message);
      g_clear_error (&error);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  tell (self, _ ("Sent again, with what you changed"));
  if (self->item != NULL)
    set_editing (self, FALSE);
}

static void
send_cb (GuiOperationPane *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  content = gui_operation_content_collect (self->content, operation_of (self), &error);
  if (content == NULL || proxy == NULL)
    {
      show_fault (self,
                  content == NULL ? error->message
                                  : _ ("Not sent: no agent. Try again in a moment"));
      return;
    }
  m77_agent1_call_outbox_edit (proxy,
                               m77_outbox_item_id (self->item),
                               content,
                               NULL,
                               sent_cb,
                               g_object_ref (self));
}

/* ---- The verbs ---- */

typedef struct
{
  GuiOperationPane *pane;
  const Way *way;
  char *operation;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *self = data;

  g_object_unref (self->pane);
  g_free (self->operation);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_outbox_do_finish (M77_AGENT1 (source), &seq, result, &error))
    {
      m77_client_fix_error (&error);
      show_fault (asked->pane, error->message);
      g_clear_error (&error);
      return;
    }
  m77_client_saw_seq (asked->pane->client, seq);
  tell (asked->pane, _ (asked->way->said));
}

/* Takes what was asked. */
static void
carry_out (gpointer data)
{
  Asked *asked = data;
  M77Agent1 *proxy = m77_client_proxy (asked->pane->client);

  if (proxy == NULL)
    {
      show_fault (asked->pane, _ ("Not done: no agent. Try again in a moment"));
      free_asked (asked);
      return;
    }
  m77_agent1_call_outbox_do (proxy, asked->way->name, asked->operation, NULL, done_cb, asked);
}

/* A dangerous action is as dangerous when it is confirmed; its record's environment is not at
 * hand, so it counts as production. NULL: nothing has to be typed. */
static const char *
name_to_type (const M77Json *operation, const Way *way)
{
  const M77Kind *kind = kind_of (operation);
  const char *name = m77_json_get_string (operation, "action");
  const M77Action *action = kind != NULL && name != NULL ? m77_kind_action (kind, name) : NULL;
  gboolean typed = action != NULL && m77_action_danger (action, NULL) == M77_DANGER_TYPED;

  return typed && g_str_equal (way->name, "confirm") ? m77_json_get_string (operation, "key")
                                                     : NULL;
}

static void
ask_first (GuiOperationPane *self, Asked *asked)
{
  const M77Json *operation = operation_of (self);
  g_autofree char *title = gui_outbox_title (operation);
  g_autofree char *since = m77_outbox_since (operation, now (), gui_text_zone ());
  g_autofree char *safe = gui_text_line (since);
  g_autoptr (GString) body = g_string_new (_ (asked->way->effect));
  gboolean destructive = g_str_equal (asked->way->name, "discard");

  if (since != NULL)
    g_string_append_printf (body, _ ("\n\nSince you asked: %s"), safe);
  gui_compat_ask (GTK_WIDGET (self),
                  title,
                  body->str,
                  _ (asked->way->verb),
                  destructive,
                  name_to_type (operation, asked->way),
                  carry_out,
                  asked,
                  free_asked);
}

static void
way_cb (GtkButton *button, GuiOperationPane *self)
{
  const Way *way = g_object_get_data (G_OBJECT (button), "way");
  Asked *asked;

  if (self->item == NULL)
    return;
  show_fault (self, NULL);
  if (g_str_equal (way->name, "edit"))
    {
      set_editing (self, TRUE);
      return;
    }
  if (g_str_equal (way->name, "copy"))
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GString) text = g_string_new (NULL);

      m77_json_write_pretty (m77_outbox_content (operation_of (self), pool), text);
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
      tell (self, _ (way->said));
      return;
    }
  asked = g_new (Asked, 1);
  *asked = (Asked){ g_object_ref (self), way, g_strdup (m77_outbox_item_id (self->item)) };
  if (way->effect != NULL)
    ask_first (self, asked);
  else
    carry_out (asked);
}

/* Fields of the table can be edited here; arguments of actions are asked for anew. */
static gboolean
is_open (const M77Json *operation, const Way *way)
{
  return m77_outbox_has_way (operation, way->name) &&
         (!g_str_equal (way->name, "edit") || m77_json_get_string (operation, "action") == NULL);
}

static void
show_ways (GuiOperationPane *self)
{
  const M77Json *operation = operation_of (self);

  clear (self->ways);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      GtkWidget *button;

      if (!is_open (operation, &ways[i]))
        continue;
      button = gtk_button_new_with_label (_ (ways[i].label));
      g_object_set_data (G_OBJECT (button), "way", (gpointer) &ways[i]);
      if (gtk_widget_get_first_child (GTK_WIDGET (self->ways)) == NULL)
        gtk_widget_add_css_class (button, "suggested-action");
      g_signal_connect (button, "clicked", G_CALLBACK (way_cb), self);
      gtk_box_append (self->ways, button);
    }
}

static void
show_operation (GuiOperationPane *self)
{
  const M77Json *operation = operation_of (self);
  const char *why = m77_json_get_string (operation, "why");
  g_autofree char *title = gui_outbox_title (operation);
  g_autofree char *brief = m77_outbox_why (operation, now (), gui_text_zone ());
  g_autofree char *state = gui_outbox_state (operation, why != NULL ? why : brief);
  g_autofree char *since = m77_outbox_since (operation, now (), gui_text_zone ());
  g_autofree char *safe = gui_text_line (since);
  g_autofree char *words = g_strdup_printf (_ ("Since you asked: %s"), safe);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->state, state);
  gtk_label_set_text (self->since, words);
  gtk_widget_set_visible (GTK_WIDGET (self->since), since != NULL);
  show_ways (self);
  if (!self->editing)
    gui_operation_content_show (self->content, operation);
}

void
gui_operation_pane_set_item (GuiOperationPane *self, M77OutboxItem *item)
{
  if (item == self->item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (show_operation), self);
  set_editing (self, FALSE);
  show_operation (self);
}

static void
gui_operation_pane_dispose (GObject *object)
{
  GuiOperationPane *self = GUI_OPERATION_PANE (object);

  gui_operation_pane_set_item (self, NULL);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_operation_pane_parent_class)->dispose (object);
}

static void
gui_operation_pane_class_init (GuiOperationPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_operation_pane_dispose;
  g_type_ensure (GUI_TYPE_OPERATION_CONTENT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-operation-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiOperationPane, title);
  gtk_widget_class_bind_template_child (widget_class, GuiOperationPane, state);
  gtk_widget_class_bind_template_child (widget_class, GuiOperationPane, since);
  gtk_widget_class_bind_template_child (widget_class, GuiOperationPane, fault);
  gtk_widget_class_bind_template_child (widget_class, GuiOperationPane, ways);
  gtk_widget_class_bind_template_child (widget_class, GuiOperationPane, content);
  gtk_widget_class_bind_template_child (widget_class, GuiOperationPane, edit_bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
gui_operation_pane_init (GuiOperationPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gui_operation_pane_set_client (GuiOperationPane *self, M77Client *client)
{
  g_set_object (&self->client, client);
}

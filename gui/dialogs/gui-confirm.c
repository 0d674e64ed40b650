/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-confirm"

#include "config.h"

#include "gui/dialogs/gui-confirm.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/model/m77-act.h"

struct _GuiConfirm
{
  GtkPopover parent;
  GtkLabel *question, *place, *effect, *offline;
  GtkButton *cancel, *verb;

  M77Client *client;
  const M77Kind *kind;
  const M77Action *action; /* NULL: nothing is asked */
  char *id;
  M77JsonPool *pool; /* of expect */
  const M77Json *expect;
};

G_DEFINE_FINAL_TYPE (GuiConfirm, gui_confirm, GTK_TYPE_POPOVER)

static void
tell (GuiConfirm *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

static void
act_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiConfirm) self = data;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_act_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      m77_client_fix_error (&error);
      tell (self, error->message);
      g_clear_error (&error);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  tell (self, _ ("Asked for: the inbox has it until it is applied"));
}

static void
verb_cb (GuiConfirm *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  g_autofree char *expect = self->expect != NULL ? m77_json_to_text (self->expect) : NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (proxy == NULL || expect == NULL)
    {
      tell (self, _ ("Not asked for: no agent. Try again in a moment"));
      return;
    }
  m77_agent1_call_act (proxy,
                       self->action->name,
                       self->kind->name,
                       self->id,
                       "{}",
                       "",
                       expect,
                       NULL,
                       act_cb,
                       g_object_ref (self));
}

static void
gui_confirm_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gui_confirm_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (GUI_CONFIRM (widget)->cancel));
}

static void
gui_confirm_dispose (GObject *object)
{
  g_clear_object (&GUI_CONFIRM (object)->client);

  G_OBJECT_CLASS (gui_confirm_parent_class)->dispose (object);
}

static void
gui_confirm_finalize (GObject *object)
{
  GuiConfirm *self = GUI_CONFIRM (object);

  m77_json_pool_free (self->pool);
  g_free (self->id);

  G_OBJECT_CLASS (gui_confirm_parent_class)->finalize (object);
}

static void
gui_confirm_class_init (GuiConfirmClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->map = gui_confirm_map;
  object_class->dispose = gui_confirm_dispose;
  object_class->finalize = gui_confirm_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-confirm.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, question);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, place);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, effect);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, offline);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, cancel);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, verb);
  gtk_widget_class_bind_template_callback (widget_class, verb_cb);
}

static void
gui_confirm_init (GuiConfirm *self)
{
  self->pool = m77_json_pool_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

void
gui_confirm_ask (GuiConfirm *self, const GuiActRequest *request)
{
  static const struct
  {
    const char *verb;
    const char *words;
  } offline[] = {
    [M77_OFFLINE_ALLOW] = { N_ ("Queue"), N_ ("Offline: sent when there is a connection again") },
    [M77_OFFLINE_HOLD] = { N_ ("Hold"), N_ ("Offline: held, you are asked again") },
    [M77_OFFLINE_DENY] = { N_ ("Send"), N_ ("Offline: this cannot be asked now") },
  };
  const M77Action *action = request->action;
  const char *where = m77_json_get_string (request->doc, "environment");
  const char *label = gui_text_label (action->label);
  g_autofree char *question = g_strdup_printf ("%s: %s", label, request->title);
  g_autofree char *place = where != NULL ? gui_text_line (where) : NULL;

  g_set_object (&self->client, request->client);
  self->kind = request->kind;
  self->action = action;
  g_free (self->id);
  self->id = g_strdup (request->id);
  m77_json_pool_reset (self->pool);
  self->expect = m77_act_expect (self->pool, request->kind, action, request->doc);

  gtk_label_set_label (self->question, question);
  show_line (self->place, place);
  show_line (self->effect, action->effect != NULL ? gui_text_label (action->effect) : NULL);
  show_line (self->offline, request->is_offline ? _ (offline[action->offline].words) : NULL);
  gtk_button_set_label (self->verb,
                        request->is_offline ? _ (offline[action->offline].verb) : label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb),
                            !request->is_offline || action->offline != M77_OFFLINE_DENY);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-undo"

#include "config.h"

#include "gui/gui-undo.h"

#include <glib/gi18n.h>

#include "gui/gui-arm.h"
#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-outbox-row.h"
#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"
#include "shared/model/m77-outbox.h"

typedef struct
{
  GtkWidget *window;
  M77Client *client;
  gboolean redo;
  char *operation, *reason; /* of what is asked about */
} Undo;

static void
undo_free (Undo *self)
{
  g_object_unref (self->window);
  g_object_unref (self->client);
  g_free (self->operation);
  g_free (self->reason);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undo, undo_free)

static void
tell (Undo *self, const char *text)
{
  gtk_widget_activate_action (self->window, "win.tell", "s", text);
}

static void
tell_error (Undo *self, GError *error)
{
  m77_client_fix_error (&error);
  tell (self, error->message);
  g_error_free (error);
}

/* ---- An action ---- */

static void
action_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Undo) self = data;
  g_autofree char *id = NULL;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_undo_action_finish (M77_AGENT1 (source), &seq, &id, result, &error))
    {
      tell_error (self, error);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  tell (self, _ ("Asked for: it takes back what you did"));
}

static void
confirmed_cb (gpointer data)
{
  Undo *self = data;
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy == NULL)
    {
      tell (self, _ ("Not asked for: no agent. Try again in a moment"));
      undo_free (self);
      return;
    }
  m77_agent1_call_undo_action (proxy, self->operation, self->reason, NULL, action_cb, self);
}

/* Takes self. */
static void
ask (Undo *self, const M77Json *operation, const M77Json *offered)
{
  const char *kind_name = m77_json_get_string (offered, "kind");
  const char *name = m77_json_get_string (offered, "action");
  const char *effect = m77_json_get_string (offered, "effect");
  const char *key = m77_json_get_string (operation, "key");
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const M77Action *action = kind != NULL && name != NULL ? m77_kind_action (kind, name) : NULL;
  gboolean typed = action == NULL || m77_action_danger (action, NULL) == M77_DANGER_TYPED;
  const char *verb = action != NULL ? gui_text_label (action->label) : name;
  g_autofree char *what = m77_outbox_what (operation);
  g_autofree char *title = gui_outbox_title (operation);
  g_autofree char *heading = g_strdup_printf ("%s: %s", verb, title);
  g_autofree char *body = NULL;

  self->operation = g_strdup (m77_json_get_string (operation, "id"));
  self->reason = g_strdup_printf (_ ("It takes back: %s, which was sent."), what);
  body = g_strdup_printf ("%s\n\n%s", self->reason, effect != NULL ? gui_text_label (effect) : "");
  gui_compat_ask (self->window,
                  heading,
                  body,
                  verb,
                  typed,
                  typed ? key : NULL,
                  confirmed_cb,
                  self,
                  (GDestroyNotify) undo_free);
}

/* ---- An edit ---- */

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Undo) self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *json = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  const M77Json *answer, *operation, *offered;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_undo_finish (M77_AGENT1 (source), &seq, &json, result, &error))
    {
      tell_error (self, error);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  answer = m77_json_parse (pool, json, -1, NULL);
  operation = m77_json_get (answer, "operation");
  offered = m77_json_get (answer, "offered");
  if (m77_json_get_string (offered, "action") != NULL)
    {
      ask (g_steal_pointer (&self), operation, offered);
      return;
    }
  title = gui_outbox_title (operation);
  words = g_strdup_printf (self->redo ? _ ("Done again: %s") : _ ("Taken back: %s"), title);
  tell (self, words);
}

void
gui_undo (GtkWidget *window, M77Client *client, gboolean redo)
{
  M77Agent1 *proxy = m77_client_proxy (client);
  Undo *self;

  if (proxy == NULL || !gui_arm_may_write (window, m77_kind_find ("incident"), NULL, NULL))
    return;
  self = g_new0 (Undo, 1);
  self->window = g_object_ref (window);
  self->client = g_object_ref (client);
  self->redo = redo;
  m77_agent1_call_undo (proxy, redo, NULL, undone_cb, self);
}

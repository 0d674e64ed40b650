/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-import"

#include "config.h"

#include "gui/dialogs/gui-import.h"

#include <glib/gi18n.h>

#include "gui/gui-arm.h"
#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "shared/model/m77-import.h"

typedef struct
{
  GtkWidget *window;
  M77Client *client;
  const M77Kind *kind;
  char *doc; /* JSON */
} Import;

static void
import_free (Import *self)
{
  g_object_unref (self->window);
  g_object_unref (self->client);
  g_free (self->doc);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static void
tell (Import *self, const char *text)
{
  gtk_widget_activate_action (self->window, "win.tell", "s", text);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Import) self = data;
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_create_finish (M77_AGENT1 (source), &seq, &id, &operation, result, &error))
    {
      m77_client_fix_error (&error);
      tell (self, error->message);
      g_error_free (error);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  tell (self, _ ("Stored here"));
  gtk_widget_activate_action (self->window, "win.open", "(ss)", self->kind->name, id);
}

static void
confirmed_cb (gpointer data)
{
  Import *self = data;
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy != NULL && gui_arm_may_write (self->window, self->kind, NULL, "testing"))
    {
      m77_agent1_call_create (proxy, self->kind->name, self->doc, NULL, made_cb, self);
      return;
    }
  if (proxy == NULL)
    tell (self, _ ("Not stored: no agent. Try again in a moment"));
  import_free (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Import) self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *heading = NULL;
  g_autofree char *title = NULL;
  const M77Json *doc = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, &error))
    doc = m77_import_file (pool, name, text, length, &self->kind, &error);
  if (doc == NULL)
    {
      g_autofree char *words = g_strdup_printf ("%s: %s", name, error->message);

      tell (self, words);
      return;
    }
  self->doc = m77_json_to_text (doc);
  title = gui_text_line (m77_json_get_string (doc, "title"));
  /* Translators: a kind and a title: Import the runbook “Disk full”? */
  heading = g_strdup_printf (_ ("Import the %s “%s”?"), gui_text_label (self->kind->label), title);
  gui_compat_ask (self->window,
                  heading,
                  _ ("It becomes a record, stored here and sent when there is a connection."),
                  _ ("Import"),
                  FALSE,
                  NULL,
                  confirmed_cb,
                  self,
                  (GDestroyNotify) import_free);
  g_steal_pointer (&self);
}

void
gui_import_open (GtkWidget *window, M77Client *client, GFile *file)
{
  Import *self = g_new0 (Import, 1);

  self->window = g_object_ref (window);
  self->client = g_object_ref (client);
  g_file_load_contents_async (file, NULL, read_cb, self);
}

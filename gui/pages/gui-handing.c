/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-handing"

#include "config.h"

#include "gui/pages/gui-handing.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-handover.h"

#define OPEN_MOST 200 /* of a kind */

typedef struct
{
  GtkWidget *near;
  M77Client *client;
  M77JsonPool *pool; /* of all that follows */
  M77Handover *handover;
  guint kind; /* that is read: index of m77_handover_kinds */
} Handing;

static void
end (Handing *self, const char *told)
{
  if (told != NULL)
    gtk_widget_activate_action (self->near, "win.tell", "s", told);
  g_clear_pointer (&self->handover, m77_handover_free);
  g_object_unref (self->near);
  g_object_unref (self->client);
  m77_json_pool_free (self->pool);
  g_free (self);
}

/* Takes error. */
static void
fail (Handing *self, GError *error)
{
  m77_client_fix_error (&error);
  end (self, error->message);
  g_error_free (error);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Handing *self = data;
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_create_finish (M77_AGENT1 (source), &seq, &id, &operation, result, &error))
    {
      fail (self, error);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  gtk_widget_activate_action (self->near, "win.open", "(ss)", "handover", id);
  end (self, _ ("Drafted: write on it, then offer it"));
}

static void
add_rows (Handing *self, const char *kind, const char *rows)
{
  const M77Json *row = m77_json_first (m77_json_parse (self->pool, rows, -1, NULL));

  for (; row != NULL; row = m77_json_next (row))
    m77_handover_add (self->handover,
                      m77_kind_find (kind),
                      m77_json_get_string (row, "id"),
                      m77_json_get (row, "doc"));
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Handing *self = data;
  const char *const *kinds = m77_handover_kinds ();
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;
  gint64 total;

  if (!m77_agent1_call_list_finish (M77_AGENT1 (source), &rows, &total, &next, result, &error))
    {
      fail (self, error);
      return;
    }
  add_rows (self, kinds[self->kind], rows);
  self->kind += 2;
  if (kinds[self->kind] != NULL)
    {
      m77_agent1_call_list (M77_AGENT1 (source),
                            kinds[self->kind],
                            kinds[self->kind + 1],
                            "",
                            OPEN_MOST,
                            "",
                            0,
                            NULL,
                            rows_cb,
                            self);
      return;
    }
  text = m77_json_to_text (m77_handover_end (g_steal_pointer (&self->handover)));
  m77_agent1_call_create (M77_AGENT1 (source), "handover", text, NULL, created_cb, self);
}

void
gui_handing_begin (GtkWidget *near, M77Client *client, const M77Json *schedule, const char *member)
{
  M77Agent1 *proxy = m77_client_proxy (client);
  const char *const *kinds = m77_handover_kinds ();
  Handing *self;

  if (proxy == NULL || member == NULL)
    {
      gtk_widget_activate_action (near,
                                  "win.tell",
                                  "s",
                                  _ ("Not drafted: no agent. Try again in a moment"));
      return;
    }
  self = g_new0 (Handing, 1);
  self->near = g_object_ref (near);
  self->client = g_object_ref (client);
  self->pool = m77_json_pool_new ();
  self->handover = m77_handover_new (self->pool,
                                     m77_json_copy (self->pool, schedule),
                                     g_intern_string (member),
                                     NULL,
                                     m77_runtime_now (m77_runtime_real ()),
                                     gui_text_zone ());
  m77_agent1_call_list (
      proxy, kinds[0], kinds[1], "", OPEN_MOST, "", m77_client_least (client), NULL, rows_cb, self);
}

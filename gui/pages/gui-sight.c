/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-sight"

#include "config.h"

#include "gui/pages/gui-sight.h"

#include "gui/gui-status.h"
#include "gui/gui-text.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"

static void
clear (gpointer data)
{
  GuiSight *self = data;

  g_clear_object (&self->client);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_free (self->id);
  g_free (self->key);
  g_free (self->title);
}

GuiSight *
gui_sight_new (M77Client *client, const M77Kind *kind, const char *text, GError **error)
{
  g_autoptr (GuiSight) self = g_rc_box_new0 (GuiSight);
  g_autofree char *key = NULL;
  g_autofree char *title = NULL;
  const char *id;

  self->pool = m77_json_pool_new ();
  self->record = m77_json_parse (self->pool, text, -1, error);
  if (self->record == NULL)
    return NULL;

  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->kind = kind;
  self->doc = m77_json_get (self->record, "doc");
  id = m77_json_get_string (self->record, "id");
  self->id = g_strdup (id != NULL ? id : "");
  key = m77_record_key (kind,
                        self->doc,
                        self->id,
                        (guint) m77_json_get_int (self->record, "local_number", 0));
  title = m77_record_title (kind, self->doc, self->id);
  self->key = gui_text_line (key);
  self->title = gui_text_line (title);
  return g_steal_pointer (&self);
}

GuiSight *
gui_sight_ref (GuiSight *self)
{
  return g_rc_box_acquire (self);
}

void
gui_sight_unref (GuiSight *self)
{
  g_rc_box_release_full (self, clear);
}

/* NULL: nobody is asked. */
static GuiStatus *
status_of (const GuiSight *self)
{
  if (self->client == NULL)
    return NULL;
  return gui_status_new (m77_client_status (self->client),
                         m77_client_profile (self->client),
                         m77_client_state (self->client),
                         NULL,
                         m77_runtime_now (m77_runtime_real ()));
}

gboolean
gui_sight_is_offline (const GuiSight *self)
{
  g_autoptr (GuiStatus) status = status_of (self);

  return status != NULL && status->is_bad;
}

char *
gui_sight_member (const GuiSight *self)
{
  g_autoptr (GuiStatus) status = status_of (self);

  return status != NULL ? g_steal_pointer (&status->member) : NULL;
}

gint64
gui_sight_as_of (const GuiSight *self)
{
  g_autoptr (GuiStatus) status = status_of (self);

  return status != NULL && status->as_of != NULL ? m77_time_parse (status->as_of) : M77_TIME_NONE;
}

GuiActRequest
gui_sight_request (const GuiSight *self, const M77Action *action)
{
  return (GuiActRequest){ .client = self->client,
                          .kind = self->kind,
                          .action = action,
                          .id = self->id,
                          .key = self->key,
                          .title = self->title,
                          .doc = self->doc,
                          .is_offline = gui_sight_is_offline (self) };
}

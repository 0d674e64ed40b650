/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/model/m77-incident.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-postmortem.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-incident-private.h"
#include "tui/screens/tui-incident.h"
#include "tui/screens/tui-work.h"
#include "tui/screens/tui-writer.h"

static TuiDetail *
room_of (TuiApp *app)
{
  TuiDetail *self = (TuiDetail *) tui_app_top (app);

  return self->row != NULL ? self : NULL;
}

static gboolean
may_write (TuiApp *app)
{
  if (app->read_only)
    tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
  return !app->read_only;
}

void
tui_incident_open_duties (TuiApp *app)
{
  static const char *const fields[] = { "lead", "ops", "comms", "scribe", "responders", NULL };
  TuiDetail *self = room_of (app);

  if (self != NULL && may_write (app))
    tui_app_push (app, tui_form_new_part (app, &self->record, _ ("duties"), fields));
}

char *
tui_incident_refuse_join (TuiApp *app)
{
  TuiDetail *self = room_of (app);

  if (self == NULL)
    return g_strdup (_ ("it is not here yet"));
  if (tui_app_member (app) == NULL)
    return g_strdup (_ ("it is not known who you are"));
  return m77_incident_is_responder (self->record.doc, tui_app_member (app))
             ? g_strdup (_ ("you respond already"))
             : NULL;
}

void
tui_incident_join (TuiApp *app)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiDetail *self = room_of (app);
  M77Json *elements;

  if (self == NULL || !may_write (app))
    return;
  elements = m77_incident_join (pool, tui_app_member (app));
  tui_work_edit (app,
                 _ ("Joining"),
                 self->record.kind_name,
                 self->record.id,
                 m77_edit_base (pool, self->record.doc, NULL, elements),
                 NULL,
                 elements);
}

/* ---- What an action leaves ---- */

void
tui_incident_add_effect (TuiPrompt *prompt, const TuiRecord *record, const M77Action *action)
{
  TuiApp *app = tui_prompt_app (prompt);
  const M77Json *alerts = m77_json_get (record->doc, "alerts");
  const M77Json *alert = m77_json_first (alerts);
  g_autofree char *words = NULL;
  const char *first = NULL;
  guint firing = 0;

  if (!g_str_equal (action->name, "resolve") && !g_str_equal (action->name, "mitigate"))
    return;
  for (; alert != NULL && app->alerts != NULL; alert = m77_json_next (alert))
    {
      const char *id = m77_json_string (alert);
      const M77Json *doc = m77_json_get (id != NULL ? m77_alerts_find (app->alerts, id) : NULL,
                                         "doc");

      if (g_strcmp0 (m77_json_get_string (doc, "status"), "firing") != 0)
        continue;
      first = first != NULL ? first : m77_json_get_string (doc, "alertname");
      firing++;
    }
  if (firing == 0)
    return;
  words = g_strdup_printf (ngettext ("%u of its alerts still fires: %s.",
                                     "%u of its alerts still fire: %s and others.",
                                     firing),
                           firing,
                           first != NULL ? first : "?");
  tui_prompt_add_info (prompt, TUI_WARN | TUI_BOLD, words);
}

/* ---- The postmortem ---- */

typedef struct
{
  char *id, *draft;
  M77JsonPool *pool;
  const M77Json *base;
} Written;

static void
free_written (gpointer data)
{
  Written *self = data;

  g_free (self->id);
  g_free (self->draft);
  m77_json_pool_free (self->pool);
  g_free (self);
}

static void
keep (TuiApp *app, const char *text, gpointer data)
{
  if (app->drafts != NULL)
    m77_drafts_keep (app->drafts, ((Written *) data)->draft, text);
}

static void
written_cb (TuiApp *app, const char *text, gboolean finished, gpointer data)
{
  Written *self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *patch = m77_json_object_new (pool);

  m77_json_set_string (pool, patch, "postmortem", text);
  if (finished && tui_work_edit (app,
                                 _ ("Postmortem"),
                                 "incident",
                                 self->id,
                                 m77_edit_base (pool, self->base, patch, NULL),
                                 patch,
                                 NULL) != NULL)
    {
      if (app->drafts != NULL)
        m77_drafts_drop (app->drafts, self->draft);
      return;
    }
  keep (app, text, self);
  tui_app_say (app, TUI_PLAIN, _ ("Draft kept: w brings it back"));
}

typedef struct
{
  TuiApp *app;
  Written *written;
  char *text, *title;
} Opening;

static void
open_writer (const char *draft, gpointer data)
{
  Opening *self = data;

  /* Somebody who opened something else meanwhile is not disturbed. */
  if (self->app->panel == NULL)
    tui_writer_open (self->app,
                     self->title,
                     _ ("store"),
                     _ ("keep as draft"),
                     draft != NULL ? draft : self->text,
                     written_cb,
                     keep,
                     g_steal_pointer (&self->written),
                     free_written);
  g_clear_pointer (&self->written, free_written);
  g_free (self->text);
  g_free (self->title);
  g_free (self);
}

void
tui_incident_open_postmortem (TuiApp *app)
{
  TuiDetail *self = room_of (app);
  Opening *opening;
  const char *text;
  g_autofree char *name = NULL;

  if (self == NULL || !may_write (app))
    return;
  name = tui_record_short_key (&self->record);
  text = m77_json_get_string (self->record.doc, "postmortem");
  opening = g_new0 (Opening, 1);
  opening->app = app;
  opening->title = g_strdup_printf (_ ("POSTMORTEM of %s"), name);
  opening->text = text != NULL && *text != '\0'
                      ? g_strdup (text)
                      : m77_postmortem_template (self->record.doc, app->zone);
  opening->written = g_new0 (Written, 1);
  opening->written->id = g_strdup (self->record.id);
  opening->written->draft = g_strdup_printf ("postmortem:%s", self->record.id);
  opening->written->pool = m77_json_pool_new ();
  opening->written->base = m77_json_copy (opening->written->pool, self->record.doc);
  if (app->drafts != NULL)
    m77_drafts_ask (app->drafts, opening->written->draft, NULL, open_writer, opening);
  else
    open_writer (NULL, opening);
}

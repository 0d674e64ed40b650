/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-paging.h"
#include "tui/screens/tui-incident-private.h"

#define PAGES_MOST 3

const M77Json *
tui_incident_next_operation (TuiDetail *self, const M77Json *after)
{
  const M77Json *operation = after != NULL ? m77_json_next (after)
                                           : m77_json_first (self->base.app->outbox);

  for (; operation != NULL; operation = m77_json_next (operation))
    if (g_strcmp0 (m77_json_get_string (operation, "record"), self->record.id) == 0)
      return operation;
  return NULL;
}

/* ---- What tells it ---- */

static const M77Json *
service_doc (TuiDetail *self)
{
  const char *service = m77_json_get_string (self->record.doc, "service");

  return service != NULL ? tui_links_doc (&self->links, "service", service) : NULL;
}

const M77Json *
tui_incident_policy (TuiDetail *self)
{
  const char *name = m77_paging_policy (self->record.doc, service_doc (self));

  return name != NULL ? tui_links_doc (&self->links, "escalation", name) : NULL;
}

static const M77Json *
find_doc (const char *kind, const char *name, gpointer data)
{
  return tui_links_doc (data, kind, name);
}

void
tui_incident_follow (TuiDetail *self)
{
  const char *name = m77_paging_policy (self->record.doc, service_doc (self));
  g_autofree char *quoted = name != NULL ? m77_filter_quote (name) : NULL;
  g_autofree char *filter = quoted != NULL ? g_strdup_printf ("name:%s", quoted) : NULL;
  const M77Json *policy;

  tui_links_put (&self->links, "policy", "escalation", filter, NULL, 1);
  policy = tui_incident_policy (self);
  if (policy != NULL)
    {
      g_autofree char *schedules = m77_paging_names (policy, "schedules");
      g_autofree char *teams = m77_paging_names (policy, "teams");

      tui_links_put (&self->links, "schedules", "schedule", schedules, NULL, 20);
      tui_links_put (&self->links, "teams", "team", teams, NULL, 20);
    }
}

/* ---- Words ---- */

static GPtrArray *
plan (TuiDetail *self, guint most)
{
  return m77_paging_plan (self->record.doc,
                          tui_incident_policy (self),
                          find_doc,
                          &self->links,
                          most);
}

char *
tui_incident_next_words (TuiDetail *self, const TuiMoment *moment)
{
  g_autoptr (GPtrArray) pages = plan (self, 2);

  return m77_paging_words (self->record.doc, pages, moment->now, moment->zone);
}

static void
add_line (TuiDetail *self, const char *id, const char *label, TuiStyle style, const char *words)
{
  TuiLine *line = tui_page_add (&self->side, TUI_LINE_TEXT, id);

  tui_line_span (line, 1, 9, TUI_DIM, label);
  tui_line_span (line, 11, 0, style, words);
}

/* What becomes of an action that waits here, as far as its time tells. */
static void
add_operation (TuiDetail *self, const M77Json *operation, const TuiMoment *moment)
{
  const char *action = m77_json_get_string (operation, "action");
  const char *expires = m77_json_get_string (operation, "expires_at");
  gint64 at = expires != NULL ? m77_time_parse (expires) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (at, moment->now, moment->zone);
  g_autofree char *id = g_strdup_printf ("o:%s", m77_json_get_string (operation, "id"));
  g_autofree char *words = NULL;
  gboolean held = g_strcmp0 (m77_json_get_string (operation, "state"), "held") == 0;

  if (action == NULL || at == M77_TIME_NONE)
    return;
  words = g_strdup_printf (held ? _ ("%s held %s lapses") : _ ("%s your %s becomes held"),
                           when,
                           action);
  add_line (self, id, "", held ? TUI_WARN : TUI_MINE, words);
}

void
tui_incident_add_next (TuiDetail *self)
{
  const TuiMoment *moment = &self->side_sections.moment;
  g_autoptr (GPtrArray) pages = plan (self, PAGES_MOST);
  const M77Json *operation = NULL;

  for (guint i = 0; i < pages->len; i++)
    {
      const M77Page *page = pages->pdata[i];
      g_autofree char *words = m77_page_words (page, moment->now, moment->zone);
      g_autofree char *id = g_strdup_printf ("n:%u", i);

      add_line (self,
                id,
                i == 0 ? _ ("Next") : "",
                page->at <= moment->now ? TUI_BAD | TUI_BOLD : TUI_PLAIN,
                words);
    }
  while ((operation = tui_incident_next_operation (self, operation)) != NULL)
    add_operation (self, operation, moment);
}

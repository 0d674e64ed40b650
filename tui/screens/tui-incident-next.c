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

/* "name:a,b" of all that the steps of a policy name; NULL: none. */
static char *
names_of (const M77Json *policy, const char *member)
{
  const M77Json *step = m77_json_first (m77_json_get (policy, "steps"));
  GString *out = g_string_new ("name:");
  guint n = 0;

  for (; step != NULL; step = m77_json_next (step))
    for (const M77Json *e = m77_json_first (m77_json_get (step, member)); e != NULL;
         e = m77_json_next (e))
      if (m77_json_string (e) != NULL)
        {
          g_autofree char *quoted = m77_filter_quote (m77_json_string (e));

          g_string_append_printf (out, "%s%s", n++ > 0 ? "," : "", quoted);
        }
  return g_string_free (out, n == 0);
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
      g_autofree char *schedules = names_of (policy, "schedules");
      g_autofree char *teams = names_of (policy, "teams");

      tui_links_put (&self->links, "schedules", "schedule", schedules, NULL, 20);
      tui_links_put (&self->links, "teams", "team", teams, NULL, 20);
    }
}

/* ---- Words ---- */

static char *
members_words (const M77Page *page)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < page->members->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", (char *) page->members->pdata[i]);
  if (page->members->len == 0)
    g_string_append (out, _ ("nobody known"));
  return g_string_free (out, FALSE);
}

/* "push then voice". */
static char *
channels_words (const M77Page *page)
{
  GString *out = g_string_new (NULL);

  for (const M77Json *c = m77_json_first (page->channels); c != NULL; c = m77_json_next (c))
    if (m77_json_string (c) != NULL)
      g_string_append_printf (out, "%s%s", out->len > 0 ? _ (" then ") : "", m77_json_string (c));
  return g_string_free (out, FALSE);
}

static char *
page_words (const M77Page *page, const TuiMoment *moment)
{
  g_autofree char *who = members_words (page);
  g_autofree char *how = channels_words (page);
  g_autofree char *when = m77_time_short (page->at, moment->now, moment->zone);

  if (page->is_again)
    return g_strdup_printf (_ ("%s triggered again, %s paged"), when, who);
  if (page->at <= moment->now)
    return g_strdup_printf (_ ("%s has passed: %s should now be paged"), when, who);
  return *how != '\0' ? g_strdup_printf (_ ("%s %s paged, %s"), when, who, how)
                      : g_strdup_printf (_ ("%s %s paged"), when, who);
}

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
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pages->len; i++)
    {
      g_autofree char *words = page_words (pages->pdata[i], moment);

      g_string_append_printf (out, "%s%s", i > 0 ? _ ("; then ") : "", words);
    }
  if (pages->len == 0 &&
      g_strcmp0 (m77_json_get_string (self->record.doc, "status"), "triggered") == 0)
    g_string_append (out,
                     m77_json_get_int (self->record.doc, "escalation_level", 0) == 0
                         ? _ ("NOBODY PAGED: .escalate does that")
                         : _ ("nobody else is paged"));
  return g_string_free (out, FALSE);
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
      g_autofree char *words = page_words (page, moment);
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

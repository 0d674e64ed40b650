/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-handover.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"

#define LINES_MOST 40 /* of a text: who hands over more has other worries */

enum
{
  INCIDENTS,
  DEPLOYMENTS,
  SILENCES,
  N_SETS
};

/* Kind and filter, and the field of a handover that holds their ids. */
static const char *const kinds[] = { "incident", "is:open", "deployment", "is:open -status:failed",
                                     "silence",  "is:open", NULL };
static const char *const fields[N_SETS] = { "incidents", "deployments", "silences" };

struct _M77Handover
{
  M77JsonPool *pool;
  M77Json *doc;
  M77Json *sets[N_SETS];
  GString *summary, *watch;
  guint lines;
  gint64 now;
  GTimeZone *zone;
};

const char *const *
m77_handover_kinds (void)
{
  return kinds;
}

M77Handover *
m77_handover_new (M77JsonPool *pool,
                  const M77Json *schedule,
                  const char *from,
                  const char *to,
                  gint64 now,
                  GTimeZone *zone)
{
  M77Handover *self = g_new0 (M77Handover, 1);
  M77Duty duty = m77_duty_at (schedule, now);
  M77Duty next;
  g_autofree char *ends = m77_time_format (duty.until);

  self->pool = pool;
  self->doc = m77_json_object_new (pool);
  self->summary = g_string_new (NULL);
  self->watch = g_string_new (NULL);
  self->now = now;
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  for (guint i = 0; i < N_SETS; i++)
    self->sets[i] = m77_json_array_new (pool);
  if (to == NULL && m77_duty_next (schedule, now, &next))
    to = next.member;
  m77_json_set_string (pool, self->doc, "schedule", m77_json_get_string (schedule, "name"));
  m77_json_set_string (pool, self->doc, "from", from);
  if (to != NULL)
    m77_json_set_string (pool, self->doc, "to", to);
  if (*ends != '\0')
    m77_json_set_string (pool, self->doc, "shift_ends_at", ends);
  return self;
}

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

static void
add_incident (M77Handover *self, const M77Kind *kind, const char *id, const M77Json *doc)
{
  g_autofree char *key = m77_record_key (kind, doc, id, 0);
  const char *lead = m77_json_get_string (doc, "lead");
  const M77Value *severity = m77_field_value (m77_kind_field (kind, "severity"),
                                              or_dash (m77_json_get_string (doc, "severity")));

  /* Translators: key, severity, state, title, service, who leads */
  g_string_append_printf (self->summary,
                          _ ("- %s %s %s: %s (%s, lead %s)\n"),
                          key,
                          severity != NULL ? severity->brief : "-",
                          or_dash (m77_json_get_string (doc, "status")),
                          or_dash (m77_json_get_string (doc, "title")),
                          or_dash (m77_json_get_string (doc, "service")),
                          lead != NULL ? lead : _ ("nobody"));
}

static void
add_deployment (M77Handover *self, const M77Json *doc)
{
  g_string_append_printf (self->watch,
                          _ ("- %s %s is %s at %d%%\n"),
                          or_dash (m77_json_get_string (doc, "service")),
                          or_dash (m77_json_get_string (doc, "version")),
                          or_dash (m77_json_get_string (doc, "status")),
                          (int) m77_json_get_int (doc, "weight", 0));
}

static void
add_silence (M77Handover *self, const M77Json *doc)
{
  const char *text = m77_json_get_string (doc, "ends_at");
  const char *author = m77_json_get_string (doc, "author");
  g_autofree char *ends = m77_time_short (text != NULL ? m77_time_parse (text) : M77_TIME_NONE,
                                          self->now,
                                          self->zone);

  g_string_append_printf (self->watch,
                          _ ("- silence \"%s\" of %s ends %s, hides %d\n"),
                          or_dash (m77_json_get_string (doc, "comment")),
                          author != NULL ? author : _ ("nobody"),
                          ends,
                          (int) m77_json_get_int (doc, "hides", 0));
}

void
m77_handover_add (M77Handover *self, const M77Kind *kind, const char *id, const M77Json *doc)
{
  for (guint i = 0; i < N_SETS; i++)
    {
      if (!g_str_equal (kinds[2 * i], kind->name))
        continue;
      m77_json_append (self->sets[i], m77_json_string_new (self->pool, id));
      if (self->lines++ >= LINES_MOST)
        return;
      if (i == INCIDENTS)
        add_incident (self, kind, id, doc);
      else if (i == DEPLOYMENTS)
        add_deployment (self, doc);
      else
        add_silence (self, doc);
    }
}

void
m77_handover_free (M77Handover *self)
{
  g_string_free (self->summary, TRUE);
  g_string_free (self->watch, TRUE);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

M77Json *
m77_handover_end (M77Handover *self)
{
  M77Json *doc = self->doc;

  for (guint i = 0; i < N_SETS; i++)
    if (m77_json_size (self->sets[i]) > 0)
      m77_json_set (self->pool, doc, fields[i], self->sets[i]);
  m77_json_set_string (self->pool,
                       doc,
                       "summary",
                       self->summary->len > 0 ? self->summary->str : _ ("Nothing is open.\n"));
  if (self->watch->len > 0)
    m77_json_set_string (self->pool, doc, "watch", self->watch->str);
  m77_handover_free (self);
  return doc;
}

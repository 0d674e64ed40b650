/* POST …/alerts: what Alertmanager sends to a webhook receiver (version 4), {"alerts":[{"status",
 * "labels","annotations","startsAt","endsAt","generatorURL","fingerprint"}…]}; ?source= names
 * the Alertmanager. Each alert is one record by its fingerprint. One that starts, or fires
 * again, while a silence covers it is suppressed from the first moment.
 *
 * Whoever may send alerts may (alert:send, which a role or a credential's scope grants), and
 * whoever may edit connectors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "platform-alerts"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/api/platform-problem.h"
#include "platform/api/platform-silence.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"

#define ALERTS_MOST  1000 /* in one request */
#define FLAP_MS      (86400 * G_GINT64_CONSTANT (1000))
#define FIRINGS_MOST 100 /* kept of a day */
#define SUMMARY_MAX  256 /* characters of a line */

typedef struct
{
  PlatformWrite *write;
  const char *source; /* NULL: not told */
  gint64 taken, refused;
} Intake;

/* Labels that are fields of an alert: the first that is there. */
static const struct
{
  const char *field, *labels[3];
} fields[] = {
  { "alertname", { "alertname" } },    { "severity", { "severity" } },
  { "service", { "service", "job" } }, { "environment", { "environment", "env" } },
  { "region", { "region" } },          { "team", { "team" } },
};

static void
set_text (Intake *self, M77Json *doc, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    {
      g_autofree char *line = g_utf8_strlen (text, -1) > SUMMARY_MAX
                                  ? g_utf8_substring (text, 0, SUMMARY_MAX)
                                  : g_strdup (text);
      m77_json_set_string (self->write->pool, doc, field, g_strdelimit (line, "\r\n\t", ' '));
    }
}

static void
take_labels (Intake *self, M77Json *doc, const M77Json *labels)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint n = 0; n < G_N_ELEMENTS (fields[i].labels); n++)
      {
        const char *label = fields[i].labels[n];
        const char *value = label != NULL ? m77_json_get_string (labels, label) : NULL;

        if (value == NULL)
          continue;
        set_text (self, doc, fields[i].field, value);
        break;
      }
  if (labels != NULL)
    m77_json_set (self->write->pool, doc, "series", m77_json_copy (self->write->pool, labels));
  /* Unmapped: guarded as production. */
  if (m77_json_get (doc, "environment") == NULL)
    m77_json_set_string (self->write->pool, doc, "environment", "production");
}

static void
take_annotations (Intake *self, M77Json *doc, const M77Json *annotations)
{
  if (annotations == NULL)
    return;
  m77_json_set (self->write->pool,
                doc,
                "annotations",
                m77_json_copy (self->write->pool, annotations));
  set_text (self, doc, "summary", m77_json_get_string (annotations, "summary"));
  set_text (self, doc, "runbook_url", m77_json_get_string (annotations, "runbook_url"));
}

static void
add_element (Intake *self, M77Json *doc, const char *field, const char *element)
{
  M77JsonPool *pool = self->write->pool;
  const M77Json *before = m77_json_get (doc, field);
  M77Json *set = m77_json_array_new (pool);

  if (element == NULL)
    return;
  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), element) != 0)
      m77_json_append (set, m77_json_copy (pool, e));
  m77_json_append (set, m77_json_string_new (pool, element));
  m77_json_set (pool, doc, field, set);
}

static void
forget_acknowledgement (M77Json *doc)
{
  m77_json_remove (doc, "acknowledged_by");
  m77_json_remove (doc, "acknowledged_until");
}

/* The firings of a day up to this one, oldest first. */
static M77Json *
firings_of (Intake *self, const M77Json *doc, gint64 at)
{
  M77JsonPool *pool = self->write->pool;
  const M77Json *before = m77_json_get (doc, "firings");
  guint many = m77_json_size (before);
  g_autofree char *now = m77_time_format (at);
  M77Json *firings = m77_json_array_new (pool);

  for (const M77Json *f = m77_json_first (before); f != NULL; f = m77_json_next (f))
    {
      gint64 then = m77_json_string (f) != NULL ? m77_time_parse (m77_json_string (f))
                                                : M77_TIME_NONE;

      if (many-- < FIRINGS_MOST && then != M77_TIME_NONE && at - then < FLAP_MS)
        m77_json_append (firings, m77_json_copy (pool, f));
    }
  m77_json_append (firings, m77_json_string_new (pool, now));
  return firings;
}

/* It was not firing: a new start, one more within a day or the first. */
static void
start (Intake *self, M77Json *doc, gint64 at)
{
  M77Json *firings = firings_of (self, doc, at);

  m77_json_set_int (self->write->pool, doc, "flaps", m77_json_size (firings));
  m77_json_set (self->write->pool, doc, "firings", firings);
  m77_json_set_string (self->write->pool, doc, "status", "firing");
  platform_write_set_time (self->write, doc, "starts_at", at);
  m77_json_remove (doc, "ends_at");
  forget_acknowledgement (doc);
}

/* When the source says so, if that makes sense: while it fires, that is the year 1. */
static void
end (Intake *self, M77Json *doc, gint64 at)
{
  gint64 now = self->write->now;

  if (at == M77_TIME_NONE || at > now || at < platform_time_of (doc, "starts_at"))
    at = now;
  m77_json_set_string (self->write->pool, doc, "status", "resolved");
  platform_write_set_time (self->write, doc, "ends_at", at);
  forget_acknowledgement (doc);
}

/* The document after this report; NULL when it says nothing new. */
static M77Json *
report (Intake *self, const M77Record *before, const M77Json *alert)
{
  M77JsonPool *pool = self->write->pool;
  const char *was = m77_json_get_string (before->doc, "status");
  gboolean fires = g_strcmp0 (m77_json_get_string (alert, "status"), "resolved") != 0;
  gboolean fired = g_strcmp0 (was, "firing") == 0 || g_strcmp0 (was, "suppressed") == 0;
  gint64 starts = platform_time_of (alert, "startsAt"), ends = platform_time_of (alert, "endsAt");
  M77Json *doc = before->id != NULL ? m77_json_copy (pool, before->doc)
                                    : m77_json_object_new (pool);

  if (!fires && !fired)
    return NULL;
  set_text (self, doc, "fingerprint", m77_json_get_string (alert, "fingerprint"));
  take_labels (self, doc, m77_json_get (alert, "labels"));
  take_annotations (self, doc, m77_json_get (alert, "annotations"));
  set_text (self, doc, "generator_url", m77_json_get_string (alert, "generatorURL"));
  add_element (self, doc, "sources", self->source);
  platform_write_set_time (self->write, doc, "seen_at", self->write->now);
  if (!fires)
    end (self, doc, ends);
  else if (!fired)
    start (self, doc, starts != M77_TIME_NONE ? MIN (starts, self->write->now) : self->write->now);
  return doc;
}

static gboolean
put (Intake *self, const M77Record *before, M77Json *doc, GError **error)
{
  GPtrArray *faults;
  g_autofree char *fresh = m77_id_new (self->write->runtime);

  if (g_strcmp0 (m77_json_get_string (doc, "status"), "resolved") != 0 &&
      !platform_silence_apply (self->write, doc, error))
    return FALSE;
  faults = m77_validate_doc (m77_kind_find ("alert"), doc);
  if (faults != NULL)
    {
      g_ptr_array_unref (faults);
      self->refused++;
      return TRUE;
    }
  self->taken++;
  if (before->id != NULL)
    return platform_write_follow (self->write, before, doc, error);
  return platform_write_put (self->write,
                             NULL,
                             "alert",
                             m77_json_string (m77_json_string_new (self->write->pool, fresh)),
                             doc,
                             NULL,
                             error);
}

static gboolean
take_one (Intake *self, const M77Json *alert, GError **error)
{
  const char *fingerprint = m77_json_get_string (alert, "fingerprint");
  M77Record before;
  M77Json *doc;

  if (fingerprint == NULL)
    {
      self->refused++;
      return TRUE;
    }
  if (!platform_record_by_key (self->write->db,
                               self->write->tenant->id,
                               "alert",
                               fingerprint,
                               self->write->pool,
                               &before,
                               error))
    return FALSE;
  doc = report (self, &before, alert);
  if (doc != NULL)
    return put (self, &before, doc, error);
  self->taken++;
  return TRUE;
}

static gboolean
take_all (PlatformCall *call, const M77Json *alerts, Intake *intake, GError **error)
{
  g_auto (PlatformWrite) write = { NULL };

  if (!platform_call_begin_write (call, &write, error))
    return FALSE;
  write.member = NULL; /* the source says it, not the member whose token it has */
  intake->write = &write;
  for (const M77Json *a = m77_json_first (alerts); a != NULL; a = m77_json_next (a))
    {
      if (!take_one (intake, a, error))
        return FALSE;
      m77_json_pool_reset (write.pool);
    }
  return platform_write_commit (&write, error);
}

M77Answer *
platform_alerts_answer (PlatformCall *call)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  gsize size = 0;
  const char *text = call->request->body != NULL ? g_bytes_get_data (call->request->body, &size)
                                                 : NULL;
  const M77Json *alerts = m77_json_get (m77_json_parse (pool,
                                                        text != NULL ? text : "",
                                                        (gssize) size,
                                                        &error),
                                        "alerts");
  Intake intake = { .source = m77_request_query (call->request, "source") };
  GString *said;

  if (!platform_grants_may (call->grants, "alert", "send", NULL) &&
      !platform_grants_may (call->grants, "connector", "edit", NULL))
    return platform_problem (call, "not-permitted", _ ("You may not send alerts."));
  if (error != NULL)
    return platform_problem_error (call, error);
  if (!m77_json_is (alerts, M77_JSON_ARRAY))
    return platform_problem (call, "validation-failed", _ ("A list “alerts” is expected."));
  if (m77_json_size (alerts) > ALERTS_MOST)
    return platform_problem (call, "too-large", _ ("At most 1,000 alerts at once."));
  if (!take_all (call, alerts, &intake, &error))
    return platform_problem_error (call, error);
  said = g_string_new (NULL);
  g_string_append_printf (said,
                          "{\"taken\":%" G_GINT64_FORMAT ",\"refused\":%" G_GINT64_FORMAT "}",
                          intake.taken,
                          intake.refused);
  body = g_string_free_to_bytes (said);
  return m77_answer_new (200, "application/json", body);
}

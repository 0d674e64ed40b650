/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-rules"

#include "config.h"

#include "platform/api/platform-rules.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/api/platform-paging.h"
#include "platform/api/platform-webhook.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define FRESH_MS (5 * 60 * 1000) /* an incident this young pages by itself */

typedef gboolean (*Rule) (PlatformAttempt *attempt, M77Json *doc, GError **error);

static gboolean
is_changed (PlatformAttempt *attempt, const M77Json *doc, const char *field)
{
  return !m77_json_equal (m77_json_get (attempt->current.doc, field), m77_json_get (doc, field));
}

/* No secret follows to another host: a new endpoint or credential wants consent anew. */
static gboolean
connector_edited (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  if (is_changed (attempt, doc, "endpoint") || is_changed (attempt, doc, "credential"))
    m77_json_set_string (attempt->write->pool, doc, "status", "pending");
  return TRUE;
}

static gboolean
webhook_created (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  const char *target = m77_json_get_string (doc, "target");

  if (!platform_webhook_target_fits (attempt->write->core, target))
    return platform_attempt_reject (attempt,
                                    "validation-failed",
                                    "%s",
                                    PLATFORM_WEBHOOK_TARGET_MUST);
  return TRUE;
}

/* What waits must not go to another target unseen. */
static gboolean
webhook_edited (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  if (!is_changed (attempt, doc, "target"))
    return TRUE;
  m77_json_set_string (attempt->write->pool, doc, "status", "paused");
  webhook_created (attempt, doc, error);
  return attempt->is_decided ||
         platform_webhook_hold (attempt->write, m77_json_get_string (doc, "name"), error);
}

static gboolean
config_edited (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  if (is_changed (attempt, doc, "draft"))
    m77_json_set_string (attempt->write->pool,
                         doc,
                         "status",
                         m77_json_equal (m77_json_get (doc, "draft"), m77_json_get (doc, "value"))
                             ? "published"
                             : "draft");
  return TRUE;
}

/* A freeze gets narrower only at an administrator's hand. */
static gboolean
freeze_edited (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  const M77Json *before = attempt->current.doc;
  gboolean later = platform_time_of (doc, "starts_at") > platform_time_of (before, "starts_at");
  gboolean sooner = platform_time_of (doc, "ends_at") < platform_time_of (before, "ends_at");

  if ((later || sooner) && !platform_attempt_may (attempt, "lift", before))
    return platform_attempt_deny (attempt, "edit", error);
  return TRUE;
}

/* A fresh one pages level 1; one that comes late, from somebody who was offline, waits for
 * a person to escalate it. */
static gboolean
incident_created (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  PlatformWrite *write = attempt->write;
  gint64 made = m77_id_time (attempt->operation.id);

  if (m77_json_get (doc, "started_at") == NULL)
    platform_write_set_time (write,
                             doc,
                             "started_at",
                             made >= 0 ? MIN (made, write->now) : write->now);
  m77_json_set_int (write->pool, doc, "escalation_level", 0);
  if (made >= 0 && write->now - made >= FRESH_MS)
    {
      platform_write_note (write, doc, "timeline", "system", "Came late: nobody paged");
      return TRUE;
    }
  return platform_paging_level (write, attempt->operation.id, doc, 1, error);
}

/* From now on by the clock, at once when its time has come. */
static gboolean
freeze_created (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  if (platform_time_of (doc, "starts_at") <= attempt->write->now)
    m77_json_set_string (attempt->write->pool, doc, "status", "active");
  return TRUE;
}

static gboolean
run_created (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  m77_json_set_string (attempt->write->pool, doc, "driver", attempt->write->member);
  return TRUE;
}

static gboolean
deployment_created (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  m77_json_set_string (attempt->write->pool, doc, "author", attempt->write->member);
  return TRUE;
}

static gboolean
flag_created (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  m77_json_set_int (attempt->write->pool, doc, "revision", 1);
  platform_write_set_time (attempt->write, doc, "changed_at", attempt->write->now);
  m77_json_set_string (attempt->write->pool, doc, "changed_by", attempt->write->member);
  return TRUE;
}

static const struct
{
  const char *kind;
  Rule created, edited;
} rules[] = {
  { "incident", incident_created, NULL },         { "connector", NULL, connector_edited },
  { "webhook", webhook_created, webhook_edited }, { "config", NULL, config_edited },
  { "freeze", freeze_created, freeze_edited },    { "run", run_created, NULL },
  { "deployment", deployment_created, NULL },     { "flag", flag_created, NULL },
};

gboolean
platform_rules_created (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].kind, attempt->kind->name) && rules[i].created != NULL)
      return rules[i].created (attempt, doc, error);
  return TRUE;
}

gboolean
platform_rules_edited (PlatformAttempt *attempt, M77Json *doc, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].kind, attempt->kind->name) && rules[i].edited != NULL)
      return rules[i].edited (attempt, doc, error);
  return TRUE;
}

static gboolean
refers (const M77Kind *kind, const char *to, const M77Json *doc, const char *ref)
{
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (doc, field->name);

      if (g_strcmp0 (field->ref, to) != 0)
        continue;
      if (g_strcmp0 (m77_json_string (value), ref) == 0)
        return TRUE;
      for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
        if (g_strcmp0 (m77_json_string (e), ref) == 0)
          return TRUE;
    }
  return FALSE;
}

/* Looks at what is open only: what is over may name what is no more. */
static gboolean
find_referrer (PlatformAttempt *attempt,
               const M77Kind *kind,
               const char *ref,
               char **by,
               GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) open = platform_record_list_open (attempt->write->db,
                                                          attempt->write->tenant->id,
                                                          kind->name,
                                                          pool,
                                                          error);

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len && *by == NULL; i++)
    {
      const M77Record *record = open->pdata[i];

      if (refers (kind, attempt->kind->name, record->doc, ref) &&
          !(kind == attempt->kind && g_str_equal (record->id, attempt->current.id)))
        *by = m77_record_key (kind, record->doc, record->id, 0);
    }
  return TRUE;
}

gboolean
platform_rules_referrer (PlatformAttempt *attempt, char **by, GError **error)
{
  const char *ref = attempt->current.id;

  if (m77_kind_ref_by_key (attempt->kind))
    ref = m77_json_get_string (attempt->current.doc, attempt->kind->key_field);
  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL && *by == NULL && ref != NULL;
       kind++)
    for (const M77Field *field = (*kind)->fields; field->name != NULL && *by == NULL; field++)
      if (g_strcmp0 (field->ref, attempt->kind->name) == 0)
        {
          if (!find_referrer (attempt, *kind, ref, by, error))
            return FALSE;
          break;
        }
  return TRUE;
}

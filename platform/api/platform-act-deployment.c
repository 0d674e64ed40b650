/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/store/platform-record.h"
#include "platform/store/platform-tenant.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

static gint64
step_count (const M77Json *doc)
{
  const M77Json *plan = m77_json_get (doc, "plan");
  guint planned = m77_json_size (m77_json_is (plan, M77_JSON_ARRAY) ? plan
                                                                    : m77_json_get (plan, "steps"));

  return planned > 0 ? planned : MAX (m77_json_get_int (doc, "steps", 1), 1);
}

/* The share of traffic that step n of the plan sets; all of it after the last. */
static gint64
weight_of (const M77Json *doc, gint64 n)
{
  const M77Json *plan = m77_json_get (doc, "plan");
  const M77Json *step = m77_json_first (
      m77_json_is (plan, M77_JSON_ARRAY) ? plan : m77_json_get (plan, "steps"));
  gint64 weight = 0;

  if (step == NULL || n >= step_count (doc))
    return 100;
  for (gint64 i = 0; i < n && step != NULL; i++, step = m77_json_next (step))
    weight = m77_json_get_int (step, "weight", weight);
  return weight;
}

static void
move_to (PlatformAct *act, gint64 step)
{
  platform_act_set_integer (act, "step", step);
  platform_act_set_integer (act, "steps", step_count (act->before));
  platform_act_set_integer (act, "weight", weight_of (act->before, step));
}

static void
end_as (PlatformAct *act, const char *status)
{
  platform_act_set_text (act, "status", status);
  platform_write_set_time (act->write, act->doc, "finished_at", act->write->now);
}

/* Others of the same service, environment and region: the newest one's version, and a
 * flag that is no longer theirs. */
static gboolean
take_over (PlatformAct *act, const char **version, GError **error)
{
  PlatformWrite *write = act->write;
  static const char *const same[] = { "service", "environment", "region", NULL };
  g_autoptr (GPtrArray) all = platform_record_list_all (write->db,
                                                        write->tenant->id,
                                                        "deployment",
                                                        write->pool,
                                                        error);

  *version = NULL;
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const M77Record *other = all->pdata[i];
      gboolean is_same = !g_str_equal (other->id, act->id) &&
                         m77_json_get_bool (other->doc, "current");
      M77Json *doc;

      for (guint k = 0; is_same && same[k] != NULL; k++)
        is_same = g_strcmp0 (m77_json_get_string (other->doc, same[k]),
                             m77_json_get_string (act->doc, same[k])) == 0;
      if (!is_same)
        continue;
      *version = m77_json_get_string (other->doc, "version");
      doc = m77_json_copy (write->pool, other->doc);
      m77_json_set_bool (write->pool, doc, "current", FALSE);
      if (!platform_write_follow (write, other, doc, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
start (PlatformAct *act, GError **error)
{
  const char *previous;

  if (!take_over (act, &previous, error))
    return FALSE;
  if (previous != NULL)
    platform_act_set_text (act, "previous_version", previous);
  m77_json_set_bool (act->write->pool, act->doc, "current", TRUE);
  platform_write_set_time (act->write, act->doc, "started_at", act->write->now);
  move_to (act, 1);
  return TRUE;
}

static gboolean
analysis_fails (const M77Json *doc)
{
  const M77Json *analysis = m77_json_get (doc, "analysis");

  for (const M77Json *metric = m77_json_first (analysis); metric != NULL;
       metric = m77_json_next (metric))
    if (g_strcmp0 (m77_json_get_string (metric, "verdict"), "fail") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
promote (PlatformAct *act, GError **error)
{
  const char *to = platform_act_text (act, "to");
  gint64 steps = step_count (act->before);
  guint64 step = (guint64) steps;

  if (analysis_fails (act->before))
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("Its analysis fails: abort it or roll it back."));
  if (!g_str_equal (to, "full") &&
      !g_ascii_string_to_unsigned (to, 10, 1, (guint64) steps, &step, NULL))
    return platform_act_refuse (act,
                                "validation-failed",
                                _ ("to must be the number of a step, or full."));
  move_to (act, (gint64) step);
  if ((gint64) step == steps)
    end_as (act, "succeeded");
  return TRUE;
}

static gboolean
abort_deployment (PlatformAct *act, GError **error)
{
  platform_act_set_integer (act, "weight", 0);
  platform_write_set_time (act->write, act->doc, "finished_at", act->write->now);
  return TRUE;
}

static gboolean
retry (PlatformAct *act, GError **error)
{
  platform_act_set_text (act, "finished_at", NULL);
  move_to (act, 1);
  return TRUE;
}

static void
copy_field (PlatformAct *act, M77Json *to, const char *field)
{
  const M77Json *value = m77_json_get (act->before, field);

  if (value != NULL)
    m77_json_set (act->write->pool, to, field, platform_act_copy (act, value));
}

/* The deployment that brings the other version back: at once, in one step. */
static M77Json *
rollback_doc (PlatformAct *act, const char *to, gint64 number)
{
  PlatformWrite *write = act->write;
  M77Json *doc = m77_json_object_new (write->pool);

  m77_json_set_int (write->pool, doc, "number", number);
  copy_field (act, doc, "service");
  copy_field (act, doc, "environment");
  copy_field (act, doc, "region");
  m77_json_set_string (write->pool, doc, "status", "succeeded");
  m77_json_set_string (write->pool, doc, "version", to);
  m77_json_set_string (write->pool, doc, "strategy", "recreate");
  m77_json_set_string (write->pool,
                       doc,
                       "previous_version",
                       m77_json_get_string (act->before, "version"));
  m77_json_set_int (write->pool, doc, "step", 1);
  m77_json_set_int (write->pool, doc, "steps", 1);
  m77_json_set_int (write->pool, doc, "weight", 100);
  m77_json_set_bool (write->pool, doc, "current", TRUE);
  m77_json_set_string (write->pool, doc, "author", write->member);
  platform_write_set_time (write, doc, "started_at", write->now);
  platform_write_set_time (write, doc, "finished_at", write->now);
  if (act->reason != NULL)
    m77_json_set_string (write->pool, doc, "description", act->reason);
  return doc;
}

static gboolean
rollback (PlatformAct *act, GError **error)
{
  PlatformWrite *write = act->write;
  const char *to = platform_act_text (act, "to"), *current;
  g_autofree char *fresh = m77_id_new (write->runtime);
  const char *id = m77_json_string (m77_json_string_new (write->pool, fresh));
  gint64 number;

  if (g_strcmp0 (to, m77_json_get_string (act->before, "version")) == 0)
    return platform_act_refuse (act, "validation-failed", _ ("That is the version it brings."));
  if (!take_over (act, &current, error) ||
      !platform_tenant_next_number (write->db, write->tenant->id, "deployment", &number, error) ||
      !platform_write_put (
          write, NULL, "deployment", id, rollback_doc (act, to, number), NULL, error))
    return FALSE;
  m77_json_set_bool (write->pool, act->doc, "current", FALSE);
  platform_act_set_integer (act, "weight", 0);
  platform_act_set_text (act, "rolled_back_by", id);
  end_as (act, "rolled-back");
  return TRUE;
}

static gboolean
note_action (PlatformAct *act, GError **error)
{
  g_autofree char *text = NULL;

  text = act->reason != NULL ? g_strdup_printf ("%s: %s", act->action->label, act->reason)
                             : g_strdup (act->action->label);
  platform_write_note (act->write, act->doc, "events", "action", text);
  return TRUE;
}

const PlatformActRule platform_act_deployment[] = {
  { "start", start }, { "promote", promote },   { "abort", abort_deployment },
  { "retry", retry }, { "rollback", rollback }, { NULL, note_action },
  { NULL, NULL },
};

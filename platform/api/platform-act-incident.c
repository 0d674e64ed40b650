/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-act"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-act.h"
#include "platform/api/platform-paging.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-time.h"

static gboolean
stop_escalation (PlatformAct *act, GError **error)
{
  platform_paging_stop (act->doc);
  return TRUE;
}

static gboolean
acknowledge (PlatformAct *act, GError **error)
{
  return platform_paging_acknowledged (act->write, act->doc, error);
}

/* Paging goes on where it was: the level's people are told again. */
static gboolean
go_on_escalating (PlatformAct *act, GError **error)
{
  gint64 level = MAX (m77_json_get_int (act->doc, "escalation_level", 1), 1);

  return platform_paging_level (act->write, act->id, act->doc, level, error);
}

static gboolean
snooze (PlatformAct *act, GError **error)
{
  platform_paging_stop (act->doc);
  if (platform_time_of (act->args, "until") > act->write->now)
    return TRUE;
  platform_act_set_text (act, "status", "triggered");
  platform_act_set_text (act, "snoozed_until", NULL);
  return go_on_escalating (act, error);
}

static gboolean
escalate (PlatformAct *act, GError **error)
{
  return platform_paging_level (act->write,
                                act->id,
                                act->doc,
                                m77_json_get_int (act->args, "to", 1),
                                error);
}

static gboolean
reopen (PlatformAct *act, GError **error)
{
  return platform_paging_level (act->write, act->id, act->doc, 1, error);
}

static gboolean
page (PlatformAct *act, GError **error)
{
  const char *member = platform_act_text (act, "member");
  const char *schedule = platform_act_text (act, "schedule");

  if (member == NULL && schedule == NULL)
    return platform_act_refuse (act, "validation-failed", _ ("Name a member or a schedule."));
  return platform_paging_direct (act->write, act->id, member, schedule, error);
}

static gboolean
announce (PlatformAct *act, GError **error)
{
  M77Json *last;

  platform_write_note (act->write, act->doc, "timeline", "update", platform_act_text (act, "text"));
  last = (M77Json *) m77_json_first (m77_json_get (act->doc, "timeline"));
  while (m77_json_next (last) != NULL)
    last = (M77Json *) m77_json_next (last);
  m77_json_set_string (act->write->pool, last, "audience", platform_act_text (act, "audience"));
  return TRUE;
}

static gboolean
close_incident (PlatformAct *act, GError **error)
{
  const char *severity = m77_json_get_string (act->before, "severity");
  gboolean is_grave = g_strcmp0 (severity, "sev1") == 0 || g_strcmp0 (severity, "sev2") == 0;

  if (is_grave && act->reason == NULL && m77_json_get_string (act->before, "postmortem") == NULL)
    return platform_act_refuse (act,
                                "precondition-changed",
                                _ ("SEV1 and SEV2 want a postmortem, or a reason to close "
                                   "without one."));
  return TRUE;
}

/* The other's set with this one's elements (or without those that came from it). */
static void
join_set (PlatformAct *act, M77Json *into, const char *field, const M77Json *from, gboolean leave)
{
  M77JsonPool *pool = act->write->pool;
  M77Json *result = m77_json_array_new (pool);
  g_autoptr (GHashTable) ours = g_hash_table_new (g_str_hash, g_str_equal);
  const M77Json *mine = m77_json_get (from, field), *theirs = m77_json_get (into, field);

  for (const M77Json *e = m77_json_first (mine); e != NULL; e = m77_json_next (e))
    if (m77_json_string (e) != NULL)
      g_hash_table_add (ours, (gpointer) m77_json_string (e));
  for (const M77Json *e = m77_json_first (theirs); e != NULL; e = m77_json_next (e))
    if (m77_json_string (e) == NULL || !g_hash_table_contains (ours, m77_json_string (e)))
      m77_json_append (result, m77_json_copy (pool, e));
  for (const M77Json *e = leave ? NULL : m77_json_first (mine); e != NULL; e = m77_json_next (e))
    m77_json_append (result, m77_json_copy (pool, e));
  m77_json_set (pool, into, field, result);
}

static gboolean
join_other (PlatformAct *act, const char *id, gboolean leave, GError **error)
{
  PlatformWrite *write = act->write;
  gint64 number = m77_json_get_int (act->before, "number", 0);
  const char *title = m77_json_get_string (act->before, "title");
  g_autofree char *said = g_strdup_printf (leave ? "INC-%d left this one again: %s"
                                                 : "INC-%d was merged into this one: %s",
                                           (int) number,
                                           title != NULL ? title : "");
  M77Record other;
  M77Json *doc;

  if (!platform_record_by_ref (
          write->db, write->tenant->id, "incident", id, write->pool, &other, error))
    return FALSE;
  if (other.id == NULL || g_str_equal (other.id, act->id) ||
      (!leave && m77_json_get_string (other.doc, "merged_into") != NULL))
    return leave || platform_act_refuse (act,
                                         "precondition-changed",
                                         _ ("It cannot be merged into that: name another open "
                                            "incident."));
  doc = m77_json_copy (write->pool, other.doc);
  join_set (act, doc, "alerts", act->before, leave);
  if (!leave)
    join_set (act, doc, "responders", act->before, FALSE);
  platform_write_note (write, doc, "timeline", "system", said);
  return platform_write_follow (write, &other, doc, error);
}

static gboolean
merge (PlatformAct *act, GError **error)
{
  platform_paging_stop (act->doc);
  return join_other (act, platform_act_text (act, "into"), FALSE, error);
}

static gboolean
unmerge (PlatformAct *act, GError **error)
{
  const char *into = m77_json_get_string (act->before, "merged_into");

  if (into == NULL)
    return platform_act_refuse (act, "precondition-changed", _ ("It is not merged into another."));
  return join_other (act, into, TRUE, error);
}

/* The entry's text is gone; that there was one, when and by whom stays. */
static gboolean
redact (PlatformAct *act, GError **error)
{
  M77JsonPool *pool = act->write->pool;
  const M77Json *log = m77_json_get (act->doc, "timeline");
  const char *entry = platform_act_text (act, "entry");

  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_get_string (e, "id"), entry) == 0)
      {
        m77_json_set_string (pool, (M77Json *) e, "text", "");
        m77_json_set_bool (pool, (M77Json *) e, "redacted", TRUE);
        return TRUE;
      }
  return platform_act_refuse (act, "precondition-changed", _ ("There is no such entry."));
}

/* What was done is in the timeline, too. */
static gboolean
note_action (PlatformAct *act, GError **error)
{
  g_autofree char *text = NULL;

  if (g_str_equal (act->action->name, "announce"))
    return TRUE;
  text = act->reason != NULL ? g_strdup_printf ("%s: %s", act->action->label, act->reason)
                             : g_strdup (act->action->label);
  platform_write_note (act->write, act->doc, "timeline", "action", text);
  return TRUE;
}

const PlatformActRule platform_act_incident[] = {
  { "acknowledge", acknowledge },
  { "unacknowledge", go_on_escalating },
  { "snooze", snooze },
  { "escalate", escalate },
  { "page", page },
  { "announce", announce },
  { "mitigate", stop_escalation },
  { "resolve", stop_escalation },
  { "reopen", reopen },
  { "close", close_incident },
  { "merge", merge },
  { "unmerge", unmerge },
  { "redact", redact },
  { NULL, note_action },
  { NULL, NULL },
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-paging"

#include "config.h"

#include "platform/api/platform-paging.h"

#include <glib/gi18n-lib.h>

#include "platform/store/platform-record.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

/* Of an incident's document, beside the fields of its kind: rounds of the policy gone by. */
#define ROUND          "escalation_round"
#define REPEAT_LEAST_S 300 /* between two rounds, whatever the policy says */

typedef struct
{
  const char *incident;   /* NULL: none */
  const char *escalation; /* NULL: none */
  gint64 level;
  const char *reason;
  const char *subject; /* NULL: the incident */
} Why;

static gboolean
find (PlatformWrite *write, const char *kind, const char *ref, M77Record *record, GError **error)
{
  return platform_record_by_ref (write->db,
                                 write->tenant->id,
                                 kind,
                                 ref,
                                 write->pool,
                                 record,
                                 error);
}

static void
add_member (GPtrArray *members, const M77Json *member)
{
  const char *handle = m77_json_string (member);

  if (handle != NULL && !g_ptr_array_find_with_equal_func (members, handle, g_str_equal, NULL))
    g_ptr_array_add (members, (gpointer) handle);
}

static void
add_members (GPtrArray *members, const M77Json *set)
{
  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    add_member (members, e);
}

/* By its shifts when it has them, for those know the hour; else by oncall_now. */
gboolean
platform_paging_on_call (PlatformWrite *write,
                         const char *schedule,
                         GPtrArray *members,
                         GError **error)
{
  M77Record record;
  const M77Json *shifts;
  guint before = members->len;

  if (!find (write, "schedule", schedule, &record, error))
    return FALSE;
  shifts = m77_json_get (record.doc, "shifts");
  for (const M77Json *s = m77_json_first (shifts); s != NULL; s = m77_json_next (s))
    {
      const char *starts = m77_json_get_string (s, "starts_at");
      const char *ends = m77_json_get_string (s, "ends_at");

      if (starts != NULL && ends != NULL && m77_time_parse (starts) <= write->now &&
          write->now < m77_time_parse (ends))
        add_member (members, m77_json_get (s, "member"));
    }
  if (members->len == before)
    add_members (members, m77_json_get (record.doc, "oncall_now"));
  return TRUE;
}

/* Takes out who has left. */
static gboolean
keep_active (PlatformWrite *write, GPtrArray *members, GError **error)
{
  for (guint i = members->len; i > 0; i--)
    {
      M77Record member;
      const char *status;

      if (!find (write, "member", members->pdata[i - 1], &member, error))
        return FALSE;
      status = m77_json_get_string (member.doc, "status");
      if (g_strcmp0 (status, "suspended") == 0 || g_strcmp0 (status, "erased") == 0)
        g_ptr_array_remove_index (members, i - 1);
    }
  return TRUE;
}

/* Everybody a step names who is still there. */
static gboolean
recipients_of (PlatformWrite *write, const M77Json *step, GPtrArray *members, GError **error)
{
  const M77Json *schedules = m77_json_get (step, "schedules");
  const M77Json *teams = m77_json_get (step, "teams");

  for (const M77Json *s = m77_json_first (schedules); s != NULL; s = m77_json_next (s))
    if (!platform_paging_on_call (write, m77_json_string (s), members, error))
      return FALSE;
  add_members (members, m77_json_get (step, "members"));
  for (const M77Json *t = m77_json_first (teams); t != NULL; t = m77_json_next (t))
    {
      M77Record team;

      if (!find (write, "team", m77_json_string (t), &team, error))
        return FALSE;
      add_members (members, m77_json_get (team.doc, "members"));
    }
  return keep_active (write, members, error);
}

gboolean
platform_paging_gaps (PlatformWrite *write, M77Json *doc, GError **error)
{
  const M77Json *steps = m77_json_get (doc, "steps");
  gint64 gaps = 0;

  for (const M77Json *step = m77_json_first (steps); step != NULL; step = m77_json_next (step))
    {
      g_autoptr (GPtrArray) members = g_ptr_array_new ();

      if (!recipients_of (write, step, members, error))
        return FALSE;
      gaps += members->len == 0;
    }
  m77_json_set_int (write->pool, doc, "gaps", gaps);
  return TRUE;
}

gboolean
platform_paging_gaps_everywhere (PlatformWrite *write, GError **error)
{
  g_autoptr (GPtrArray) policies = platform_record_list_all (write->db,
                                                             write->tenant->id,
                                                             "escalation",
                                                             write->pool,
                                                             error);

  if (policies == NULL)
    return FALSE;
  for (guint i = 0; i < policies->len; i++)
    {
      const M77Record *policy = policies->pdata[i];
      M77Json *doc = m77_json_copy (write->pool, policy->doc);

      if (!platform_paging_gaps (write, doc, error) ||
          !platform_write_follow (write, policy, doc, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_page (PlatformWrite *write,
           const Why *why,
           const char *member,
           const char *channel,
           GError **error)
{
  M77JsonPool *pool = write->pool;
  M77Json *doc = m77_json_object_new (pool);
  g_autofree char *id = m77_id_new (write->runtime);
  gboolean is_push = g_str_equal (channel, "push");

  m77_json_set_string (pool, doc, "status", is_push ? "sent" : "failed");
  if (why->incident != NULL)
    m77_json_set_string (pool, doc, "incident", why->incident);
  if (why->subject != NULL)
    m77_json_set_string (pool, doc, "subject", why->subject);
  m77_json_set_string (pool, doc, "member", member);
  if (why->escalation != NULL)
    m77_json_set_string (pool, doc, "escalation", why->escalation);
  if (why->level > 0)
    m77_json_set_int (pool, doc, "level", why->level);
  m77_json_set_string (pool, doc, "reason", why->reason);
  m77_json_set_string (pool, doc, "channel", channel);
  platform_write_set_time (write, doc, "queued_at", write->now);
  m77_json_set_int (pool, doc, "attempts", 1);
  if (is_push)
    platform_write_set_time (write, doc, "sent_at", write->now);
  else
    m77_json_set_string (pool, doc, "error", "This platform has no gateway for this channel");
  return platform_write_put (write,
                             NULL,
                             "page",
                             m77_json_string (m77_json_string_new (pool, id)),
                             doc,
                             NULL,
                             error);
}

static gboolean
page_all (PlatformWrite *write,
          const Why *why,
          GPtrArray *members,
          const M77Json *channels,
          GError **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      if (!make_page (write, why, members->pdata[i], "push", error))
        return FALSE;
      for (const M77Json *c = m77_json_first (channels); c != NULL; c = m77_json_next (c))
        if (m77_json_string (c) != NULL && !g_str_equal (m77_json_string (c), "push") &&
            !make_page (write, why, members->pdata[i], m77_json_string (c), error))
          return FALSE;
    }
  return TRUE;
}

/* The policy's name; NULL: there is none. */
static gboolean
policy_of (PlatformWrite *write, const M77Json *doc, M77Record *policy, GError **error)
{
  const char *name = m77_json_get_string (doc, "escalation");
  M77Record service;

  if (name == NULL)
    {
      if (!find (write, "service", m77_json_get_string (doc, "service"), &service, error))
        return FALSE;
      name = m77_json_get_string (service.doc, "escalation");
    }
  return find (write, "escalation", name, policy, error);
}

static const M77Json *
step_of (const M77Record *policy, gint64 level)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, level);

  return m77_json_get (m77_json_get (policy->doc, "steps"), name);
}

static void
set_next (PlatformWrite *write, M77Json *doc, gint64 at, GPtrArray *members)
{
  platform_write_set_time (write, doc, "next_page_at", at);
  if (members->len > 0)
    m77_json_set_string (write->pool, doc, "next_page_to", members->pdata[0]);
}

/* When, and to whom, the level after goes. */
static gboolean
plan_next (PlatformWrite *write,
           M77Json *doc,
           const M77Record *policy,
           gint64 level,
           GError **error)
{
  const M77Json *step = step_of (policy, level + 1);
  gint64 wait = m77_json_get_int (step, "after", 0);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  platform_paging_stop (doc);
  if (step == NULL &&
      m77_json_get_int (doc, ROUND, 0) < m77_json_get_int (policy->doc, "repeat", 0))
    {
      step = step_of (policy, 1);
      wait = MAX (m77_json_get_int (step_of (policy, level), "after", 0), REPEAT_LEAST_S);
      wait = MAX (wait, m77_json_get_int (step, "after", 0));
    }
  if (step == NULL)
    return TRUE;
  if (!recipients_of (write, step, members, error))
    return FALSE;
  set_next (write, doc, write->now + 1000 * wait, members);
  return TRUE;
}

static gboolean
page_level (PlatformWrite *write, const char *incident, M77Json *doc, gint64 level, GError **error)
{
  M77Record policy;
  const M77Json *step;
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  Why why = { incident, NULL, level, "escalation", NULL };

  m77_json_set_int (write->pool, doc, "escalation_level", level);
  if (!policy_of (write, doc, &policy, error))
    return FALSE;
  if (policy.id == NULL)
    return TRUE;
  step = step_of (&policy, level);
  why.escalation = m77_json_get_string (policy.doc, "name");
  return recipients_of (write, step, members, error) &&
         page_all (write, &why, members, m77_json_get (step, "channels"), error) &&
         plan_next (write, doc, &policy, level, error);
}

gboolean
platform_paging_level (PlatformWrite *write,
                       const char *incident,
                       M77Json *doc,
                       gint64 level,
                       GError **error)
{
  m77_json_remove (doc, ROUND);
  return page_level (write, incident, doc, level, error);
}

gboolean
platform_paging_next (PlatformWrite *write, const char *incident, M77Json *doc, GError **error)
{
  gint64 level = m77_json_get_int (doc, "escalation_level", 0) + 1;
  M77Record policy;

  if (!policy_of (write, doc, &policy, error))
    return FALSE;
  if (level > 1 && step_of (&policy, level) == NULL)
    {
      m77_json_set_int (write->pool, doc, ROUND, m77_json_get_int (doc, ROUND, 0) + 1);
      level = 1;
    }
  return page_level (write, incident, doc, level, error);
}

gboolean
platform_paging_acknowledged (PlatformWrite *write, M77Json *doc, GError **error)
{
  gint64 level = MAX (m77_json_get_int (doc, "escalation_level", 1), 1), timeout;
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  M77Record policy;

  platform_paging_stop (doc);
  if (!policy_of (write, doc, &policy, error))
    return FALSE;
  timeout = m77_json_get_int (policy.doc, "ack_timeout", 0);
  if (timeout <= 0)
    return TRUE;
  if (!recipients_of (write, step_of (&policy, level), members, error))
    return FALSE;
  set_next (write, doc, write->now + 1000 * timeout, members);
  return TRUE;
}

void
platform_paging_stop (M77Json *doc)
{
  m77_json_remove (doc, "next_page_at");
  m77_json_remove (doc, "next_page_to");
}

gboolean
platform_paging_direct (PlatformWrite *write,
                        const char *incident,
                        const char *member,
                        const char *schedule,
                        GError **error)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  Why why = { incident, NULL, 0, "direct", NULL };

  if (member != NULL)
    g_ptr_array_add (members, (gpointer) member);
  return (schedule == NULL || platform_paging_on_call (write, schedule, members, error)) &&
         page_all (write, &why, members, NULL, error);
}

static gboolean
is_admin (const M77Record *member)
{
  const M77Json *roles = m77_json_get (member->doc, "roles");

  if (g_strcmp0 (m77_json_get_string (member->doc, "status"), "active") != 0)
    return FALSE;
  for (const M77Json *role = m77_json_first (roles); role != NULL; role = m77_json_next (role))
    if (g_strcmp0 (m77_json_string (role), "admin") == 0)
      return TRUE;
  return FALSE;
}

gboolean
platform_paging_admins (PlatformWrite *write, const char *member, GError **error)
{
  g_autofree char *subject = g_strconcat ("member/", member, NULL);
  Why why = { NULL, NULL, 0, "break-glass", subject };
  g_autoptr (GPtrArray) admins = g_ptr_array_new ();
  g_autoptr (GPtrArray) members = platform_record_list_open (write->db,
                                                             write->tenant->id,
                                                             "member",
                                                             write->pool,
                                                             error);

  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const M77Record *other = members->pdata[i];
      const char *handle = m77_json_get_string (other->doc, "handle");

      if (g_strcmp0 (handle, member) != 0 && is_admin (other))
        g_ptr_array_add (admins, (gpointer) handle);
    }
  return page_all (write, &why, admins, NULL, error);
}

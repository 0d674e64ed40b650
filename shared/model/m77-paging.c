/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-paging.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"
#include "shared/model/m77-links.h"

#define ROUND          "escalation_round" /* of an incident: rounds of the policy gone by */
#define REPEAT_LEAST_S 300                /* between two rounds, whatever the policy says */

typedef struct
{
  const M77Json *policy;
  M77PagingFind find;
  gpointer data;
} Plan;

void
m77_page_free (M77Page *self)
{
  g_ptr_array_unref (self->members);
  g_free (self);
}

const char *
m77_paging_policy (const M77Json *incident, const M77Json *service)
{
  const char *own = m77_json_get_string (incident, "escalation");

  return own != NULL && *own != '\0' ? own : m77_json_get_string (service, "escalation");
}

static const M77Json *
step_of (const M77Json *policy, gint64 level)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, level);

  return m77_json_get (m77_json_get (policy, "steps"), name);
}

guint
m77_paging_levels (const M77Json *policy)
{
  guint n = 0;

  while (step_of (policy, n + 1) != NULL)
    n++;
  return n;
}

static void
add_member (GPtrArray *members, const char *handle)
{
  if (handle != NULL && !g_ptr_array_find_with_equal_func (members, handle, g_str_equal, NULL))
    g_ptr_array_add (members, (gpointer) handle);
}

/* Everybody a step reaches at that time. */
static void
add_step (GPtrArray *members, const Plan *plan, const M77Json *step, gint64 at)
{
  const M77Json *element = m77_json_first (m77_json_get (step, "schedules"));

  for (; element != NULL; element = m77_json_next (element))
    {
      const char *name = m77_json_string (element);
      const M77Json *schedule = name != NULL ? plan->find ("schedule", name, plan->data) : NULL;

      if (schedule != NULL)
        add_member (members, m77_duty_at (schedule, at).member);
    }
  for (element = m77_json_first (m77_json_get (step, "members")); element != NULL;
       element = m77_json_next (element))
    add_member (members, m77_json_string (element));
  for (element = m77_json_first (m77_json_get (step, "teams")); element != NULL;
       element = m77_json_next (element))
    {
      const char *name = m77_json_string (element);
      const M77Json *team = name != NULL ? plan->find ("team", name, plan->data) : NULL;
      const M77Json *member = m77_json_first (m77_json_get (team, "members"));

      for (; member != NULL; member = m77_json_next (member))
        add_member (members, m77_json_string (member));
    }
}

static M77Page *
new_page (const Plan *plan, gint64 at, gint64 level)
{
  const M77Json *step = step_of (plan->policy, level);
  M77Page *self = g_new0 (M77Page, 1);

  self->at = at;
  self->level = level;
  self->members = g_ptr_array_new ();
  self->channels = m77_json_get (step, "channels");
  if (plan->find != NULL)
    add_step (self->members, plan, step, at);
  return self;
}

/* The level after this one and how long until then; FALSE: it was the last of the last round. */
static gboolean
next_level (const M77Json *policy, gint64 *level, gint64 *round, gint64 *wait)
{
  const M77Json *step = step_of (policy, *level + 1);

  *wait = m77_json_get_int (step, "after", 0);
  if (step != NULL)
    {
      *level += 1;
      return TRUE;
    }
  if (*round >= m77_json_get_int (policy, "repeat", 0) || step_of (policy, 1) == NULL)
    return FALSE;
  *wait = MAX (m77_json_get_int (step_of (policy, *level), "after", 0), REPEAT_LEAST_S);
  *wait = MAX (*wait, m77_json_get_int (step_of (policy, 1), "after", 0));
  *level = 1;
  *round += 1;
  return TRUE;
}

GPtrArray *
m77_paging_plan (const M77Json *incident,
                 const M77Json *policy,
                 M77PagingFind find,
                 gpointer data,
                 guint most)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) m77_page_free);
  const char *due = m77_json_get_string (incident, "next_page_at");
  const char *to = m77_json_get_string (incident, "next_page_to");
  gboolean again = g_strcmp0 (m77_json_get_string (incident, "status"), "acknowledged") == 0;
  gint64 at = due != NULL ? m77_time_parse (due) : M77_TIME_NONE;
  gint64 level = m77_json_get_int (incident, "escalation_level", 0);
  gint64 round = m77_json_get_int (incident, ROUND, 0);
  gint64 wait = 0;
  const Plan plan = { policy, find, data };

  if (at == M77_TIME_NONE)
    return pages;
  if (again)
    level = MAX (level, 1);
  else if (!next_level (policy, &level, &round, &wait))
    level++;
  do
    {
      M77Page *page = new_page (&plan, at, level);

      /* Of the first the platform's word counts. */
      page->is_again = again && pages->len == 0;
      if (pages->len == 0 && to != NULL)
        {
          g_ptr_array_set_size (page->members, 0);
          add_member (page->members, to);
        }
      g_ptr_array_add (pages, page);
      if (pages->len >= most || !next_level (policy, &level, &round, &wait))
        break;
      at += 1000 * wait;
    }
  while (TRUE);
  return pages;
}

/* ---- Words ---- */

char *
m77_paging_names (const M77Json *policy, const char *member)
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

char *
m77_page_words (const M77Page *page, gint64 now, GTimeZone *zone)
{
  g_autofree char *who = members_words (page);
  g_autofree char *how = channels_words (page);
  g_autofree char *when = m77_time_short (page->at, now, zone);

  if (page->is_again)
    return g_strdup_printf (_ ("%s triggered again, %s paged"), when, who);
  if (page->at <= now)
    return g_strdup_printf (_ ("%s has passed: %s should now be paged"), when, who);
  return *how != '\0' ? g_strdup_printf (_ ("%s %s paged, %s"), when, who, how)
                      : g_strdup_printf (_ ("%s %s paged"), when, who);
}

char *
m77_paging_words (const M77Json *incident, const GPtrArray *pages, gint64 now, GTimeZone *zone)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pages->len; i++)
    {
      g_autofree char *words = m77_page_words (pages->pdata[i], now, zone);

      g_string_append_printf (out, "%s%s", i > 0 ? _ ("; then ") : "", words);
    }
  if (pages->len == 0 && g_strcmp0 (m77_json_get_string (incident, "status"), "triggered") == 0)
    g_string_append (out,
                     m77_json_get_int (incident, "escalation_level", 0) == 0
                         ? _ ("NOBODY PAGED: escalate does that")
                         : _ ("nobody else is paged"));
  return g_string_free (out, FALSE);
}

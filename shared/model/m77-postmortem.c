/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-postmortem.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"

#define ENTRIES_MOST 200

static gint64
time_of (const M77Json *object, const char *name)
{
  const char *text = m77_json_get_string (object, name);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

/* "2026-05-15 02:58". */
static char *
when (gint64 at, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) there = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone)
                                                            : NULL;

  if (utc == NULL)
    return g_strdup ("?");
  return g_date_time_format (there != NULL ? there : utc, "%Y-%m-%d %H:%M");
}

static void
add_heading (GString *out, const char *heading)
{
  g_string_append_printf (out, "\n## %s\n\n", heading);
}

static void
add_text (GString *out, const char *text, const char *question)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s\n", text);
  else
    g_string_append_printf (out, "_%s_\n", question);
}

static void
add_times (GString *out, const M77Json *incident, GTimeZone *zone)
{
  static const struct
  {
    const char *field, *label;
  } times[] = {
    { "started_at", N_ ("Started") },     { "acknowledged_at", N_ ("Acknowledged") },
    { "mitigated_at", N_ ("Mitigated") }, { "resolved_at", N_ ("Resolved") },
    { "closed_at", N_ ("Closed") },
  };
  gint64 started = time_of (incident, "started_at");

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 at = time_of (incident, times[i].field);
      g_autofree char *text = at != M77_TIME_NONE ? when (at, zone) : NULL;
      g_autofree char *after = NULL;

      if (text == NULL)
        continue;
      if (i > 0 && started != M77_TIME_NONE && at > started)
        after = m77_duration_format ((at - started) / 60000 * 60);
      g_string_append_printf (out, "- %s: %s", _ (times[i].label), text);
      if (after != NULL && *after != '\0' && !g_str_equal (after, "0s"))
        g_string_append_printf (out, _ (" (%s after it began)"), after);
      g_string_append_c (out, '\n');
    }
}

static void
add_timeline (GString *out, const M77Json *incident, GTimeZone *zone)
{
  const M77Json *entry = m77_json_first (m77_json_get (incident, "timeline"));
  guint n = 0;

  for (; entry != NULL && n < ENTRIES_MOST; entry = m77_json_next (entry))
    {
      const char *text = m77_json_get_string (entry, "text");
      gint64 at = time_of (entry, "at");
      g_autofree char *time = at != M77_TIME_NONE ? when (at, zone) : NULL;
      g_autofree char *line = NULL;

      if (text == NULL || time == NULL || *text == '\0')
        continue;
      line = g_strdelimit (g_strdup (text), "\r\n", ' ');
      g_string_append_printf (out, "- %s %s\n", time, line);
      n++;
    }
}

static void
add_tasks (GString *out, const M77Json *incident)
{
  const M77Json *task = m77_json_first (m77_json_get (incident, "tasks"));
  guint n = 0;

  for (; task != NULL; task = m77_json_next (task))
    {
      const char *text = m77_json_get_string (task, "text");
      const char *who = m77_json_get_string (task, "assignee");

      if (text == NULL || m77_json_get_string (task, "done_at") != NULL)
        continue;
      g_string_append_printf (out,
                              "- [ ] %s%s%s\n",
                              text,
                              who != NULL ? ", @" : "",
                              who ? who : "");
      n++;
    }
  if (n == 0)
    g_string_append_printf (out, "- [ ] _%s_\n", _ ("What, by whom, until when?"));
}

char *
m77_postmortem_template (const M77Json *incident, GTimeZone *zone)
{
  GString *out = g_string_new (NULL);
  const char *title = m77_json_get_string (incident, "title");
  gint64 customers = m77_json_get_int (incident, "customers_affected", -1);

  g_string_append_printf (out, "# %s\n", title != NULL ? title : _ ("Postmortem"));
  add_heading (out, _ ("What happened"));
  add_text (out,
            m77_json_get_string (incident, "summary"),
            _ ("In three sentences, for somebody who was not there."));
  add_heading (out, _ ("Impact"));
  add_text (out, m77_json_get_string (incident, "impact"), _ ("Who noticed what, for how long?"));
  if (customers >= 0)
    g_string_append_printf (out,
                            _ ("\nCustomers affected: about %" G_GINT64_FORMAT ".\n"),
                            customers);
  add_heading (out, _ ("Times"));
  add_times (out, incident, zone);
  add_heading (out, _ ("Causes"));
  add_text (out, NULL, _ ("What made it possible, and what set it off?"));
  add_heading (out, _ ("How it was ended"));
  add_text (out, m77_json_get_string (incident, "resolution"), _ ("What was tried, what helped?"));
  add_heading (out, _ ("What went well, what was in the way, where we were lucky"));
  add_text (out, NULL, _ ("Detection, paging, tools, runbooks, people."));
  add_heading (out, _ ("What we change"));
  add_tasks (out, incident);
  add_heading (out, _ ("Timeline"));
  add_timeline (out, incident, zone);
  return g_string_free (out, FALSE);
}

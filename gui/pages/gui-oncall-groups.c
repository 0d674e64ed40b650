/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-oncall-groups"

#include "config.h"

#include "gui/pages/gui-oncall-groups.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-duty.h"
#include "shared/model/m77-record.h"

#define CHANGES_EACH 4 /* of one schedule */
#define CHANGES_MOST 12

static gint64
time_in (const M77Json *doc, const char *field)
{
  const char *text = m77_json_get_string (doc, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static const char *
name_of (M77Row *row)
{
  const char *name = m77_json_get_string (m77_row_doc (row), "name");

  return name != NULL ? name : "–";
}

/* ---- Who ---- */

/* "primary: jana", "until 08:00, then omar; instead of lena". */
static void
add_schedule (GuiRowGroup *group, M77Row *row, const GuiOncallMoment *moment)
{
  const M77Json *doc = m77_row_doc (row);
  M77Duty duty = m77_duty_at (doc, moment->at);
  M77Duty next;
  gboolean has_next = m77_duty_next (doc, moment->at, &next);
  g_autofree char *until = m77_time_short (duty.until, moment->now, moment->zone);
  const char *who = duty.member != NULL ? duty.member
                    : duty.is_known     ? _ ("NOBODY")
                                        : _ ("not known");
  gboolean mine = duty.member != NULL && g_strcmp0 (duty.member, moment->member) == 0;
  g_autofree char *title = g_strdup_printf (mine ? _ ("%s: %s (you)") : "%s: %s",
                                            name_of (row),
                                            who);
  g_autoptr (GString) words = g_string_new (NULL);
  GuiRowSpec spec = { .key = m77_row_id (row),
                      .title = title,
                      .button = _ ("Override…"),
                      .style = duty.member == NULL ? "late" : NULL,
                      .opens = TRUE };

  if (*until != '\0')
    g_string_append_printf (words, _ ("until %s"), until);
  if (has_next)
    g_string_append_printf (words,
                            _ ("%sthen %s"),
                            words->len > 0 ? ", " : "",
                            next.member != NULL ? next.member : _ ("NOBODY"));
  if (duty.override != NULL && m77_duty_replaces (&duty) != NULL)
    g_string_append_printf (words, _ ("; instead of %s"), m77_duty_replaces (&duty));
  spec.subtitle = words->str;
  gui_row_group_add (group, &spec);
}

void
gui_oncall_show_schedules (GuiRowGroup *group, const GPtrArray *rows, const GuiOncallMoment *moment)
{
  gui_row_group_begin (group);
  for (guint i = 0; i < rows->len; i++)
    add_schedule (group, rows->pdata[i], moment);
  gui_row_group_end (group, _ ("No schedule says who is on call"));
}

/* ---- What changes ---- */

typedef struct
{
  gint64 at;
  const char *schedule, *from, *to;
  gboolean is_override;
} Change;

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *one = a;
  const Change *other = b;

  return one->at != other->at ? (one->at < other->at ? -1 : 1)
                              : g_strcmp0 (one->schedule, other->schedule);
}

static void
find_changes (M77Row *row, gint64 at, GArray *changes)
{
  const M77Json *doc = m77_row_doc (row);
  const char *before = m77_duty_at (doc, at).member;
  M77Duty next;

  for (guint i = 0; i < CHANGES_EACH && m77_duty_next (doc, at, &next); i++)
    {
      Change change = { next.from, name_of (row), before, next.member, next.override != NULL };

      g_array_append_val (changes, change);
      before = next.member;
      at = next.from;
    }
}

void
gui_oncall_show_changes (GuiRowGroup *group, const GPtrArray *rows, const GuiOncallMoment *moment)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));

  for (guint i = 0; i < rows->len; i++)
    find_changes (rows->pdata[i], moment->at, changes);
  g_array_sort (changes, compare_changes);
  gui_row_group_begin (group);
  for (guint i = 0; i < MIN (changes->len, CHANGES_MOST); i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      g_autofree char *when = m77_time_short (change->at, moment->now, moment->zone);
      g_autofree char *title = g_strdup_printf ("%s  %s", when, change->schedule);
      g_autofree char *words = g_strdup_printf (change->is_override ? _ ("%s to %s, override")
                                                                    : _ ("%s to %s"),
                                                change->from != NULL ? change->from : _ ("nobody"),
                                                change->to != NULL ? change->to : _ ("NOBODY"));
      const GuiRowSpec spec = { .title = title,
                                .subtitle = words,
                                .style = change->to == NULL ? "late" : NULL };

      gui_row_group_add (group, &spec);
    }
  gui_row_group_end (group, _ ("None that is known"));
}

/* ---- Overrides ---- */

static void
add_override (GuiRowGroup *group,
              M77Row *row,
              const M77Json *override,
              const GuiOncallMoment *moment)
{
  gint64 starts = time_in (override, "starts_at");
  gint64 ends = time_in (override, "ends_at");
  const char *member = m77_json_get_string (override, "member");
  const char *replaces = m77_json_get_string (override, "replaces");
  const char *by = m77_json_get_string (override, "by");
  g_autofree char *from = m77_time_short (starts, moment->now, moment->zone);
  g_autofree char *to = m77_time_short (ends, moment->now, moment->zone);
  g_autofree char *key = g_strdup_printf ("%s/%s", m77_row_id (row), m77_json_name (override));
  g_autofree char *title = replaces != NULL ? g_strdup_printf (_ ("%s: %s instead of %s"),
                                                               name_of (row),
                                                               member != NULL ? member : "–",
                                                               replaces)
                                            : g_strdup_printf ("%s: %s",
                                                               name_of (row),
                                                               member != NULL ? member : "–");
  g_autofree char *words = by != NULL ? g_strdup_printf (_ ("%s to %s, by %s"), from, to, by)
                                      : g_strdup_printf (_ ("%s to %s"), from, to);
  const GuiRowSpec spec = {
    .key = key, .title = title, .subtitle = words, .button = _ ("Remove…")
  };

  if (ends != M77_TIME_NONE && ends > moment->now)
    gui_row_group_add (group, &spec);
}

void
gui_oncall_show_overrides (GuiRowGroup *group, const GPtrArray *rows, const GuiOncallMoment *moment)
{
  gui_row_group_begin (group);
  for (guint i = 0; i < rows->len; i++)
    for (const M77Json *o =
             m77_json_first (m77_json_get (m77_row_doc (rows->pdata[i]), "overrides"));
         o != NULL;
         o = m77_json_next (o))
      add_override (group, rows->pdata[i], o, moment);
  gui_row_group_end (group, _ ("None: a schedule's row makes one"));
}

/* ---- Handovers ---- */

/* What this person can do about it; NULL: nothing. */
static const char *
verb_of (const M77Json *doc, const char *member)
{
  const char *status = m77_json_get_string (doc, "status");

  if (member == NULL)
    return NULL;
  if (g_strcmp0 (status, "offered") == 0 &&
      g_strcmp0 (m77_json_get_string (doc, "to"), member) == 0)
    return "accept";
  if (g_strcmp0 (status, "draft") == 0 &&
      g_strcmp0 (m77_json_get_string (doc, "from"), member) == 0)
    return "offer";
  return NULL;
}

static void
add_handover (GuiRowGroup *group, M77Row *row, const GuiOncallMoment *moment)
{
  const M77Kind *kind = m77_kind_find ("handover");
  const M77Json *doc = m77_row_doc (row);
  const char *verb = verb_of (doc, moment->member);
  const char *from = m77_json_get_string (doc, "from");
  const char *to = m77_json_get_string (doc, "to");
  const char *schedule = m77_json_get_string (doc, "schedule");
  g_autofree char *name = m77_record_key (kind, doc, m77_row_id (row), m77_row_local_number (row));
  g_autofree char *state = gui_text_cell (row, m77_kind_field (kind, "status"), moment->now);
  g_autofree char *pending = gui_text_cell (row, NULL, moment->now);
  g_autofree char *ends = m77_time_short (time_in (doc, "shift_ends_at"),
                                          moment->now,
                                          moment->zone);
  g_autofree char *key = g_strdup_printf ("%s/%s", m77_row_id (row), verb != NULL ? verb : "");
  g_autofree char *title = g_strdup_printf (_ ("%s %s: %s to %s"),
                                            name,
                                            schedule != NULL ? schedule : "–",
                                            from != NULL ? from : "–",
                                            to != NULL ? to : "–");
  g_autofree char *words = g_strdup_printf (_ ("%s, shift ends %s%s%s"),
                                            state,
                                            *ends != '\0' ? ends : "–",
                                            *pending != '\0' ? " · " : "",
                                            pending);
  const GuiRowSpec spec = { .key = key,
                            .title = title,
                            .subtitle = words,
                            .button = verb == NULL                   ? NULL
                                      : g_str_equal (verb, "accept") ? _ ("Accept…")
                                                                     : _ ("Offer…"),
                            .opens = TRUE };

  gui_row_group_add (group, &spec);
}

void
gui_oncall_show_handovers (GuiRowGroup *group, const GPtrArray *rows, const GuiOncallMoment *moment)
{
  gui_row_group_begin (group);
  for (guint i = 0; i < rows->len; i++)
    add_handover (group, rows->pdata[i], moment);
  gui_row_group_end (group, _ ("None is open"));
}

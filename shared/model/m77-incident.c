/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-incident"

#include "config.h"

#include "shared/model/m77-incident.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-likeness.h"

#define LATE_MS    60000 /* an entry that came so long after its time shows both */
#define LIKE_LEAST 30    /* of a hundred */

static gint64
time_of (const M77Json *object, const char *field)
{
  const char *text = m77_json_get_string (object, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

/* ---- The timeline ---- */

gboolean
m77_entry_is_of_person (const M77Json *entry)
{
  static const char *const kinds[] = { "note", "update", "decision", "action", "task", NULL };
  const char *kind = m77_json_get_string (entry, "kind");

  return kind == NULL || g_strv_contains (kinds, kind);
}

gboolean
m77_entry_is_for_others (const M77Json *entry)
{
  const char *audience = m77_json_get_string (entry, "audience");

  return audience != NULL && !g_str_equal (audience, "internal");
}

const char *
m77_entry_who (const M77Field *log, const M77Json *entry)
{
  const char *kind = m77_json_get_string (entry, "kind");
  const char *author = m77_json_get_string (entry, "author");
  const M77Value *value = kind != NULL && log != NULL ? m77_field_value (log, kind) : NULL;

  if (!m77_entry_is_of_person (entry) || author == NULL)
    return value != NULL && value->brief != NULL ? value->brief : kind;
  return author;
}

char *
m77_entry_text (const M77Json *entry, gint64 now, GTimeZone *zone)
{
  const char *text = m77_json_get_string (entry, "text");
  gint64 at = time_of (entry, "at");
  gint64 came = time_of (entry, "received_at");
  g_autofree char *when = m77_time_short (came, now, zone);

  if (text == NULL || *text == '\0')
    text = _ ("(no text)");
  if (at != M77_TIME_NONE && came != M77_TIME_NONE && came - at >= LATE_MS)
    return g_strdup_printf (_ ("(came %s) %s"), when, text);
  return g_strdup (text);
}

const M77Field *
m77_note_field (const M77Kind *kind)
{
  for (const M77Field *field = kind != NULL ? kind->fields : NULL;
       field != NULL && field->name != NULL;
       field++)
    if (field->type == M77_TYPE_LOG && m77_field_is_editable (field) &&
        m77_field_value (field, "note") != NULL)
      return field;
  return NULL;
}

M77Json *
m77_note_elements (M77JsonPool *pool,
                   const M77Kind *kind,
                   const char *log,
                   const char *id,
                   const char *member,
                   const char *text,
                   gint64 now)
{
  g_autofree char *at = m77_time_format (now);
  M77Json *entry = m77_json_object_new (pool);
  M77Json *entries = m77_json_array_new (pool);
  M77Json *append = m77_json_object_new (pool);
  M77Json *elements = m77_json_object_new (pool);

  m77_json_set_string (pool, entry, "id", id);
  m77_json_set_string (pool, entry, "at", at);
  if (member != NULL)
    m77_json_set_string (pool, entry, "author", member);
  m77_json_set_string (pool, entry, "kind", "note");
  if (g_str_equal (kind->name, "incident"))
    m77_json_set_string (pool, entry, "audience", "internal");
  m77_json_set_string (pool, entry, "text", text);
  m77_json_append (entries, entry);
  m77_json_set (pool, append, "append", entries);
  m77_json_set (pool, elements, log, append);
  return elements;
}

/* ---- Those who respond ---- */

gboolean
m77_incident_is_responder (const M77Json *incident, const char *member)
{
  const M77Json *element = m77_json_first (m77_json_get (incident, "responders"));

  while (element != NULL && g_strcmp0 (m77_json_string (element), member) != 0)
    element = m77_json_next (element);
  return element != NULL;
}

M77Json *
m77_incident_join (M77JsonPool *pool, const char *member)
{
  M77Json *elements = m77_json_object_new (pool);
  M77Json *responders = m77_json_object_new (pool);
  M77Json *added = m77_json_array_new (pool);

  m77_json_append (added, m77_json_string_new (pool, member));
  m77_json_set (pool, responders, "add", added);
  m77_json_set (pool, elements, "responders", responders);
  return elements;
}

/* ---- Tasks ---- */

static gboolean
is_done (const M77Json *task)
{
  return m77_json_get_string (task, "done_at") != NULL;
}

M77Json *
m77_task_turned (M77JsonPool *pool, const M77Json *task, const char *member, gint64 now)
{
  M77Json *changed = m77_json_copy (pool, task);
  g_autofree char *at = m77_time_format (now);

  if (is_done (task))
    {
      m77_json_set (pool, changed, "done_at", m77_json_null_new (pool));
      m77_json_set (pool, changed, "done_by", m77_json_null_new (pool));
      return changed;
    }
  m77_json_set_string (pool, changed, "done_at", at);
  if (member != NULL)
    m77_json_set_string (pool, changed, "done_by", member);
  return changed;
}

M77Json *
m77_task_patch (M77JsonPool *pool, const char *key, const M77Json *task)
{
  M77Json *patch = m77_json_object_new (pool);
  M77Json *tasks = m77_json_object_new (pool);

  m77_json_set (pool,
                tasks,
                key,
                task != NULL ? m77_json_copy (pool, task) : m77_json_null_new (pool));
  m77_json_set (pool, patch, "tasks", tasks);
  return patch;
}

GPtrArray *
m77_incident_tasks (const M77Json *incident, guint *open)
{
  const M77Json *tasks = m77_json_get (incident, "tasks");
  GPtrArray *found = g_ptr_array_new ();

  *open = 0;
  for (int done = 0; done < 2; done++)
    for (const M77Json *task = m77_json_first (tasks); task != NULL; task = m77_json_next (task))
      if (is_done (task) == (done == 1))
        {
          g_ptr_array_add (found, (gpointer) task);
          *open += done == 0;
        }
  return found;
}

/* ---- And else ---- */

char *
m77_incident_update_words (const M77Json *incident, gint64 now, GTimeZone *zone, gboolean *is_late)
{
  gint64 due = time_of (incident, "next_update_due");
  g_autofree char *when = m77_time_short (due, now, zone);
  g_autofree char *late = NULL;

  *is_late = due != M77_TIME_NONE && due < now;
  if (due == M77_TIME_NONE)
    return g_strdup (_ ("no update due"));
  if (!*is_late)
    return g_strdup_printf (_ ("update due %s"), when);
  late = m77_time_age (due, now);
  return g_strdup_printf (_ ("update due %s, LATE %s"), when, late);
}

typedef struct
{
  const M77Json *row;
  guint likeness;
} Like;

static int
compare_like (gconstpointer a, gconstpointer b)
{
  return (int) ((const Like *) b)->likeness - (int) ((const Like *) a)->likeness;
}

GPtrArray *
m77_incident_like (const M77Json *incident, const GPtrArray *rows, guint most)
{
  const char *title = m77_json_get_string (incident, "title");
  g_autoptr (GArray) likes = g_array_new (FALSE, FALSE, sizeof (Like));
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < rows->len && title != NULL; i++)
    {
      const char *other = m77_json_get_string (m77_json_get (rows->pdata[i], "doc"), "title");
      Like like = { rows->pdata[i], other != NULL ? m77_likeness (title, other) : 0 };

      if (like.likeness >= LIKE_LEAST)
        g_array_append_val (likes, like);
    }
  g_array_sort (likes, compare_like);
  for (guint i = 0; i < MIN (likes->len, most); i++)
    g_ptr_array_add (found, (gpointer) g_array_index (likes, Like, i).row);
  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-room"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"

#define NOON "2026-01-01T12:00:00.000Z"

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  g_autoptr (GError) error = NULL;
  const M77Json *value = m77_json_parse (pool, text, -1, &error);

  g_assert_no_error (error);
  return value;
}

static void
assert_json (const M77Json *value, const char *expected)
{
  g_autofree char *text = m77_json_to_text (value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_entries (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Field *log = m77_note_field (m77_kind_find ("incident"));
  const M77Json *note = parse (pool,
                               "{\"author\":\"jana\",\"kind\":\"note\",\"audience\":\"internal\","
                               "\"at\":\"" NOON "\",\"received_at\":\"2026-01-01T12:05:00.000Z\","
                               "\"text\":\"late\"}");
  const M77Json *alert = parse (pool,
                                "{\"author\":\"am-eu\",\"kind\":\"alert\",\"audience\":\"public\","
                                "\"text\":\"\"}");
  g_autofree char *words = m77_entry_text (note, m77_time_parse (NOON), NULL);
  g_autofree char *none = m77_entry_text (alert, m77_time_parse (NOON), NULL);

  g_assert_cmpstr (log->name, ==, "timeline");
  g_assert_true (m77_entry_is_of_person (note));
  g_assert_false (m77_entry_is_of_person (alert));
  g_assert_false (m77_entry_is_for_others (note));
  g_assert_true (m77_entry_is_for_others (alert));
  g_assert_cmpstr (m77_entry_who (log, note), ==, "jana");
  g_assert_cmpstr (m77_entry_who (log, alert), !=, "am-eu");
  g_assert_cmpstr (words, ==, "(came 12:05) late");
  g_assert_cmpstr (none, ==, "(no text)");
  assert_json (m77_note_elements (pool,
                                  m77_kind_find ("incident"),
                                  "timeline",
                                  "e1",
                                  "jana",
                                  "a\nb",
                                  m77_time_parse (NOON)),
               "{\"timeline\":{\"append\":[{\"id\":\"e1\",\"at\":\"" NOON "\",\"author\":\"jana\","
               "\"kind\":\"note\",\"audience\":\"internal\",\"text\":\"a\\nb\"}]}}");
}

/* A task that was done is open again with nothing left of it; what is open stands first. */
static void
test_tasks (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *incident = parse (pool,
                                   "{\"tasks\":{\"a\":{\"text\":\"x\",\"done_at\":\"" NOON
                                   "\",\"done_by\":\"mika\"},\"b\":{\"text\":\"y\"}}}");
  guint open;
  g_autoptr (GPtrArray) tasks = m77_incident_tasks (incident, &open);

  g_assert_cmpuint (open, ==, 1);
  g_assert_cmpstr (m77_json_name (tasks->pdata[0]), ==, "b");
  assert_json (m77_task_turned (pool, tasks->pdata[0], "jana", m77_time_parse (NOON)),
               "{\"text\":\"y\",\"done_at\":\"" NOON "\",\"done_by\":\"jana\"}");
  assert_json (m77_task_patch (pool, "a", m77_task_turned (pool, tasks->pdata[1], "jana", 0)),
               "{\"tasks\":{\"a\":{\"text\":\"x\",\"done_at\":null,\"done_by\":null}}}");
  assert_json (m77_task_patch (pool, "a", NULL), "{\"tasks\":{\"a\":null}}");
}

static void
test_rest (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *incident = parse (pool,
                                   "{\"title\":\"Card payments failing\",\"responders\":[\"jana\"],"
                                   "\"next_update_due\":\"" NOON "\"}");
  gint64 noon = m77_time_parse (NOON);
  gboolean late;
  g_autofree char *soon = m77_incident_update_words (incident, noon - 1000, NULL, &late);
  g_autofree char *words = NULL;
  const M77Json *rows = parse (pool,
                               "[{\"doc\":{\"title\":\"Disk full\"}},{\"doc\":{\"title\":\"Card "
                               "payments fail in US\"}},{\"doc\":{}}]");
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GPtrArray) like = NULL;

  g_assert_false (late);
  g_assert_cmpstr (soon, ==, "update due 12:00");
  words = m77_incident_update_words (incident, noon + 240000, NULL, &late);
  g_assert_true (late);
  g_assert_cmpstr (words, ==, "update due 12:00, LATE 4m");
  g_assert_true (m77_incident_is_responder (incident, "jana"));
  g_assert_false (m77_incident_is_responder (incident, "omar"));
  assert_json (m77_incident_join (pool, "omar"), "{\"responders\":{\"add\":[\"omar\"]}}");
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    g_ptr_array_add (list, (gpointer) row);
  like = m77_incident_like (incident, list, 3);
  g_assert_cmpuint (like->len, ==, 1);
  g_assert_true (like->pdata[0] == list->pdata[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room/entries", test_entries);
  g_test_add_func ("/room/tasks", test_tasks);
  g_test_add_func ("/room/rest", test_rest);
  return g_test_run ();
}

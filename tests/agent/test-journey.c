/* The journey: edits made with the network out, an agent killed between every two steps, a
 * platform killed too, and everything there once when they are back.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "tests/agent/programs.h"

static char *
create (Programs *programs, const char *kind, const char *doc)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;
  char *id = NULL;

  m77_agent1_call_create_sync (programs_agent (programs, FALSE),
                               kind,
                               doc,
                               &seq,
                               &id,
                               &operation,
                               NULL,
                               &error);
  g_assert_no_error (error);
  return id;
}

static void
edit (Programs *programs, const char *id, const char *patch, const char *elements)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;

  m77_agent1_call_edit_sync (programs_agent (programs, FALSE),
                             "incident",
                             id,
                             "",
                             patch,
                             elements,
                             &seq,
                             &operation,
                             NULL,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seq, >, 0);
}

static const M77Json *
record (Programs *programs, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const M77Json *json;

  m77_agent1_call_record_sync (programs_agent (programs, FALSE),
                               "incident",
                               id,
                               0,
                               &text,
                               NULL,
                               &error);
  g_assert_no_error (error);
  json = m77_json_parse (programs->pool, text, -1, &error);
  g_assert_no_error (error);
  return json;
}

static const char *
shown (Programs *programs, const char *id, const char *member)
{
  return m77_json_get_string (m77_json_get (record (programs, id), "doc"), member);
}

static gint64
found (Programs *programs, const char *filter)
{
  g_autoptr (GError) error = NULL;
  gint64 count;

  m77_agent1_call_count_sync (programs_agent (programs, FALSE),
                              "incident",
                              filter,
                              0,
                              &count,
                              NULL,
                              &error);
  g_assert_no_error (error);
  return count;
}

#define INCIDENT                                                                                   \
  "{\"title\":\"Card payments failing\",\"environment\":\"production\",\"severity\":\"sev2\","     \
  "\"summary\":\"first\"}"
#define NOTE                                                                                       \
  "{\"timeline\":{\"append\":[{\"id\":\"0190c0de-0000-7000-8000-000000000001\","                   \
  "\"at\":\"2026-01-01T00:00:00.000Z\",\"kind\":\"note\",\"text\":\"on the train\"}]}}"

static void
test_journey (void)
{
  Programs *programs = programs_start ();
  g_autofree char *token = NULL, *id = NULL, *fresh = NULL, *path = NULL, *fresh_path = NULL;
  const M77Json *there;
  gint64 version;

  if (programs == NULL)
    return;
  token = programs_token (programs, "omar", "admin");
  programs_add_profile (programs, "jana", "operator");
  id = create (programs, "incident", INCIDENT);
  programs_sync (programs);
  path = g_strconcat ("incident/", id, NULL);
  version = m77_json_get_int (programs_ask (programs, token, path), "version", 0);
  g_assert_cmpint (version, ==, 1);

  programs_kill_platform (programs);
  programs_kill_agent (programs);
  edit (programs, id, "{\"summary\":\"mine\"}", "");
  programs_kill_agent (programs);
  g_assert_cmpstr (shown (programs, id, "summary"), ==, "mine");
  edit (programs, id, "", NOTE);
  programs_kill_agent (programs);
  fresh = create (programs, "incident", INCIDENT);
  programs_kill_agent (programs);
  edit (programs, fresh, "{\"title\":\"Made offline\"}", "");
  programs_kill_agent (programs);
  g_assert_cmpint (found (programs, "\"made offline\""), ==, 1);
  g_assert_cmpint (found (programs, "is:pending"), ==, 2);

  programs_start_platform (programs);
  programs_kill_agent (programs);
  programs_sync (programs);
  programs_kill_agent (programs);
  programs_sync (programs);
  g_assert_cmpint (found (programs, "is:pending"), ==, 0);

  there = programs_ask (programs, token, path);
  g_assert_cmpint (m77_json_get_int (there, "version", 0), ==, 3);
  there = m77_json_get (there, "doc");
  g_assert_cmpstr (m77_json_get_string (there, "summary"), ==, "mine");
  g_assert_cmpuint (m77_json_size (m77_json_get (there, "timeline")), ==, 1);
  fresh_path = g_strconcat ("incident/", fresh, NULL);
  there = m77_json_get (programs_ask (programs, token, fresh_path), "doc");
  g_assert_cmpstr (m77_json_get_string (there, "title"), ==, "Made offline");
  there = programs_ask (programs, token, "incident");
  g_assert_cmpuint (m77_json_size (m77_json_get (there, "rows")), ==, 2);
  programs_stop (programs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journey/offline-and-killed", test_journey);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/agent/bad.h"

#include <string.h>

#include "shared/base/m77-error.h"

/* That bad input may add to the peak; AddressSanitizer keeps what was freed, too. */
#ifdef __SANITIZE_ADDRESS__
#define MEMORY_MOST_KIB (384 * 1024)
#else
#define MEMORY_MOST_KIB (48 * 1024)
#endif
#define INCIDENT                                                                                   \
  "{\"title\":\"Card payments failing\",\"environment\":\"production\",\"severity\":\"sev2\"}"

static gint64
peak_of (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/status", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmHWM:");
  return line == NULL ? 0 : g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10);
}

static gint64
ask_pid (Bad *self)
{
  const M77Json *status = bad_run (self, NULL, "status", "--json", NULL);

  return m77_json_get_int (m77_json_get (status, "agent"), "pid", 0);
}

void
bad_restarted (Bad *self)
{
  g_clear_object (&self->programs->client);
  self->pid = ask_pid (self);
  self->peak_kib = peak_of (self->pid);
}

Bad *
bad_new (void)
{
  Programs *programs = programs_start ();
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL, *code = NULL, *platform = NULL;
  guint64 seq;
  Bad *self;

  if (programs == NULL)
    return NULL;
  /* What is wrong here is warned of in the agent's log. */
  g_unsetenv ("G_DEBUG");
  self = g_new0 (Bad, 1);
  self->programs = programs;
  self->token = programs_token (programs, "omar", "admin");
  self->evil = evil_new (programs->url);
  platform = g_steal_pointer (&programs->url);
  programs->url = g_strdup (evil_url (self->evil));
  programs_add_profile (programs, "jana", "operator");
  g_free (programs->url);
  programs->url = g_steal_pointer (&platform);
  m77_agent1_call_create_sync (programs_agent (programs, FALSE),
                               "incident",
                               INCIDENT,
                               &seq,
                               &self->incident,
                               &operation,
                               NULL,
                               &error);
  g_assert_no_error (error);
  code = bad_sync (self);
  g_assert_cmpstr (code, ==, "");
  bad_restarted (self);
  return self;
}

void
bad_free (Bad *self)
{
  programs_stop (self->programs);
  evil_free (self->evil);
  g_free (self->incident);
  g_free (self->token);
  g_free (self);
}

char *
bad_sync (Bad *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  M77Agent1 *agent = programs_agent (self->programs, FALSE);

  if (m77_agent1_call_sync_sync (agent, TRUE, FALSE, &report, NULL, &error))
    return g_strdup ("");
  m77_client_fix_error (&error);
  g_assert_cmpint (strlen (error->message), >, 20);
  return g_strdup (m77_error_nick (error));
}

const M77Json *
bad_run (Bad *self, int *status, const char *word, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  va_list words;

  g_ptr_array_add (argv, (gpointer) g_getenv ("M77_TEST_TUI"));
  va_start (words, word);
  for (; word != NULL; word = va_arg (words, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (words);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (status != NULL)
    *status = g_subprocess_get_exit_status (process);
  return m77_json_parse (self->programs->pool, output, -1, NULL);
}

const M77Json *
bad_profile (Bad *self)
{
  const M77Json *status = bad_run (self, NULL, "status", "--json", NULL);
  const M77Json *profile = m77_json_first (m77_json_get (status, "profiles"));

  g_assert_nonnull (profile);
  return profile;
}

const M77Json *
bad_source (Bad *self)
{
  const M77Json *source = m77_json_first (m77_json_get (bad_profile (self), "sources"));

  g_assert_nonnull (source);
  return source;
}

const M77Json *
bad_check (Bad *self, const char *name)
{
  const M77Json *report = bad_run (self, NULL, "doctor", "--json", NULL), *check;

  for (check = m77_json_first (m77_json_get (report, "checks")); check != NULL;
       check = m77_json_next (check))
    if (g_strcmp0 (m77_json_get_string (check, "name"), name) == 0)
      return check;
  g_error ("doctor says nothing of %s", name);
}

void
bad_add_note (Bad *self)
{
  g_autofree char *elements = g_strdup_printf (
      "{\"timeline\":{\"append\":[{\"id\":\"0190c0de-0000-7000-8000-%012u\","
      "\"at\":\"2026-01-01T00:00:00.000Z\",\"kind\":\"note\",\"text\":\"note %u\"}]}}",
      self->notes,
      self->notes);
  g_autoptr (GError) error = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;

  m77_agent1_call_edit_sync (programs_agent (self->programs, FALSE),
                             "incident",
                             self->incident,
                             "",
                             "",
                             elements,
                             &seq,
                             &operation,
                             NULL,
                             &error);
  g_assert_no_error (error);
  self->notes++;
}

void
bad_assert_arrived (Bad *self)
{
  g_autofree char *path = g_strconcat ("incident/", self->incident, NULL);
  const M77Json *record = programs_ask (self->programs, self->token, path), *entry;
  guint found = 0;

  for (entry = m77_json_first (m77_json_get (m77_json_get (record, "doc"), "timeline"));
       entry != NULL;
       entry = m77_json_next (entry))
    found += g_str_has_prefix (m77_json_get_string (entry, "text"), "note ");
  g_assert_cmpuint (found, ==, self->notes);
  /* Every application makes a version: one more than once would have made one more. */
  g_assert_cmpint (m77_json_get_int (record, "version", 0), ==, self->notes + 1);
}

void
bad_assert_usable (Bad *self)
{
  g_autofree char *code = NULL;

  evil_behave (self->evil);
  g_assert_cmpint (ask_pid (self), ==, self->pid);
  g_assert_cmpint (peak_of (self->pid), <, self->peak_kib + MEMORY_MOST_KIB);
  bad_add_note (self);
  code = bad_sync (self);
  g_assert_cmpstr (code, ==, "");
  bad_assert_arrived (self);
  g_assert_null (m77_json_get_string (bad_source (self), "error"));
}

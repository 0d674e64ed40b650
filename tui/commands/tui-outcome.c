/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-outcome"

#include "config.h"

#include "tui/commands/tui-outcome.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"

#define WAIT_MOST_MS 60000 /* of one call */
#define SECRET_MOST  65536 /* bytes */

/* The operation as it is after at most ms; NULL on error. */
static char *
wait_for (TuiContext *self, const char *operation, gint64 ms, GError **error)
{
  char *json = NULL;

  tui_context_be_patient (self);
  for (;;)
    {
      gint64 part = MIN (ms, WAIT_MOST_MS);
      const M77Json *value;
      const char *state;

      g_clear_pointer (&json, g_free);
      if (!m77_agent1_call_wait_operation_sync (self->agent,
                                                operation,
                                                (guint) part,
                                                &json,
                                                NULL,
                                                error))
        return NULL;
      ms -= part;
      value = ms > 0 ? tui_context_parse (self, json, NULL) : NULL;
      state = m77_json_get_string (value, "state");
      if (g_strcmp0 (state, "queued") != 0)
        return json;
    }
}

gboolean
tui_outcome_edit (TuiContext *self, const char *verb, const char *operation, GError **error)
{
  g_autofree char *json = NULL;
  const M77Json *value;

  if (operation == NULL || *operation == '\0')
    {
      if (self->json)
        tui_print_json ("null");
      else
        tui_print_done (self, TUI_PLAIN, _ ("Nothing to change: it is so already"));
      return TRUE;
    }

  json = wait_for (self, operation, 0, error);
  value = json != NULL ? tui_context_parse (self, json, error) : NULL;
  if (value == NULL)
    return FALSE;

  if (self->json)
    tui_print_json (json);
  else
    tui_print_done (self,
                    TUI_PLAIN,
                    "%s %s  %s  (%s)",
                    verb,
                    m77_json_get_string (value, "key"),
                    m77_json_get_string (value, "title"),
                    m77_json_get_string (value, "state"));
  return TRUE;
}

/* What is shown once: NULL when there is none. */
static char *
take_secret (TuiContext *self, const char *operation)
{
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GVariant) handle = NULL;
  g_autoptr (GString) secret = g_string_new (NULL);
  char buffer[4096];
  gssize n;
  int fd;

  if (!m77_agent1_call_take_secret_sync (self->agent, operation, NULL, &handle, &fds, NULL, NULL) ||
      fds == NULL)
    return NULL;

  fd = g_unix_fd_list_get (fds, g_variant_get_handle (handle), NULL);
  if (fd < 0)
    return NULL;
  while (secret->len < SECRET_MOST && (n = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (secret, buffer, n);
  close (fd);

  return secret->len > 0 ? g_string_free (g_steal_pointer (&secret), FALSE) : NULL;
}

static void
print_applied (TuiContext *self, const M77Json *value, const char *json, const char *operation)
{
  g_autofree char *secret = take_secret (self, operation);

  if (self->json && secret != NULL)
    {
      M77Json *copy = m77_json_copy (self->pool, value);
      g_autofree char *text = NULL;

      m77_json_set_string (self->pool, copy, "secret", secret);
      text = m77_json_to_text (copy);
      tui_print_json (text);
    }
  else if (self->json)
    tui_print_json (json);
  else
    tui_print_done (self,
                    TUI_GOOD,
                    _ ("%s %s: applied"),
                    m77_json_get_string (value, "action"),
                    m77_json_get_string (value, "key"));

  if (!self->json && secret != NULL)
    {
      tui_print_notice (self, "%s", _ ("this is shown once and kept nowhere:"));
      puts (secret);
    }
}

/* Why, as a part of a sentence. */
static char *
reason_of (const M77Json *operation)
{
  const char *detail = m77_json_get_string (operation, "detail");
  g_autofree char *why = detail != NULL ? g_strconcat (", ", detail, NULL) : g_strdup ("");

  if (g_str_has_suffix (why, "."))
    why[strlen (why) - 1] = '\0';
  return g_steal_pointer (&why);
}

/* The error that an outcome is, in the words it came with. */
static gboolean
refuse (const M77Json *operation, GError **error)
{
  const char *state = m77_json_get_string (operation, "state");
  g_autofree char *why = reason_of (operation);
  const char *advice = _ ("nothing was changed");
  M77Error code = M77_ERROR_FAILED;

  m77_error_code_from_nick (m77_json_get_string (operation, "code"), &code);
  if (g_strcmp0 (state, "queued") == 0)
    {
      code = M77_ERROR_ACTION_QUEUED;
      advice = _ ("it goes out by itself while it holds, see m77 outbox");
    }
  else if (g_strcmp0 (state, "held") == 0)
    {
      code = M77_ERROR_ACTION_QUEUED;
      advice = _ ("it waits for your word, see m77 outbox confirm");
    }
  else if (g_strcmp0 (state, "conflict") == 0)
    {
      code = M77_ERROR_CONFLICT;
      advice = _ ("a person must decide, see m77 conflicts");
    }

  g_set_error (error,
               M77_ERROR,
               code,
               /* Translators: action, key, state, why (with a comma before it), what to do */
               _ ("%s %s is %s%s: %s"),
               m77_json_get_string (operation, "action"),
               m77_json_get_string (operation, "key"),
               state,
               why,
               advice);
  return FALSE;
}

gboolean
tui_outcome_action (TuiContext *self, const char *operation, gint64 wait_seconds, GError **error)
{
  g_autofree char *json = wait_for (self, operation, wait_seconds * 1000, error);
  const M77Json *value = json != NULL ? tui_context_parse (self, json, error) : NULL;

  if (value == NULL)
    return FALSE;
  if (g_strcmp0 (m77_json_get_string (value, "state"), "applied") == 0)
    {
      print_applied (self, value, json, operation);
      return TRUE;
    }

  if (self->json)
    tui_print_json (json);
  return refuse (value, error);
}

void
tui_outcome_many (TuiContext *self, guint count, guint64 seq)
{
  if (self->json)
    printf ("{\"count\":%u,\"seq\":%" G_GUINT64_FORMAT "}\n", count, seq);
  else
    tui_print_done (self, TUI_PLAIN, ngettext ("%u record", "%u records", count), count);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-ask.h"
#include "tui/commands/tui-do.h"
#include "tui/commands/tui-outcome.h"
#include "tui/commands/tui-print.h"

#define WAIT_S 10 /* for the outcome of an action */

/* {"did","operation"}: what was done about the last change. */
static void
print_what (const TuiContext *self, const M77Json *what)
{
  const M77Json *operation = m77_json_get (what, "operation");
  const char *action = m77_json_get_string (operation, "action");
  const char *did = m77_json_get_string (what, "did");
  const char *title = m77_json_get_string (operation, "title");
  const char *key = m77_json_get_string (operation, "key");

  if (action == NULL)
    action = m77_json_get_string (operation, "type");
  tui_print_done (self,
                  TUI_PLAIN,
                  "%s %s  %s  (%s)",
                  action != NULL ? action : "",
                  key != NULL ? key : "",
                  title != NULL ? title : "",
                  did != NULL ? did : "");
}

/* --confirm KEY, or the key typed at the terminal; NULL: neither. *said: something was. */
static gboolean
is_confirmed (TuiContext *self, const char *key, gboolean *said)
{
  const char *given = tui_context_option (self, "confirm");
  g_autofree char *question = g_strdup_printf (_ ("Type %s to do it:"), key);
  g_autofree char *typed = NULL;

  if (given == NULL && tui_ask_can (self))
    given = typed = tui_ask_line (question);
  *said = given != NULL;
  return given != NULL && tui_do_is_named (given, key);
}

/* Of what: where that is another record than the one that was acted on, or several. */
static void
print_records (TuiContext *self, const M77Json *operation, const M77Json *offered)
{
  const M77Json *records = m77_json_get (offered, "records"), *row = m77_json_first (records);

  if (m77_json_size (records) == 1 && g_strcmp0 (m77_json_get_string (row, "record"),
                                                 m77_json_get_string (operation, "record")) == 0)
    return;
  for (; row != NULL; row = m77_json_next (row))
    tui_print_notice (self,
                      "  %s %s  %s",
                      m77_json_get_string (row, "kind"),
                      m77_json_get_string (row, "key"),
                      m77_json_get_string (row, "title"));
}

/* An action was sent: what would take it back is another, and a decision of its own. */
static gboolean
offer (TuiContext *self, const M77Json *what, const char *json, GError **error)
{
  const M77Json *operation = m77_json_get (what, "operation"),
                *offered = m77_json_get (what, "offered");
  const char *key = m77_json_get_string (operation, "key");
  const char *action = m77_json_get_string (offered, "action");
  const char *reason = tui_context_option (self, "reason");
  g_autofree char *id = NULL;
  gboolean said;
  guint64 seq;

  tui_print_notice (self,
                    /* Translators: an action, a record, the action that takes it back, what that
                       will do */
                    _ ("%s %s was sent. %s takes it back: %s."),
                    m77_json_get_string (operation, "action"),
                    key,
                    action,
                    m77_json_get_string (offered, "effect"));
  print_records (self, operation, offered);
  if (!is_confirmed (self, key, &said))
    {
      if (self->json && !said)
        tui_print_json (json);
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_CONFLICT,
                   _ ("nothing was done: m77 undo --confirm %s asks for %s"),
                   key,
                   action);
      return FALSE;
    }
  return m77_agent1_call_undo_action_sync (self->agent,
                                           m77_json_get_string (operation, "id"),
                                           reason != NULL ? reason : "",
                                           &seq,
                                           &id,
                                           NULL,
                                           error) &&
         tui_outcome_action (self, id, WAIT_S, error);
}

static gboolean
undo (TuiContext *self, gboolean redo, GError **error)
{
  g_autofree char *what = NULL;
  const M77Json *value;
  guint64 seq;

  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_undo_sync (self->agent, redo, &seq, &what, NULL, error))
    return FALSE;
  value = tui_context_parse (self, what, error);
  if (value == NULL)
    return FALSE;
  if (g_strcmp0 (m77_json_get_string (value, "did"), "offered") == 0)
    return offer (self, value, what, error);
  if (self->json)
    tui_print_json (what);
  else
    print_what (self, value);
  return TRUE;
}

static gboolean
run_undo (TuiContext *self, GError **error)
{
  return undo (self, FALSE, error);
}

static gboolean
run_redo (TuiContext *self, GError **error)
{
  return undo (self, TRUE, error);
}

static const TuiOption options[] = {
  { "confirm", "KEY", N_ ("Of an action that was sent: ask for the one that takes it back") },
  { "reason", "T", N_ ("Why, for that action") },
  { NULL },
};

const TuiCommand tui_command_undo = {
  .name = "undo",
  .synopsis = "[--confirm KEY]",
  .summary = N_ ("Take back the last thing you changed here"),
  .help = N_ ("What was not sent yet is withdrawn; what was sent is undone by an inverse edit. An\n"
              "action that was sent stays: what would take it back is told, and asked for with\n"
              "--confirm and the record's key."),
  .options = options,
  .run = run_undo,
};

const TuiCommand tui_command_redo = {
  .name = "redo",
  .synopsis = "",
  .summary = N_ ("Take the last undo back"),
  .run = run_redo,
};

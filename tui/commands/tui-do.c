/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-do"

#include "config.h"

#include "tui/commands/tui-do.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-act.h"
#include "tui/commands/tui-ask.h"
#include "tui/commands/tui-fields.h"
#include "tui/commands/tui-outcome.h"

#define WAIT_USUAL_S 10

typedef struct
{
  const M77Kind *kind;
  const M77Action *action;
  char *args;
  char *reason;
  gint64 wait_s;
} Ask;

static void
ask_clear (Ask *ask)
{
  g_free (ask->args);
  g_free (ask->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ask, ask_clear)

static char *
name_actions (const M77Kind *kind)
{
  GString *names = g_string_new (NULL);

  for (const M77Action *a = kind->actions; a != NULL && a->name != NULL; a++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", a->name);

  return g_string_free (names, FALSE);
}

static gboolean
read_ask (TuiContext *self,
          const char *action,
          const char *kind,
          guint first,
          Ask *ask,
          GError **error)
{
  const char *reason = tui_context_option (self, "reason");
  g_autofree char *names = NULL;
  const M77Json *args;

  ask->wait_s = WAIT_USUAL_S;
  ask->reason = g_strdup (reason != NULL ? reason : "");
  ask->kind = m77_kind_find (kind);
  if (ask->kind == NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_UNKNOWN_KIND,
                   _ ("there is no kind %s in this version: see man m77"),
                   kind);
      return FALSE;
    }
  ask->action = m77_kind_action (ask->kind, action);
  if (ask->action == NULL)
    {
      names = name_actions (ask->kind);
      return tui_context_misused (error,
                                  _ ("there is no action %s of %s: it has %s"),
                                  action,
                                  ask->kind->name,
                                  *names != '\0' ? names : "-");
    }

  args = tui_arguments_read (self, ask->action, first, error);
  if (args == NULL || !tui_context_duration (self, "wait", &ask->wait_s, error))
    return FALSE;
  ask->args = m77_json_to_text (args);
  return TRUE;
}

/* The number of a key may be typed without its prefix, and its case does not matter. */
gboolean
tui_do_is_named (const char *typed, const char *name)
{
  const char *dash = strrchr (name, '-');

  return g_ascii_strcasecmp (typed, name) == 0 ||
         (dash != NULL && g_ascii_isdigit (dash[1]) && g_str_equal (typed, dash + 1));
}

/* Why: what a dangerous action is done for is part of it. */
static gboolean
need_reason (TuiContext *self, Ask *ask, GError **error)
{
  if (*ask->reason == '\0' && tui_ask_can (self))
    {
      g_free (ask->reason);
      ask->reason = tui_ask_line (_ ("Reason:"));
    }
  if (ask->reason != NULL && *ask->reason != '\0')
    return TRUE;

  return tui_context_misused (error, _ ("%s needs a reason: --reason TEXT"), ask->action->name);
}

/* name: what must be typed; where: what it will be done to, in words. */
static gboolean
confirm (TuiContext *self, Ask *ask, const char *name, const char *where, GError **error)
{
  const char *given = tui_context_option (self, "confirm");
  g_autofree char *question = NULL;
  g_autofree char *typed = NULL;

  if (given == NULL && tui_ask_can (self))
    {
      question = g_strdup_printf (
          /* Translators: action, record, what the action will do, what to type */
          _ ("%s: %s. %s. Type %s to do it:"),
          g_dgettext (GETTEXT_PACKAGE, ask->action->label),
          where,
          g_dgettext (GETTEXT_PACKAGE, ask->action->effect),
          name);
      typed = tui_ask_line (question);
      given = typed;
    }
  if (given == NULL)
    return tui_context_misused (error,
                                _ ("%s is dangerous here: confirm it with --confirm %s"),
                                ask->action->name,
                                name);
  if (!tui_do_is_named (given, name))
    return tui_context_misused (error,
                                _ ("%s is not %s: nothing was done"),
                                *given != '\0' ? given : "-",
                                name);

  return need_reason (self, ask, error);
}

static gboolean
confirm_record (TuiContext *self, Ask *ask, const M77Json *row, GError **error)
{
  const M77Json *doc = m77_json_get (row, "doc");
  const char *environment = m77_json_get_string (doc, "environment");
  const char *key = m77_json_get_string (row, "key");
  const M77Action *guard = m77_act_guard (ask->kind, ask->action, doc);
  g_autofree char *title = NULL;
  g_autofree char *where = NULL;

  if (m77_action_danger (guard, environment) != M77_DANGER_TYPED)
    return TRUE;
  if (key == NULL)
    key = ask->kind->name;

  title = m77_record_title (ask->kind, doc, key);
  where = g_strdup_printf ("%s %s, %s, %s",
                           key,
                           title,
                           environment != NULL ? environment : _ ("no environment"),
                           m77_client_profile (self->client));
  return confirm (self, ask, key, where, error);
}

gboolean
tui_do_one (TuiContext *self,
            const char *action,
            const char *kind,
            const char *id,
            guint first,
            GError **error)
{
  g_auto (Ask) ask = { 0 };
  g_autofree char *operation = NULL;
  const M77Json *row = NULL;
  guint64 seq;

  if (!read_ask (self, action, kind, first, &ask, error) || !tui_context_connect (self, error))
    return FALSE;
  if ((ask.action->flags & M77_ACTION_MAKES) == 0)
    {
      row = tui_context_record (self, ask.kind->name, id, NULL, error);
      if (row == NULL)
        return FALSE;
      id = m77_json_get_string (row, "id");
    }
  if (!confirm_record (self, &ask, row, error) ||
      !m77_agent1_call_act_sync (self->agent,
                                 ask.action->name,
                                 ask.kind->name,
                                 id != NULL ? id : "new",
                                 ask.args,
                                 ask.reason,
                                 "",
                                 &seq,
                                 &operation,
                                 NULL,
                                 error))
    return FALSE;

  return tui_outcome_action (self, operation, ask.wait_s, error);
}

/* Of many the number is typed; where any of them could be in production, all count as that. */
static gboolean
confirm_many (TuiContext *self, Ask *ask, gint64 expect, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, expect);
  g_autofree char *where = NULL;

  if (m77_action_danger (ask->action, NULL) != M77_DANGER_TYPED)
    return TRUE;

  where = g_strdup_printf (_ ("all %s that %s finds"),
                           g_dgettext (GETTEXT_PACKAGE, ask->kind->plural),
                           tui_context_option (self, "filter"));
  return confirm (self, ask, number, where, error);
}

gboolean
tui_do_many (TuiContext *self, const char *action, const char *kind, guint first, GError **error)
{
  g_auto (Ask) ask = { 0 };
  gint64 expect = -1;
  guint64 seq;
  guint count;

  if (!read_ask (self, action, kind, first, &ask, error) ||
      !tui_context_number (self, "expect-count", &expect, error))
    return FALSE;
  if (expect < 0)
    return tui_context_misused (error,
                                _ ("--filter needs --expect-count N: how many it will reach"));
  if (!tui_context_connect (self, error) || !confirm_many (self, &ask, expect, error) ||
      !m77_agent1_call_act_many_sync (self->agent,
                                      ask.action->name,
                                      ask.kind->name,
                                      tui_context_option (self, "filter"),
                                      expect,
                                      ask.args,
                                      ask.reason,
                                      &seq,
                                      &count,
                                      NULL,
                                      error))
    return FALSE;

  tui_outcome_many (self, count, seq);
  return TRUE;
}

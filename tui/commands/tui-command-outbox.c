/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-outbox.h"
#include "tui/commands/tui-fields.h"
#include "tui/commands/tui-operations.h"
#include "tui/commands/tui-print.h"

static void
print_done (const TuiContext *self, const char *verb, const char *id, guint64 seq)
{
  if (self->json)
    printf ("{\"operation\":\"%s\",\"seq\":%" G_GUINT64_FORMAT "}\n", id, seq);
  else
    tui_print_done (self, TUI_PLAIN, _ ("%s: done"), verb);
}

static gboolean
do_one (TuiContext *self, const char *verb, const M77Json *operation, GError **error)
{
  const char *id = m77_json_get_string (operation, "id");
  guint64 seq;

  if (g_str_equal (verb, "confirm") && !self->json)
    tui_operations_tell_since (self, operation);
  if (!m77_agent1_call_outbox_do_sync (self->agent, verb, id, &seq, NULL, error))
    return FALSE;
  print_done (self, verb, id, seq);
  return TRUE;
}

static gboolean
show (TuiContext *self, const char *verb, const M77Json *operation, GError **error)
{
  g_autofree char *json = m77_json_to_text (operation);

  if (self->json)
    tui_print_json (json);
  else
    tui_operations_tell (self, operation);
  return TRUE;
}

/* ---- Editing ---- */

static const M77Json *
merge (TuiContext *self, const M77Json *old, const M77Json *typed)
{
  M77Json *merged = m77_json_is (old, M77_JSON_OBJECT) ? m77_json_copy (self->pool, old)
                                                       : m77_json_object_new (self->pool);

  for (const M77Json *m = m77_json_first (typed); m != NULL; m = m77_json_next (m))
    m77_json_set (self->pool, merged, m77_json_name (m), m77_json_copy (self->pool, m));
  return merged;
}

static gboolean
read_arguments (TuiContext *self,
                const M77Kind *kind,
                const M77Json *operation,
                M77Json *content,
                GError **error)
{
  const char *reason = tui_context_option (self, "reason");
  const char *name = m77_json_get_string (operation, "action");
  const M77Action *action = kind != NULL ? m77_kind_action (kind, name) : NULL;
  const M77Json *args;

  if (action == NULL)
    return tui_context_misused (error, _ ("this version knows no action %s to edit"), name);
  args = tui_arguments_read (self, action, 2, error);
  if (args == NULL)
    return FALSE;
  m77_json_set (self->pool,
                content,
                "args",
                (M77Json *) merge (self, m77_json_get (operation, "args"), args));
  if (reason != NULL)
    m77_json_set_string (self->pool, content, "reason", reason);
  return TRUE;
}

/* What OutboxEdit takes: what is there, with what was typed in it. */
static M77Json *
read_content (TuiContext *self, const M77Json *operation, GError **error)
{
  const M77Kind *kind = m77_kind_find (m77_json_get_string (operation, "kind"));
  M77Json *content = m77_json_object_new (self->pool);
  M77Json *patch, *elements;
  gboolean creates = g_strcmp0 (m77_json_get_string (operation, "type"), "create") == 0;

  if (g_strcmp0 (m77_json_get_string (operation, "type"), "act") == 0)
    return read_arguments (self, kind, operation, content, error) ? content : NULL;
  if (!tui_fields_read (self, kind, 2, &patch, &elements, error))
    return NULL;
  if (creates && elements != NULL)
    {
      tui_context_misused (error, _ ("of what is not there yet, give whole values: FIELD=VALUE"));
      return NULL;
    }
  if (patch != NULL)
    m77_json_set (self->pool,
                  content,
                  creates ? "doc" : "patch",
                  (M77Json *) merge (self,
                                     m77_json_get (operation, creates ? "doc" : "patch"),
                                     patch));
  if (elements != NULL)
    m77_json_set (self->pool,
                  content,
                  "elements",
                  (M77Json *) merge (self, m77_json_get (operation, "elements"), elements));
  return content;
}

static gboolean
edit (TuiContext *self, const char *verb, const M77Json *operation, GError **error)
{
  M77Json *content = read_content (self, operation, error);
  g_autofree char *text = content != NULL ? m77_json_to_text (content) : NULL;
  g_autofree char *id = NULL;
  guint64 seq;

  if (text == NULL || !m77_agent1_call_outbox_edit_sync (self->agent,
                                                         m77_json_get_string (operation, "id"),
                                                         text,
                                                         &seq,
                                                         &id,
                                                         NULL,
                                                         error))
    return FALSE;
  print_done (self, verb, id, seq);
  return TRUE;
}

/* ---- Copying out ---- */

static const M77Json *
find_content (const M77Json *operation, const char *name)
{
  static const char *const members[] = { "patch", "doc", "args" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const M77Json *value = m77_json_get (m77_json_get (operation, members[i]), name);

      if (value != NULL)
        return value;
    }
  return m77_json_get (m77_json_get (operation, "elements"), name);
}

/* All that the person wrote, as JSON; or one field, a text as it is. */
static gboolean
copy (TuiContext *self, const char *verb, const M77Json *operation, GError **error)
{
  const char *name = tui_context_word (self, 2);
  const M77Json *value = name != NULL ? find_content (operation, name) : NULL;
  const M77Json *content = m77_outbox_content (operation, self->pool);
  g_autoptr (GString) out = g_string_new (NULL);

  if (name != NULL && value == NULL)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_NOT_FOUND,
                   _ ("there is no %s in it: leave it out to see all"),
                   name);
      return FALSE;
    }
  if (m77_json_string (value) != NULL && !self->json)
    g_string_append_len (out, m77_json_string (value), m77_json_string_length (value));
  else if (self->json)
    m77_json_write (value != NULL ? value : content, out);
  else
    m77_json_write_pretty (value != NULL ? value : content, out);
  fwrite (out->str, 1, out->len, stdout);
  if (m77_json_string (value) == NULL || self->json)
    putchar ('\n');
  return TRUE;
}

/* ---- All of them ---- */

static const struct
{
  const char *name;
  guint words_most; /* behind it, its id included */
  gboolean (*run) (TuiContext *self, const char *verb, const M77Json *operation, GError **error);
} verbs[] = {
  { "show", 1, show },      { "retry", 1, do_one },    { "confirm", 1, do_one },
  { "discard", 1, do_one }, { "withdraw", 1, do_one }, { "edit", G_MAXUINT, edit },
  { "copy", 2, copy },      { "join", 1, do_one },     { "take-over", 1, do_one },
  { "drop", 1, do_one },
};

static gboolean
list (TuiContext *self, GError **error)
{
  g_autofree char *operations = NULL;

  return tui_context_connect (self, error) &&
         m77_agent1_call_outbox_sync (self->agent, &operations, NULL, error) &&
         tui_operations_print (self,
                               "operation",
                               operations,
                               _ ("nothing waits: all that you did here is applied"),
                               error);
}

/* All held edits. An action is confirmed by itself: it is done then. */
static gboolean
confirm_all (TuiContext *self, GError **error)
{
  g_autofree char *operations = NULL;
  const M77Json *value, *row;
  guint done = 0, left = 0;

  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_outbox_sync (self->agent, &operations, NULL, error) ||
      (value = tui_context_parse (self, operations, error)) == NULL)
    return FALSE;
  for (row = m77_json_first (value); row != NULL; row = m77_json_next (row))
    {
      gboolean is_action = g_strcmp0 (m77_json_get_string (row, "type"), "act") == 0;
      guint64 seq;

      if (g_strcmp0 (m77_json_get_string (row, "state"), "held") != 0)
        continue;
      left += is_action;
      if (is_action)
        continue;
      if (!m77_agent1_call_outbox_do_sync (self->agent,
                                           "confirm",
                                           m77_json_get_string (row, "id"),
                                           &seq,
                                           NULL,
                                           error))
        return FALSE;
      done++;
    }
  if (self->json)
    printf ("{\"confirmed\":%u,\"held\":%u}\n", done, left);
  else
    tui_print_done (self,
                    TUI_PLAIN,
                    ngettext ("%u held edit let go", "%u held edits let go", done),
                    done);
  if (left > 0 && !self->json)
    tui_print_notice (self,
                      ngettext ("%u held action is still to be confirmed: m77 outbox confirm ID",
                                "%u held actions are still to be confirmed, each by itself: "
                                "m77 outbox confirm ID",
                                left),
                      left);
  return TRUE;
}

static gboolean
run_verb (TuiContext *self, guint i, GError **error)
{
  g_autofree char *operations = NULL;
  const M77Json *operation;

  if (self->words->len < 2 || self->words->len - 1 > verbs[i].words_most)
    return tui_context_misused (error,
                                _ ("%s wants an ID: m77 outbox %s ID"),
                                verbs[i].name,
                                verbs[i].name);
  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_outbox_sync (self->agent, &operations, NULL, error))
    return FALSE;
  operation = tui_operations_get (self, operations, tui_context_word (self, 1), error);
  return operation != NULL && verbs[i].run (self, verbs[i].name, operation, error);
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *verb = tui_context_word (self, 0);

  if (verb == NULL || (g_str_equal (verb, "list") && self->words->len == 1))
    return list (self, error);
  if (tui_context_has (self, "all"))
    return g_str_equal (verb, "confirm") && self->words->len == 1
               ? confirm_all (self, error)
               : tui_context_misused (error, _ ("--all goes with confirm alone"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verb, verbs[i].name))
      return run_verb (self, i, error);
  return tui_context_misused (error,
                              _ ("list, show, retry, confirm, discard, withdraw, edit, copy, join, "
                                 "take-over or drop expected, not %s"),
                              verb);
}

static const TuiOption options[] = {
  { "all", NULL, N_ ("With confirm: every held edit; actions go one by one") },
  { "reason", "T", N_ ("With edit, of an action: why") },
  { NULL },
};

const TuiCommand tui_command_outbox = {
  .name = "outbox",
  .synopsis = "[list | show ID | retry ID | confirm ID|--all | discard ID | withdraw ID |"
              " edit ID FIELD=VALUE… | copy ID [FIELD] | join ID | take-over ID | drop ID]",
  .summary = N_ ("What you did here that is not applied yet"),
  .help = N_ (
      "show tells why one is not applied, what changed since, and what you can do.\n"
      "retry tries now, confirm lets a held action go, as things are now; discard drops it,\n"
      "withdraw takes back what was not sent. edit changes what was refused, is held or waits,\n"
      "and sends it again; copy prints what you wrote (a FIELD alone: as it is, for a file).\n"
      "join, take-over and drop answer an acknowledge that somebody else made meanwhile: you\n"
      "respond too, it becomes yours, or it stays theirs.\n"
      "ID is the operation's number, id, its end, or the key of the record where that has only\n"
      "one."),
  .options = options,
  .words_most = G_MAXUINT,
  .run = run,
};

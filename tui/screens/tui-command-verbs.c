/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-command-verbs.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-incident.h"
#include "tui/actions/tui-actions.h"
#include "tui/commands/tui-commands.h"
#include "tui/commands/tui-fields.h"
#include "tui/complete/tui-complete.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-history.h"
#include "tui/screens/tui-kind-screen.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-note.h"
#include "tui/screens/tui-program.h"
#include "tui/screens/tui-undo.h"
#include "tui/screens/tui-work.h"

/* A line as it is being done. */
typedef struct
{
  TuiApp *app;
  GStrv words; /* with the verb; quotes taken off */
  guint n;
  const M77Kind *kind;
  char *fault;
  guint at; /* the word that is wrong */
} Line;

static void G_GNUC_PRINTF (3, 4) fail (Line *self, guint word, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  self->fault = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->at = word;
}

/* The word must be a kind. */
static gboolean
read_kind (Line *self, guint word)
{
  self->kind = word < self->n ? m77_kind_find (self->words[word]) : NULL;
  if (self->kind == NULL)
    fail (self, word, _ ("a kind expected, such as incident"));
  return self->kind != NULL;
}

/* ---- Records that are not at hand ---- */

typedef void (*OnRecord) (TuiApp *app, const TuiRecord *record, char **words);

typedef struct
{
  TuiCall *call;
  OnRecord on_record;
  char **words;
} Asked;

static void
record_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *self = data;
  g_autoptr (TuiCall) call = self->call;
  g_auto (GStrv) words = self->words;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  TuiRecord record;

  if (!m77_agent1_call_record_finish (M77_AGENT1 (source), &json, result, &error))
    tui_app_say_error (call->app, call->what, error);
  else if (call->app->panel != NULL)
    tui_app_say (call->app, TUI_WARN, _ ("%s: something else was opened meanwhile"), call->what);
  else if (tui_record_from_json (&record, m77_json_parse (pool, json, -1, NULL)))
    self->on_record (call->app, &record, words);
}

static void
ask_record (Line *self, const char *id, OnRecord on_record)
{
  M77Agent1 *proxy = tui_call_proxy (self->app, self->words[0]);
  Asked *asked;

  if (proxy == NULL)
    return;
  asked = g_new0 (Asked, 1);
  asked->call = tui_call_begin (self->app, self->words[0]);
  asked->on_record = on_record;
  asked->words = g_strdupv (self->words);
  m77_agent1_call_record (proxy,
                          self->kind->name,
                          id,
                          m77_client_least (self->app->client),
                          NULL,
                          record_cb,
                          asked);
}

static gboolean
names_record (char **words, guint kind_word)
{
  return g_strv_length (words) > kind_word && strchr (words[kind_word], '=') == NULL &&
         !g_str_has_prefix (words[kind_word], "--");
}

/* On the record of the screen where no words name one. */
static void
with_record (Line *self, guint kind_word, OnRecord on_record)
{
  TuiRecord record;

  if (names_record (self->words, kind_word))
    {
      if (!read_kind (self, kind_word))
        return;
      if (self->n > kind_word + 1)
        ask_record (self, self->words[kind_word + 1], on_record);
      else
        fail (self, self->n, _ ("KIND ID expected"));
    }
  else if (tui_action_target (self->app, &record))
    on_record (self->app, &record, self->words);
  else
    fail (self, self->n, _ ("KIND ID expected: no record is selected"));
}

/* ---- The verbs ---- */

/* "ARG=VALUE… --reason T" from a word on. */
static void
act_on (TuiApp *app, const TuiRecord *record, char **words, const char *name, guint first)
{
  const M77Action *action = record->kind != NULL ? m77_kind_action (record->kind, name) : NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  TuiMoment moment = tui_app_moment (app);
  TuiContext context = { .words = arguments, .pool = pool, .now = moment.now, .zone = moment.zone };
  g_autoptr (GError) error = NULL;
  const char *reason = NULL;
  M77Json *args;

  for (guint i = 0; words[i] != NULL; i++)
    if (i >= first && g_str_equal (words[i], "--reason") && words[i + 1] != NULL)
      reason = words[++i];
    else if (i >= first && g_str_has_prefix (words[i], "--reason="))
      reason = words[i] + strlen ("--reason=");
    else if (i >= first)
      g_ptr_array_add (arguments, words[i]);
  for (guint i = 0; i < arguments->len; i++)
    if (strstr (arguments->pdata[i], "=@") != NULL)
      {
        tui_app_say (app, TUI_WARN, _ ("An argument from a file: m77 act in a shell takes it"));
        return;
      }
  if (action == NULL)
    {
      tui_app_say (app, TUI_BAD, _ ("This kind has no action %s: . shows what it has"), name);
      return;
    }
  args = tui_arguments_read (&context, action, 0, &error);
  if (args == NULL)
    tui_app_say (app, TUI_BAD, "%s", error->message);
  else
    tui_act_open_with (app, record, action, m77_json_size (args) > 0 ? args : NULL, reason);
}

static void
act_cb (TuiApp *app, const TuiRecord *record, char **words)
{
  act_on (app, record, words, words[1], names_record (words, 2) ? 4 : 2);
}

static void
run_act (Line *self)
{
  if (self->n < 2)
    fail (self, 1, _ ("an action expected, such as acknowledge"));
  else
    with_record (self, 2, act_cb);
}

static void
ack_cb (TuiApp *app, const TuiRecord *record, char **words)
{
  act_on (app, record, words, "acknowledge", 2);
}

static void
run_ack (Line *self)
{
  TuiRecord record;

  self->kind = m77_kind_find ("incident");
  if (self->n > 1)
    ask_record (self, self->words[1], ack_cb);
  else if (tui_action_target (self->app, &record))
    ack_cb (self->app, &record, self->words);
  else
    fail (self, 1, _ ("an incident's number expected"));
}

static void
note_cb (TuiApp *app, const TuiRecord *record, char **words)
{
  g_autofree char *text = words[1] != NULL ? g_strjoinv (" ", words + 2) : g_strdup ("");

  if (m77_note_field (record->kind) == NULL)
    tui_app_say (app, TUI_WARN, _ ("This kind has no log"));
  else if (*text == '\0')
    tui_note_open (app, record);
  else
    tui_work_note (app, record, NULL, text);
}

static void
run_note (Line *self)
{
  TuiRecord record;

  self->kind = m77_kind_find ("incident");
  if (self->app->read_only)
    fail (self, 0, _ ("this session is read-only: W ends that"));
  else if (self->n > 1)
    ask_record (self, self->words[1], note_cb);
  else if (tui_action_target (self->app, &record))
    note_cb (self->app, &record, self->words);
  else
    fail (self, 1, _ ("an incident's number expected"));
}

static void
run_show (Line *self)
{
  if (self->n < 3)
    fail (self, self->n, _ ("show KIND ID expected"));
  else if (read_kind (self, 1))
    tui_app_push (self->app, tui_detail_new_by_key (self->app, self->kind->name, self->words[2]));
}

static void
history_cb (TuiApp *app, const TuiRecord *record, char **words)
{
  tui_app_push (app, tui_history_new (app, record));
}

static void
run_history (Line *self)
{
  with_record (self, 1, history_cb);
}

static void
edit_cb (TuiApp *app, const TuiRecord *record, char **words)
{
  if (record->kind == NULL)
    tui_app_say (app, TUI_WARN, _ ("This is a kind of a later version"));
  else if (tui_act_may_edit (app, record))
    tui_app_push (app, tui_form_new_edit (app, record));
}

static void
run_undo (Line *self)
{
  tui_undo_open (self->app, g_str_equal (self->words[0], "redo"));
}

/* ---- As programs ---- */

static gboolean
only_reads (Line *self)
{
  static const char *const readers[] = { "status", "oncall", "ready",    "doctor",
                                         "whoami", "audit",  "complete", "history",
                                         "show",   "list",   "policy",   NULL };
  static const char *const with_list[] = { "outbox",    "conflicts", "profile", "runbook",
                                           "dashboard", "views",     NULL };
  const char *second = self->n > 1 ? self->words[1] : "list";

  return g_strv_contains (readers, self->words[0]) ||
         (g_strv_contains (with_list, self->words[0]) &&
          (g_str_equal (second, "list") || g_str_equal (second, "show")));
}

/* Those that ask things themselves. */
static gboolean
is_talkative (Line *self)
{
  static const char *const verbs[] = { "login", "logout", "restore", "watch", "wait", NULL };

  return g_strv_contains (verbs, self->words[0]) ||
         (g_str_equal (self->words[0], "profile") && self->n > 1 &&
          g_str_equal (self->words[1], "add"));
}

static void
run_program (Line *self)
{
  TuiApp *app = self->app;
  gboolean talks = is_talkative (self);
  const char *profile = app->client != NULL ? m77_client_profile (app->client) : NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  TuiRecord record = { .kind = self->n > 1 ? m77_kind_find (self->words[1]) : NULL };

  if (app->program == NULL)
    {
      fail (self, 0, _ ("not from here: m77 %s in a shell"), self->words[0]);
      return;
    }
  if (!only_reads (self) && app->read_only)
    {
      fail (self, 0, _ ("this session is read-only: W ends that"));
      return;
    }
  if (!only_reads (self) && record.kind != NULL && !tui_act_may_edit (app, &record))
    return;
  g_ptr_array_add (argv, app->program);
  if (profile != NULL)
    {
      g_ptr_array_add (argv, (char *) "--profile");
      g_ptr_array_add (argv, (char *) profile);
    }
  if (!talks)
    g_ptr_array_add (argv, (char *) "--no-input");
  for (guint i = 0; i < self->n; i++)
    g_ptr_array_add (argv, self->words[i]);
  g_ptr_array_add (argv, NULL);
  tui_program_run (app,
                   self->words[0],
                   (const char *const *) argv->pdata,
                   NULL,
                   talks ? TUI_OUTPUT_TERMINAL : TUI_OUTPUT_SHOW);
}

/* Without assignments it is the form. */
static void
run_edit (Line *self)
{
  if (self->n <= 3)
    with_record (self, 1, edit_cb);
  else
    run_program (self);
}

static void
run_create (Line *self)
{
  if (self->n > 2)
    run_program (self);
  else if (read_kind (self, 1))
    tui_form_open_create (self->app, self->kind);
}

static void
run_list (Line *self)
{
  g_autofree char *filter = NULL;

  if (!read_kind (self, 1))
    return;
  for (guint i = 2; i < self->n; i++)
    if (g_str_has_prefix (self->words[i], "--"))
      {
        run_program (self);
        return;
      }
  filter = g_strjoinv (" ", self->words + 2);
  tui_app_go (self->app,
              self->n > 2 ? tui_list_new (self->app, self->kind, filter)
                          : tui_kind_screen_new (self->app, self->kind));
}

static const struct
{
  const char *name;
  void (*run) (Line *line);
} verbs[] = {
  { "act", run_act },         { "ack", run_ack },   { "note", run_note }, { "show", run_show },
  { "history", run_history }, { "edit", run_edit }, { "list", run_list }, { "create", run_create },
  { "undo", run_undo },       { "redo", run_undo },
};

/* Where the word at an index begins in the line as it was typed. */
static gsize
offset_of (const char *line, guint index)
{
  const char *at = line + strspn (line, " ");

  for (; index > 0 && *at != '\0'; index--)
    {
      at += strcspn (at, " ");
      at += strspn (at, " ");
    }
  return at - line;
}

gboolean
tui_command_verbs_run (TuiApp *app, const char *line, char **fault, gsize *offset)
{
  g_auto (GStrv) words = tui_complete_split (line);
  Line self = { .app = app, .words = words };
  guint n = g_strv_length (words);

  /* The split ends with a word that is still to come. */
  if (n > 1 && *words[n - 1] == '\0')
    g_clear_pointer (&words[--n], g_free);
  self.n = n;
  if (tui_command_find (words[0]) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, words[0]))
      {
        verbs[i].run (&self);
        *fault = self.fault;
        *offset = offset_of (line, self.at);
        return TRUE;
      }
  run_program (&self);
  *fault = self.fault;
  *offset = offset_of (line, self.at);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-own-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"
#include "shared/model/m77-record.h"
#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-present.h"
#include "tui/screens/tui-program.h"
#include "tui/screens/tui-prompt.h"

#define VALUE_MOST 65536 /* bytes of one value in the environment */

/* What it is to be run on, as it was when asked for. The settings may be read again meanwhile. */
typedef struct
{
  TuiApp *app;
  char *name;
  M77JsonPool *pool;
  const M77Json *row; /* NULL: no record is needed */
  TuiRecord record;
  char *inputs[TUI_INPUTS_MOST]; /* NULL: not asked */
} Own;

static void
clear_inputs (Own *self)
{
  for (guint i = 0; i < TUI_INPUTS_MOST; i++)
    g_clear_pointer (&self->inputs[i], g_free);
}

static void
free_own (gpointer data)
{
  Own *self = data;

  m77_json_pool_free (self->pool);
  g_free (self->name);
  clear_inputs (self);
  g_free (self);
}

const TuiUserCommand *
tui_own_command_find (TuiApp *app, const char *name)
{
  const TuiSettings *settings = tui_config_settings (app->config);

  for (guint i = 0; settings != NULL && i < settings->commands->len; i++)
    if (g_str_equal (((TuiUserCommand *) settings->commands->pdata[i])->name, name))
      return settings->commands->pdata[i];
  return NULL;
}

/* An incident's room is a record's screen, too. */
static gboolean
is_on_screen (const TuiUserCommand *command, const TuiScreen *screen)
{
  static const struct
  {
    guint context;
    const char *name;
  } names[] = {
    { TUI_ON_ROOM, "room" },         { TUI_ON_OVERVIEW, "overview" },
    { TUI_ON_LIST, "list" },         { TUI_ON_DETAIL, "record" },
    { TUI_ON_INBOX, "inbox" },       { TUI_ON_HISTORY, "history" },
    { TUI_ON_CONFLICT, "conflict" }, { TUI_ON_ALERTS, "alerts" },
    { TUI_ON_READY, "ready" },       { TUI_ON_DEPLOYMENT, "deployment" },
    { TUI_ON_ONCALL, "on-call" },
  };

  for (guint i = 0; screen != NULL && i < G_N_ELEMENTS (names); i++)
    if ((screen->class->context & names[i].context) != 0 &&
        tui_user_command_is_on (command, names[i].name))
      return TRUE;
  return FALSE;
}

/* Whether the record fits the filter of where, as it is now. */
static gboolean
fits (TuiApp *app, const TuiUserCommand *command, const TuiRecord *record)
{
  TuiMoment moment = tui_app_moment (app);
  M77FilterContext context = { moment.now, tui_app_member (app), moment.zone };
  const M77Record row = { .kind = record->kind_name,
                          .id = record->id,
                          .version = record->version,
                          .created_at = M77_TIME_NONE,
                          .updated_at = M77_TIME_NONE,
                          .doc = record->doc };
  g_autoptr (M77Predicate) predicate = NULL;

  if (command->where == NULL)
    return TRUE;
  predicate = m77_filter_parse (command->where, record->kind, &context, NULL, NULL);
  return predicate != NULL && m77_predicate_matches (predicate, record->kind, &row, record->state);
}

char *
tui_own_command_refusal (TuiApp *app, const TuiUserCommand *command)
{
  TuiRecord record;
  gboolean any = tui_action_target (app, &record);

  if (command->on != NULL && !any)
    return g_strdup (_ ("no record is selected"));
  if (!tui_user_command_is_for (command, any ? record.kind_name : NULL))
    return g_strdup (_ ("not for this kind"));
  if (!is_on_screen (command, tui_app_top (app)))
    return g_strdup (_ ("not on this screen"));
  if (any && command->on != NULL && !fits (app, command, &record))
    return g_strdup_printf (_ ("only where %s"), command->where);
  if (command->dangerous && app->read_only)
    return g_strdup (_ ("this session is read-only"));
  return NULL;
}

/* ---- Values ---- */

static char *
text_of (Own *self, const char *name)
{
  const M77Json *value = m77_json_get (self->record.doc, name);

  if (value == NULL || m77_json_is (value, M77_JSON_NULL))
    return NULL;
  return m77_json_is (value, M77_JSON_STRING) ? g_strdup (m77_json_string (value))
                                              : m77_json_to_text (value);
}

static char *
value_of (const char *name, gpointer data)
{
  Own *self = data;
  TuiApp *app = self->app;
  const M77Json *profile = app->profile;

  if (g_str_equal (name, "profile"))
    return g_strdup (m77_json_get_string (profile, "name"));
  if (g_str_equal (name, "tenant"))
    return g_strdup (m77_json_get_string (profile, "tenant"));
  if (g_str_equal (name, "member"))
    return g_strdup (tui_app_member (app));
  if (tui_user_command_input (name) < TUI_INPUTS_MOST)
    return g_strdup (self->inputs[tui_user_command_input (name)]);
  if (self->row == NULL)
    return NULL;
  if (g_str_equal (name, "id"))
    return g_strdup (self->record.id);
  if (g_str_equal (name, "kind"))
    return g_strdup (self->record.kind_name);
  if (g_str_equal (name, "key"))
    return tui_record_name (&self->record);
  if (g_str_equal (name, "title"))
    return tui_record_title (&self->record);
  return text_of (self, name);
}

static char **
set_value (Own *self, char **environment, const char *name)
{
  g_autofree char *upper = g_ascii_strup (name, -1);
  g_autofree char *variable = g_strconcat ("M77_", g_strdelimit (upper, ".-", '_'), NULL);
  g_autofree char *value = value_of (name, self);

  if (value == NULL || strlen (value) > VALUE_MOST)
    return environment;
  return g_environ_setenv (environment, variable, value, TRUE);
}

/* What run names, and every field that is one word or number. */
static char **
make_environment (Own *self, const TuiUserCommand *command)
{
  static const char *const names[] = { "id",     "key",   "kind",   "title",  "profile", "tenant",
                                       "member", "input", "input2", "input3", NULL };
  char **environment = g_get_environ ();
  g_auto (GStrv) fields = tui_user_command_fields (command);

  for (const M77Json *one = m77_json_first (self->row != NULL ? self->record.doc : NULL);
       one != NULL;
       one = m77_json_next (one))
    if (!m77_json_is (one, M77_JSON_ARRAY) && !m77_json_is (one, M77_JSON_OBJECT) &&
        !g_strv_contains (names, m77_json_name (one)))
      environment = set_value (self, environment, m77_json_name (one));
  for (guint i = 0; fields[i] != NULL; i++)
    environment = set_value (self, environment, fields[i]);
  for (guint i = 0; names[i] != NULL; i++)
    environment = set_value (self, environment, names[i]);
  return environment;
}

/* ---- Running ---- */

static const char *
label_of (const TuiUserCommand *command)
{
  return command->label != NULL ? command->label : command->name;
}

static gboolean
run (Own *self, const TuiUserCommand *command)
{
  g_autofree char *why = NULL;
  g_auto (GStrv) argv = tui_user_command_fill (command, value_of, self, &why);
  g_auto (GStrv) environment = NULL;

  if (argv == NULL)
    {
      tui_app_say (self->app, TUI_WARN, _ ("%s: not run, %s"), label_of (command), why);
      return FALSE;
    }
  environment = make_environment (self, command);
  return tui_program_run (self->app,
                          label_of (command),
                          (const char *const *) argv,
                          (const char *const *) environment,
                          command->output);
}

/* The bar is closed first: the program may take the terminal, or show what it printed. */
static gboolean
bar_done (TuiPrompt *prompt, gpointer data)
{
  Own *asked = data;
  TuiApp *app = tui_prompt_app (prompt);
  const TuiUserCommand *command = tui_own_command_find (app, asked->name);
  Own *self;

  if (command == NULL)
    {
      tui_prompt_fault (prompt, 0, _ ("The settings have changed: it is not there any more"));
      return FALSE;
    }
  self = g_new0 (Own, 1);
  *self = *asked;
  self->name = g_strdup (asked->name);
  for (guint i = 0, field = 0; i < TUI_INPUTS_MOST; i++)
    if (command->inputs[i].label != NULL)
      self->inputs[i] = g_strdup (tui_prompt_text (prompt, field++));
  asked->pool = m77_json_pool_new ();
  tui_app_close_panel (app);
  run (self, command);
  free_own (self);
  return TRUE;
}

static char *
argv_words (Own *self, const TuiUserCommand *command)
{
  g_autofree char *why = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GPtrArray) quoted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < TUI_INPUTS_MOST; i++)
    self->inputs[i] = g_strdup ("…");
  argv = tui_user_command_fill (command, value_of, self, &why);
  clear_inputs (self);
  for (guint i = 0; argv != NULL && argv[i] != NULL; i++)
    g_ptr_array_add (quoted,
                     strpbrk (argv[i], " \t\n'\"\\$`;|&<>*?") != NULL || *argv[i] == '\0'
                         ? g_shell_quote (argv[i])
                         : g_strdup (argv[i]));
  g_ptr_array_add (quoted, NULL);
  return argv != NULL ? g_strjoinv (" ", (char **) quoted->pdata) : g_steal_pointer (&why);
}

static void
open_bar (Own *self, const TuiUserCommand *command)
{
  TuiApp *app = self->app;
  g_autofree char *name = self->row != NULL ? tui_record_short_key (&self->record) : NULL;
  g_autofree char *verb = g_utf8_strup (label_of (command), -1);
  g_autofree char *title = g_strdup_printf ("%s %s", verb, name != NULL ? name : "");
  g_autofree char *place = self->row != NULL ? tui_record_place (&self->record) : g_strdup ("");
  g_autofree char *words = argv_words (self, command);
  TuiPrompt *prompt = tui_prompt_new (app, title, place, _ ("run"), bar_done, self, free_own);

  if (command->confirm || command->dangerous)
    tui_prompt_add_info (prompt, TUI_PLAIN, words);
  for (guint i = 0; i < TUI_INPUTS_MOST; i++)
    if (command->inputs[i].label != NULL)
      {
        g_autofree char *label = g_strconcat (command->inputs[i].label, ":", NULL);

        tui_prompt_add_field (prompt, label, command->inputs[i].initial);
      }
  if (command->dangerous)
    tui_prompt_add_typed (prompt, name != NULL ? name : command->name);
  tui_prompt_open (prompt);
}

/* A copy of the record: rows move on while a bar is open. Presenting masks it. */
static gboolean
keep_record (Own *self, const TuiRecord *record)
{
  M77Json *row = m77_json_object_new (self->pool);

  m77_json_set_string (self->pool, row, "kind", record->kind_name);
  m77_json_set_string (self->pool, row, "id", record->id);
  m77_json_set_string (self->pool, row, "state", record->state);
  m77_json_set_int (self->pool, row, "version", record->version);
  m77_json_set_int (self->pool, row, "local_number", record->local_number);
  m77_json_set (self->pool, row, "doc", m77_json_copy (self->pool, record->doc));
  self->row = tui_present_row (self->app, self->pool, row);
  return tui_record_from_json (&self->record, self->row);
}

static gboolean
asks (const TuiUserCommand *command)
{
  for (guint i = 0; i < TUI_INPUTS_MOST; i++)
    if (command->inputs[i].label != NULL)
      return TRUE;
  return FALSE;
}

void
tui_own_command_open (TuiApp *app, const TuiUserCommand *command)
{
  g_autofree char *refusal = tui_own_command_refusal (app, command);
  TuiRecord record;
  gboolean any = tui_action_target (app, &record);
  Own *self;

  if (refusal != NULL)
    {
      tui_app_say (app, TUI_WARN, _ ("%s: not now, %s"), label_of (command), refusal);
      return;
    }
  if (command->dangerous && !tui_act_may_edit (app, any ? &record : &(const TuiRecord){ 0 }))
    return;
  self = g_new0 (Own, 1);
  self->app = app;
  self->name = g_strdup (command->name);
  self->pool = m77_json_pool_new ();
  if (any && !keep_record (self, &record))
    self->row = NULL;
  if (command->confirm || command->dangerous || asks (command))
    {
      open_bar (self, command);
      return;
    }
  run (self, command);
  free_own (self);
}

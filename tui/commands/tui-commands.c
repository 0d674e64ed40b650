/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-text.h"
#include "tui/commands/tui-options.h"
#include "tui/commands/tui-usage.h"

static const TuiCommand *const commands[] = {
  &tui_command_status,    &tui_command_list,     &tui_command_show,
  &tui_command_history,   &tui_command_watch,    &tui_command_wait,
  &tui_command_create,    &tui_command_edit,     &tui_command_delete,
  &tui_command_act,       &tui_command_ack,      &tui_command_note,
  &tui_command_oncall,    &tui_command_handover, &tui_command_outbox,
  &tui_command_conflicts, &tui_command_undo,     &tui_command_redo,
  &tui_command_sync,      &tui_command_offline,  &tui_command_ready,
  &tui_command_export,    &tui_command_view,     &tui_command_profile,
  &tui_command_login,     &tui_command_logout,   &tui_command_whoami,
  &tui_command_backup,    &tui_command_restore,  &tui_command_audit,
  &tui_command_doctor,    &tui_command_complete, NULL,
};

const TuiCommand *const *
tui_commands_all (void)
{
  return commands;
}

const TuiCommand *
tui_command_find (const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];

  return NULL;
}

/* The reader of our output has gone: nothing to say, and nobody to say it to. */
static gboolean
is_output_gone (void)
{
  struct pollfd out = { .fd = STDOUT_FILENO, .events = POLLOUT };

  return poll (&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

static int
say_error (GError *taken)
{
  g_autoptr (GError) error = taken;
  g_autofree char *safe = NULL;

  if (is_output_gone ())
    return 0;

  m77_client_fix_error (&error);
  safe = m77_text_safe_line (error->message, -1);
  if (g_str_has_suffix (safe, "."))
    safe[strlen (safe) - 1] = '\0';
  fprintf (stderr, "m77: %s [%s]\n", safe, m77_error_nick (error));
  return m77_error_exit_status (error);
}

static gboolean
wants_color (const char *color)
{
  const char *term = g_getenv ("TERM");

  if (color != NULL && !g_str_equal (color, "auto"))
    return g_str_equal (color, "always");

  return isatty (STDOUT_FILENO) && g_getenv ("NO_COLOR") == NULL && g_strcmp0 (term, "dumb") != 0;
}

static int
run_command (const TuiLine *line)
{
  const M77Runtime *runtime = m77_runtime_real ();
  g_autoptr (GError) error = NULL;
  g_auto (TuiContext) context = {
    .words = line->words,
    .options = line->options,
    .profile = g_hash_table_lookup (line->options, "profile"),
    .json = g_hash_table_contains (line->options, "json"),
    .quiet = g_hash_table_contains (line->options, "quiet"),
    .no_input = g_hash_table_contains (line->options, "no-input"),
    .color = wants_color (g_hash_table_lookup (line->options, "color")),
    .pool = m77_json_pool_new (),
    .now = m77_runtime_now (runtime),
    .zone = g_time_zone_new_local (),
  };
  gboolean done = line->command->run (&context, &error);

  if (fflush (stdout) != 0 && error == NULL)
    {
      g_set_error (&error,
                   M77_ERROR,
                   errno == ENOSPC ? M77_ERROR_STORAGE_FULL : M77_ERROR_FAILED,
                   _ ("The output could not be written (%s): it is incomplete"),
                   g_strerror (errno));
      done = FALSE;
    }

  return done ? context.status : say_error (g_steal_pointer (&error));
}

static int
refuse_verb (const char *verb)
{
  GError *error = NULL;

  tui_context_misused (&error, _ ("there is no command %s: see m77 --help"), verb);
  return say_error (error);
}

/* "m77 help VERB" is what people try first. */
static gboolean
asks_help (const TuiLine *line)
{
  return g_strcmp0 (line->verb, "help") == 0 || g_hash_table_contains (line->options, "help");
}

static int
show_help (const TuiLine *line)
{
  gboolean by_word = g_strcmp0 (line->verb, "help") == 0;
  const char *verb = !by_word ? line->verb : line->words->len > 0 ? line->words->pdata[0] : NULL;
  const TuiCommand *command = verb != NULL ? tui_command_find (verb) : NULL;

  if (verb != NULL && command == NULL)
    return refuse_verb (verb);
  if (command != NULL)
    tui_usage_print (command, line->words);
  else
    tui_usage_print_all ();
  return 0;
}

gboolean
tui_commands_start (int argc, char **argv, TuiStart *start, int *status)
{
  g_auto (TuiLine) line = { 0 };
  GError *error = NULL;

  *status = 0;
  if (!tui_line_parse (&line, argc, argv, &error))
    *status = say_error (error);
  else if (asks_help (&line))
    *status = show_help (&line);
  else if (g_hash_table_contains (line.options, "version"))
    printf ("m77 %s\n", M77_VERSION);
  else if (line.command != NULL)
    *status = run_command (&line);
  else if (line.verb != NULL)
    *status = refuse_verb (line.verb);
  else
    {
      start->profile = g_hash_table_lookup (line.options, "profile");
      start->script = g_hash_table_lookup (line.options, "script");
      start->record = g_hash_table_lookup (line.options, "record");
      start->color = g_hash_table_lookup (line.options, "color");
      start->ascii = g_hash_table_contains (line.options, "ascii");
      start->linear = g_hash_table_contains (line.options, "linear");
      start->actions = g_hash_table_contains (line.options, "actions");
      return TRUE;
    }

  return FALSE;
}

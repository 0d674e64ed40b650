/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-options"

#include "config.h"

#include "tui/commands/tui-options.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

static const TuiOption globals[] = {
  { "json", NULL, N_ ("Print JSON, for scripts (docs/json.md)") },
  { "profile", "NAME", N_ ("Use this profile instead of the one in use") },
  { "no-input", NULL, N_ ("Never ask anything: fail instead") },
  { "quiet", NULL, N_ ("Say nothing but data and errors") },
  { "color", "WHEN", N_ ("auto, always or never") },
  { "help", NULL, N_ ("Tell about a command") },
  { "version", NULL, N_ ("Print the version") },
  { NULL },
};

/* Only where there is no verb. */
static const TuiOption console[] = {
  { "script", "FILE", N_ ("Take keys for the console from a file") },
  { "record", "FILE", N_ ("Write what is pressed in the console to a file, for --script") },
  { "ascii", NULL, N_ ("No characters beyond ASCII in the console") },
  { "linear", NULL, N_ ("The console in lines, for screen readers") },
  { "actions", NULL, N_ ("Print what keys do in the console, by the names m77.conf has for it") },
  { NULL },
};

const TuiOption *
tui_options_global (void)
{
  return globals;
}

const TuiOption *
tui_options_console (void)
{
  return console;
}

static const TuiOption *
find_option (const TuiOption *options, const char *name, gsize length)
{
  for (guint i = 0; options != NULL && options[i].name != NULL; i++)
    if (strlen (options[i].name) == length && memcmp (options[i].name, name, length) == 0)
      return &options[i];

  return NULL;
}

static const TuiOption *
find_any (const TuiLine *line, const char *name, gsize length)
{
  const TuiOption *option = find_option (globals, name, length);

  if (option == NULL && line->command != NULL)
    option = find_option (line->command->options, name, length);
  return option != NULL || line->verb != NULL ? option : find_option (console, name, length);
}

/* argv[*index] is "--name", "--name=value", or "--name" before its value. */
static gboolean
read_option (TuiLine *line, int argc, char **argv, int *index, GError **error)
{
  const char *name = argv[*index] + 2;
  const char *equals = strchr (name, '=');
  gsize length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  const TuiOption *option = find_any (line, name, length);
  const char *value = equals != NULL ? equals + 1 : "";

  if (option == NULL && line->command == NULL)
    return tui_context_misused (error,
                                _ ("there is no option --%.*s before a command: see m77 --help"),
                                (int) length,
                                name);
  if (option == NULL)
    return tui_context_misused (error,
                                _ ("there is no option --%.*s: see m77 %s --help"),
                                (int) length,
                                name,
                                line->command->name);
  if (option->value == NULL && equals != NULL)
    return tui_context_misused (error, _ ("--%s takes no value: leave it out"), option->name);
  if (option->value != NULL && equals == NULL)
    {
      if (++*index >= argc)
        return tui_context_misused (error,
                                    _ ("--%s needs a value: %s"),
                                    option->name,
                                    option->value);
      value = argv[*index];
    }

  g_hash_table_insert (line->options, (char *) option->name, (char *) value);
  return TRUE;
}

static gboolean
check_color (const TuiLine *line, GError **error)
{
  static const char *const known[] = { "auto", "always", "never", NULL };
  const char *color = g_hash_table_lookup (line->options, "color");

  if (color == NULL || g_strv_contains (known, color))
    return TRUE;

  return tui_context_misused (error, _ ("--color takes auto, always or never"));
}

static gboolean
check_words (const TuiLine *line, GError **error)
{
  const TuiCommand *command = line->command;

  if (command == NULL || g_hash_table_contains (line->options, "help"))
    return TRUE;
  if (line->words->len >= command->words_least && line->words->len <= command->words_most)
    return TRUE;

  return tui_context_misused (
      error,
      line->words->len < command->words_least
          ? _ ("something is missing: m77 %s %s")
          : _ ("these are too many words (quote those with spaces): m77 %s %s"),
      command->name,
      command->synopsis);
}

/* All but the name of a file goes to the agent, which takes UTF-8 only. */
static gboolean
check_text (const TuiLine *line, GError **error)
{
  gboolean files = line->command != NULL && g_str_has_prefix (line->command->synopsis, "FILE");
  GHashTableIter iter;
  gpointer name, value;

  for (guint i = 0; !files && i < line->words->len; i++)
    if (!g_utf8_validate (line->words->pdata[i], -1, NULL))
      return tui_context_misused (error,
                                  _ ("“%s” is not UTF-8 text"),
                                  (char *) line->words->pdata[i]);
  g_hash_table_iter_init (&iter, line->options);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const TuiOption *option = find_any (line, name, strlen (name));

      if ((option == NULL || g_strcmp0 (option->value, "FILE") != 0) &&
          !g_utf8_validate (value, -1, NULL))
        return tui_context_misused (error,
                                    _ ("--%s: “%s” is not UTF-8 text"),
                                    (char *) name,
                                    (char *) value);
    }
  return TRUE;
}

gboolean
tui_line_parse (TuiLine *line, int argc, char **argv, GError **error)
{
  gboolean only_words = FALSE;

  *line = (TuiLine){ 0 };
  line->words = g_ptr_array_new ();
  line->options = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 1; i < argc; i++)
    {
      if (!only_words && g_str_equal (argv[i], "--"))
        only_words = TRUE;
      else if (!only_words && g_str_has_prefix (argv[i], "--"))
        {
          if (!read_option (line, argc, argv, &i, error))
            return FALSE;
        }
      else if (line->verb == NULL)
        {
          line->verb = argv[i];
          line->command = tui_command_find (argv[i]);
        }
      else
        g_ptr_array_add (line->words, argv[i]);
    }

  return check_text (line, error) && check_color (line, error) && check_words (line, error);
}

void
tui_line_clear (TuiLine *line)
{
  g_clear_pointer (&line->words, g_ptr_array_unref);
  g_clear_pointer (&line->options, g_hash_table_unref);
}

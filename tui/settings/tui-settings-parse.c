/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-settings"

#include "config.h"

#include "tui/settings/tui-settings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-kind.h"

#define NAME_MOST 64 /* bytes of a name; what is longer is none */

typedef enum
{
  NO_SECTION,
  SKIPPED, /* it was wrong: what is in it is not told too */
  CONSOLE,
  KEYS,
  ALIASES,
  COMMAND
} Section;

typedef struct
{
  TuiSettings *settings;
  guint line;
  const char *text; /* of the line */
  Section section;
  TuiUserCommand *command;
  gboolean told;    /* what is wrong with its run */
  GHashTable *seen; /* "section/name" */
} Parser;

static guint
column_of (const Parser *self, const char *at)
{
  return g_utf8_pointer_to_offset (self->text, at) + 1;
}

#define FAULT(self, at, ...)                                                                       \
  tui_settings_fault ((self)->settings, (self)->line, column_of (self, at), __VA_ARGS__)

static gboolean
is_name (const char *text, gsize length)
{
  if (length == 0 || length > NAME_MOST)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  return TRUE;
}

/* ---- Sections ---- */

/* A command without a program does nothing. */
static void
end_command (Parser *self)
{
  g_autofree char *expected = NULL;
  guint column;

  if (self->command != NULL && !tui_user_command_check_where (self->command, &column, &expected))
    {
      tui_settings_fault (self->settings,
                          self->command->where_line,
                          self->command->where_column + column,
                          "%s",
                          expected);
      /* What it would be run on is not known: it is not. */
      g_ptr_array_remove (self->settings->commands, self->command);
      self->command = NULL;
    }
  if (self->command != NULL && self->command->argv == NULL)
    {
      if (!self->told)
        tui_settings_fault (self->settings,
                            self->command->line,
                            1,
                            _ ("[command %s] has no run = PROGRAM"),
                            self->command->name);
      g_ptr_array_remove (self->settings->commands, self->command);
    }
  self->command = NULL;
}

static void
begin_command (Parser *self, const char *at, gsize length)
{
  g_autofree char *name = g_strndup (at, length);

  for (guint i = 0; i < self->settings->commands->len; i++)
    if (g_str_equal (((TuiUserCommand *) self->settings->commands->pdata[i])->name, name))
      {
        FAULT (self, at, _ ("[command %s] is there already"), name);
        return;
      }
  self->section = COMMAND;
  self->told = FALSE;
  self->command = tui_user_command_new (name, self->line);
  g_ptr_array_add (self->settings->commands, self->command);
}

static void
read_section (Parser *self)
{
  static const char *const names[] = { "console", "keys", "aliases" };
  const char *start = self->text + 1;
  const char *end = strchr (start, ']');
  gsize length;

  end_command (self);
  self->section = SKIPPED;
  if (end == NULL)
    {
      FAULT (self, self->text + strlen (self->text), _ ("] expected"));
      return;
    }
  if (end[1] != '\0')
    {
      FAULT (self, end + 1, _ ("nothing expected after ]"));
      return;
    }
  length = end - start;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == length && strncmp (names[i], start, length) == 0)
      {
        self->section = CONSOLE + i;
        return;
      }
  if (g_str_has_prefix (start, "command "))
    {
      const char *name = start + strlen ("command ");

      if (is_name (name, end - name))
        begin_command (self, name, end - name);
      else
        FAULT (self, name, _ ("a name of letters, digits, - and _ expected"));
      return;
    }
  FAULT (self, start, _ ("console, keys, aliases or command NAME expected"));
}

/* ---- Values ---- */

static void
read_keys (Parser *self, const char *name, const char *value)
{
  TuiBinding binding = { g_strdup (name), { 0 }, 0, self->line, 1 };
  const char *at = value;

  binding.column = column_of (self, value);
  while (*at != '\0' && !g_str_equal (value, "none"))
    {
      gsize length = strcspn (at, " \t");
      g_autofree char *word = g_strndup (at, length);
      TuiKey key = tui_key_from_name (word);

      if (key == TUI_KEY_NONE)
        FAULT (self, at, _ ("a key's name expected: a, G, Ctrl-O, F7, PgDn, Space"));
      else if (binding.n == TUI_BINDING_MOST)
        FAULT (self, at, _ ("at most %d keys expected"), TUI_BINDING_MOST);
      else if (tui_key_is_never_bound (key))
        FAULT (self, at, _ ("%s belongs to the terminal, tmux or screen"), word);
      else
        binding.keys[binding.n++] = key;
      at += length;
      at += strspn (at, " \t");
    }
  if (*value == '\0')
    FAULT (self, value, _ ("keys by their names expected, or none"));
  if (*value != '\0' && (binding.n > 0 || g_str_equal (value, "none")))
    g_array_append_val (self->settings->bindings, binding);
  else
    g_free (binding.action);
}

static void
read_alias (Parser *self, const char *name, const char *value)
{
  TuiAlias alias = { g_strdup (name), g_strdup (*value == ':' ? value + 1 : value) };

  if (*alias.line == '\0')
    FAULT (self, value, _ ("a command line expected, such as incident is:open"));
  g_array_append_val (self->settings->aliases, alias);
}

static void
read_kinds (Parser *self, const char *value)
{
  GPtrArray *kinds = g_ptr_array_new ();

  for (const char *at = value; *at != '\0';)
    {
      gsize length = strcspn (at, " \t,");
      g_autofree char *word = g_strndup (at, length);
      const M77Kind *kind = m77_kind_find (word);

      if (kind != NULL)
        g_ptr_array_add (kinds, g_strdup (kind->name));
      else if (g_str_equal (word, "*"))
        g_ptr_array_add (kinds, g_strdup (word));
      else if (length > 0)
        FAULT (self, at, _ ("a kind expected, such as incident, or *"));
      at += length;
      at += strspn (at, " \t,");
    }
  g_ptr_array_add (kinds, NULL);
  g_strfreev (self->command->on);
  self->command->on = (char **) g_ptr_array_free (kinds, FALSE);
}

static void
read_screens (Parser *self, const char *value)
{
  g_autofree char *expected = NULL;
  guint column;

  if (!tui_user_command_set_screens (self->command, value, &column, &expected))
    FAULT (self, g_utf8_offset_to_pointer (value, column), "%s", expected);
}

static void
read_where (Parser *self, const char *value)
{
  g_free (self->command->where);
  self->command->where = g_strdup (value);
  self->command->where_line = self->line;
  self->command->where_column = column_of (self, value);
}

static gboolean
read_answer (Parser *self, const char *value)
{
  if (!g_str_equal (value, "yes") && !g_str_equal (value, "no"))
    FAULT (self, value, _ ("yes or no expected"));
  return g_str_equal (value, "yes");
}

static void
read_command_key (Parser *self, const char *value)
{
  TuiKey key = tui_key_from_name (value);

  self->command->key_line = self->line;
  self->command->key_column = column_of (self, value);
  if (key == TUI_KEY_NONE)
    FAULT (self, value, _ ("a key's name expected: Ctrl-O, F7, K"));
  else if (tui_key_is_never_bound (key))
    FAULT (self, value, _ ("%s belongs to the terminal, tmux or screen"), value);
  else
    self->command->key = key;
}

static void
read_run (Parser *self, const char *value)
{
  g_autofree char *expected = NULL;
  guint column;

  self->told = !tui_user_command_set_run (self->command, value, &column, &expected);
  if (self->told)
    FAULT (self, g_utf8_offset_to_pointer (value, column), "%s", expected);
}

static void
read_output (Parser *self, const char *value)
{
  static const char *const names[] = { "terminal", "show", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], value))
      {
        self->command->output = i;
        return;
      }
  FAULT (self, value, _ ("terminal, show or none expected"));
}

/* "How far back: 1h" */
static void
read_input (TuiInput *input, const char *value)
{
  const char *colon = strstr (value, ": ");

  g_free (input->label);
  g_free (input->initial);
  input->label = colon != NULL ? g_strndup (value, colon - value) : g_strdup (value);
  input->initial = g_strdup (colon != NULL ? colon + 2 : "");
}

static void
read_command (Parser *self, const char *name, const char *value)
{
  TuiUserCommand *command = self->command;

  if (g_str_equal (name, "run"))
    read_run (self, value);
  else if (g_str_equal (name, "label"))
    {
      g_free (command->label);
      command->label = g_strdup (value);
    }
  else if (g_str_equal (name, "key"))
    read_command_key (self, value);
  else if (g_str_equal (name, "on"))
    read_kinds (self, value);
  else if (g_str_equal (name, "screen"))
    read_screens (self, value);
  else if (g_str_equal (name, "where"))
    read_where (self, value);
  else if (tui_user_command_input (name) < TUI_INPUTS_MOST)
    read_input (&command->inputs[tui_user_command_input (name)], value);
  else if (g_str_equal (name, "confirm"))
    command->confirm = read_answer (self, value);
  else if (g_str_equal (name, "dangerous"))
    command->dangerous = read_answer (self, value);
  else if (g_str_equal (name, "output"))
    read_output (self, value);
  else
    FAULT (self,
           self->text,
           _ ("run, label, key, on, where, screen, input, confirm, dangerous or output expected"));
}

static void
read_console (Parser *self, const char *name, const char *value)
{
  g_autofree char *expected = NULL;
  gboolean known = FALSE;

  for (const TuiSetting *one = tui_settings_schema (); one->name != NULL; one++)
    known = known || (g_str_equal (one->section, "console") && g_str_equal (one->name, name));
  if (!tui_settings_set (self->settings, name, value, &expected))
    FAULT (self, known ? value : self->text, "%s", expected);
}

/* ---- Lines ---- */

static gboolean
is_first (Parser *self, const char *name)
{
  char *place = g_strdup_printf ("%d/%s/%s",
                                 self->section,
                                 self->command != NULL ? self->command->name : "",
                                 name);

  return g_hash_table_add (self->seen, place);
}

static void
read_entry (Parser *self)
{
  const char *equals = strchr (self->text, '=');
  const char *value;
  g_autofree char *name = NULL;

  if (self->section == SKIPPED)
    return;
  if (equals == NULL)
    {
      FAULT (self, self->text + strlen (self->text), _ ("= expected: NAME = VALUE"));
      return;
    }
  name = g_strchomp (g_strndup (self->text, equals - self->text));
  value = equals + 1 + strspn (equals + 1, " \t");
  if (!is_name (name, strlen (name)))
    FAULT (self, self->text, _ ("a name of letters, digits, - and _ expected before ="));
  else if (self->section == NO_SECTION)
    FAULT (self, self->text, _ ("a [section] expected first"));
  else if (!is_first (self, name))
    FAULT (self, self->text, _ ("%s is there already"), name);
  else if (self->section == CONSOLE)
    read_console (self, name, value);
  else if (self->section == KEYS)
    read_keys (self, name, value);
  else if (self->section == ALIASES)
    read_alias (self, name, value);
  else
    read_command (self, name, value);
}

static void
read_line (Parser *self, char *line)
{
  g_strchomp (line);
  self->text = line;
  if (!g_utf8_validate (line, -1, NULL))
    {
      const char *end;

      g_utf8_validate (line, -1, &end);
      FAULT (self, end, _ ("UTF-8 text expected"));
    }
  else if (*line == ' ' || *line == '\t')
    FAULT (self, line, _ ("no blank expected at the beginning"));
  else if (*line == '[')
    read_section (self);
  else if (*line != '\0' && *line != '#')
    read_entry (self);
}

TuiSettings *
tui_settings_parse (const char *name, const char *text, gsize length)
{
  TuiSettings *settings = tui_settings_new ();
  Parser self = { .settings = settings };
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;

  g_free (settings->name);
  settings->name = g_strdup (name);
  if (length > TUI_SETTINGS_MOST || memchr (text, '\0', length) != NULL)
    {
      tui_settings_fault (settings, 1, 1, _ ("a text of at most 256 KiB expected"));
      return settings;
    }
  copy = g_strndup (text, length);
  lines = g_strsplit (g_str_has_prefix (copy, "\xef\xbb\xbf") ? copy + 3 : copy, "\n", -1);
  self.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      self.line = i + 1;
      read_line (&self, lines[i]);
    }
  end_command (&self);
  g_hash_table_unref (self.seen);
  return settings;
}

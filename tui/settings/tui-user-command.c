/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-settings"

#include "config.h"

#include "tui/settings/tui-user-command.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-filter.h"

TuiUserCommand *
tui_user_command_new (const char *name, guint line)
{
  TuiUserCommand *self = g_new0 (TuiUserCommand, 1);

  self->name = g_strdup (name);
  self->line = line;
  self->output = TUI_OUTPUT_SHOW;
  return self;
}

void
tui_user_command_free (TuiUserCommand *self)
{
  g_free (self->name);
  g_free (self->label);
  g_strfreev (self->on);
  g_strfreev (self->screens);
  g_free (self->where);
  g_strfreev (self->argv);
  for (guint i = 0; i < TUI_INPUTS_MOST; i++)
    {
      g_free (self->inputs[i].label);
      g_free (self->inputs[i].initial);
    }
  g_free (self);
}

/* ---- Reading ---- */

static gboolean
is_shell (const char *program)
{
  static const char *const shells[] = { "sh",   "bash", "dash", "zsh",  "ksh",
                                        "mksh", "fish", "csh",  "tcsh", NULL };
  g_autofree char *name = g_path_get_basename (program);

  return g_strv_contains (shells, name);
}

static gboolean
is_name (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.' || c == '-';
}

/* The name in "{name}" or "{name?}" at text, which begins with "{"; NULL: no field stands there. */
static char *
field_at (const char *text, gsize *length, gboolean *optional)
{
  gsize n = 1;

  while (is_name (text[n]))
    n++;
  *optional = text[n] == '?';
  if (n == 1 || text[n + *optional] != '}')
    return NULL;
  *length = n + *optional + 1;
  return g_strndup (text + 1, n - 1);
}

static gboolean
has_field (const char *text)
{
  gsize length;
  gboolean optional;

  for (text = strchr (text, '{'); text != NULL; text = strchr (text + 1, '{'))
    {
      g_autofree char *name = field_at (text, &length, &optional);

      if (name != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A shell would read the value as its own words. */
static gboolean
splices_into_shell (char **argv)
{
  gboolean shell = FALSE;

  for (guint i = 0; argv[i] != NULL; i++)
    {
      if (shell && argv[i - 1][0] == '-' && strchr (argv[i - 1], 'c') != NULL &&
          has_field (argv[i]))
        return TRUE;
      shell = shell || is_shell (argv[i]);
    }
  return g_str_equal (argv[0], "eval") || has_field (argv[0]);
}

gboolean
tui_user_command_set_run (TuiUserCommand *self, const char *text, guint *column, char **expected)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;

  *column = 0;
  if (!g_shell_parse_argv (text, NULL, &argv, &error))
    {
      *column = error->code == G_SHELL_ERROR_BAD_QUOTING ? g_utf8_strlen (text, -1) : 0;
      *expected = g_strdup (error->code == G_SHELL_ERROR_BAD_QUOTING ? _ ("a quote is not closed")
                                                                     : _ ("a program expected"));
      return FALSE;
    }
  if (splices_into_shell (argv))
    {
      const char *brace = strchr (text, '{');

      *column = brace != NULL ? g_utf8_pointer_to_offset (text, brace) : 0;
      *expected = g_strdup (
          _ ("a shell would read what is in the field as commands: use \"$M77_SERVICE\" there"));
      return FALSE;
    }
  g_strfreev (self->argv);
  self->argv = g_steal_pointer (&argv);
  return TRUE;
}

gboolean
tui_user_command_is_for (const TuiUserCommand *self, const char *kind)
{
  return self->on == NULL ||
         (kind != NULL && (g_strv_contains ((const char *const *) self->on, kind) ||
                           g_strv_contains ((const char *const *) self->on, "*")));
}

/* ---- Where ---- */

gboolean
tui_user_command_set_screens (TuiUserCommand *self,
                              const char *text,
                              guint *column,
                              char **expected)
{
  static const char *const names[] = { "overview",   "list",    "record",   "room",
                                       "inbox",      "history", "conflict", "alerts",
                                       "deployment", "on-call", "ready",    NULL };
  g_autoptr (GPtrArray) screens = g_ptr_array_new_with_free_func (g_free);

  for (const char *at = text; *at != '\0'; at += strspn (at, " \t,"))
    {
      gsize length = strcspn (at, " \t,");
      g_autofree char *word = g_strndup (at, length);

      if (!g_strv_contains (names, word))
        {
          g_autofree char *all = g_strjoinv (", ", (char **) names);

          *column = g_utf8_pointer_to_offset (text, at);
          *expected = g_strdup_printf (_ ("one of %s expected"), all);
          return FALSE;
        }
      g_ptr_array_add (screens, g_steal_pointer (&word));
      at += length;
    }
  g_ptr_array_add (screens, NULL);
  g_strfreev (self->screens);
  self->screens = (char **) g_ptr_array_free (g_steal_pointer (&screens), FALSE);
  return TRUE;
}

gboolean
tui_user_command_is_on (const TuiUserCommand *self, const char *screen)
{
  return self->screens == NULL || g_strv_contains ((const char *const *) self->screens, screen);
}

gboolean
tui_user_command_check_where (const TuiUserCommand *self, guint *column, char **expected)
{
  const M77FilterContext context = { 0 };

  if (self->where == NULL)
    return TRUE;
  *column = 0;
  if (self->on == NULL || self->on[0] == NULL)
    {
      *expected = g_strdup (_ ("on must say of which kinds the records are"));
      return FALSE;
    }
  for (guint i = 0; self->on[i] != NULL; i++)
    {
      const M77Kind *kind = m77_kind_find (self->on[i]);
      g_auto (M77FilterFault) fault = { 0 };
      g_autoptr (M77Predicate)
          predicate = kind != NULL ? m77_filter_parse (self->where, kind, &context, &fault, NULL)
                                   : NULL;

      if (kind == NULL || predicate != NULL)
        continue;
      *column = g_utf8_pointer_to_offset (self->where, self->where + fault.offset);
      *expected = g_strdup (fault.expected);
      return FALSE;
    }
  return TRUE;
}

guint
tui_user_command_input (const char *name)
{
  static const char *const names[TUI_INPUTS_MOST] = { "input", "input2", "input3" };
  guint i = 0;

  while (i < TUI_INPUTS_MOST && !g_str_equal (names[i], name))
    i++;
  return i;
}

/* ---- Filling ---- */

/* Programs that give their arguments to a shell, here or elsewhere. */
static gboolean
feeds_shell (const char *program)
{
  static const char *const programs[] = {
    "ssh", "su", "watch", "tmux", "parallel", "script", NULL
  };
  g_autofree char *name = g_path_get_basename (program);

  return g_strv_contains (programs, name);
}

static gboolean
is_plain (const char *value)
{
  for (; *value != '\0'; value++)
    if (!g_ascii_isalnum (*value) && strchr ("_.:/@%+=,-", *value) == NULL)
      return FALSE;
  return TRUE;
}

/* One argument; NULL with *why. */
static char *
fill (const char *text, gboolean plain, TuiUserValue value, gpointer data, char **why)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  gboolean begins = *text == '{';

  while (*text != '\0')
    {
      gsize length = 1;
      gboolean optional = FALSE;
      g_autofree char *name = *text == '{' ? field_at (text, &length, &optional) : NULL;
      g_autofree char *found = name != NULL ? value (name, data) : NULL;

      if (name == NULL)
        g_string_append_c (filled, *text);
      else if (found != NULL && plain && !is_plain (found))
        {
          *why = g_strdup_printf (_ ("“%s” has characters that a shell would read"), found);
          return NULL;
        }
      else if (found != NULL)
        g_string_append (filled, found);
      else if (!optional)
        {
          *why = g_strdup_printf (_ ("there is no %s here"), name);
          return NULL;
        }
      text += length;
    }
  if (begins && filled->str[0] == '-')
    {
      *why = g_strdup_printf (_ ("“%s” would be read as an option"), filled->str);
      return NULL;
    }
  return g_strdup (filled->str);
}

char **
tui_user_command_fill (const TuiUserCommand *self, TuiUserValue value, gpointer data, char **why)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  gboolean plain = feeds_shell (self->argv[0]);

  for (guint i = 0; self->argv[i] != NULL; i++)
    {
      char *one = fill (self->argv[i], plain, value, data, why);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (argv, one);
    }
  g_ptr_array_add (argv, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&argv), FALSE);
}

char **
tui_user_command_fields (const TuiUserCommand *self)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; self->argv[i] != NULL; i++)
    for (const char *at = strchr (self->argv[i], '{'); at != NULL; at = strchr (at + 1, '{'))
      {
        gsize length;
        gboolean optional;
        char *name = field_at (at, &length, &optional);

        if (name != NULL)
          g_ptr_array_add (names, name);
      }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

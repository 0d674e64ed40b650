/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-settings"

#include "config.h"

#include "tui/settings/tui-settings.h"

#include <glib/gi18n.h>

// clang-format off
static const TuiSetting schema[] = {
  { "console", "look", "auto, dark, light, terminal, contrast", "auto" },
  { "console", "ascii", "auto, on, off", "auto" },
  { "console", "mouse", "on, off", "on" },
  { "console", "bidi", "auto, on, off", "auto" },
  { "console", "zone", "local, UTC or a zone's name", "local" },
  { "keys", "ACTION", "keys by their names, or none", NULL },
  { "aliases", "NAME", "a command line", NULL },
  { "command", "run", "a program and its arguments", NULL },
  { "command", "label", "words", NULL },
  { "command", "key", "a key's name", NULL },
  { "command", "on", "kinds, or * for any", NULL },
  { "command", "where", "a filter that the record must fit", NULL },
  { "command", "screen", "screens: overview, list, record and so on", NULL },
  { "command", "input", "the question, and after : what is usual; input2, input3 likewise", NULL },
  { "command", "confirm", "yes, no", "no" },
  { "command", "dangerous", "yes, no", "no" },
  { "command", "output", "terminal, show, none", "show" },
  { NULL },
};
// clang-format on

static void
clear_binding (gpointer data)
{
  g_free (((TuiBinding *) data)->action);
}

static void
clear_alias (gpointer data)
{
  TuiAlias *alias = data;

  g_free (alias->name);
  g_free (alias->line);
}

TuiSettings *
tui_settings_new (void)
{
  TuiSettings *self = g_new0 (TuiSettings, 1);

  self->mouse = TRUE;
  self->zone = g_strdup ("local");
  self->bindings = g_array_new (FALSE, TRUE, sizeof (TuiBinding));
  g_array_set_clear_func (self->bindings, clear_binding);
  self->aliases = g_array_new (FALSE, TRUE, sizeof (TuiAlias));
  g_array_set_clear_func (self->aliases, clear_alias);
  self->commands = g_ptr_array_new_with_free_func ((GDestroyNotify) tui_user_command_free);
  self->faults = g_ptr_array_new_with_free_func (g_free);
  self->name = g_strdup ("m77.conf");
  return self;
}

void
tui_settings_free (TuiSettings *self)
{
  g_free (self->zone);
  g_array_unref (self->bindings);
  g_array_unref (self->aliases);
  g_ptr_array_unref (self->commands);
  g_ptr_array_unref (self->faults);
  g_free (self->name);
  g_free (self);
}

const char *
tui_settings_alias (const TuiSettings *self, const char *name)
{
  for (guint i = 0; i < self->aliases->len; i++)
    if (g_str_equal (g_array_index (self->aliases, TuiAlias, i).name, name))
      return g_array_index (self->aliases, TuiAlias, i).line;
  return NULL;
}

void
tui_settings_fault (TuiSettings *self, guint line, guint column, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->faults, g_strdup_printf ("%s:%u:%u: %s", self->name, line, column, what));
}

static gboolean
read_switch (const char *value, gboolean with_auto, TuiSwitch *result)
{
  static const char *const names[] = { "auto", "on", "off" };

  for (guint i = with_auto ? 0 : 1; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], value))
      {
        *result = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_zone (TuiSettings *self, const char *value)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (!g_str_equal (value, "local"))
    {
      zone = *value != '\0' ? g_time_zone_new_identifier (value) : NULL;
      if (zone == NULL)
        return FALSE;
    }
  g_free (self->zone);
  self->zone = g_strdup (value);
  return TRUE;
}

static gboolean
set_value (TuiSettings *self, const char *name, const char *value)
{
  TuiSwitch mouse = TUI_ON;

  if (g_str_equal (name, "look"))
    {
      TuiLook look = tui_look_from_name (value);

      if (look != TUI_N_LOOKS)
        self->look = look;
      return look != TUI_N_LOOKS;
    }
  if (g_str_equal (name, "ascii"))
    return read_switch (value, TRUE, &self->ascii);
  if (g_str_equal (name, "bidi"))
    return read_switch (value, TRUE, &self->bidi);
  if (g_str_equal (name, "zone"))
    return read_zone (self, value);
  if (!read_switch (value, FALSE, &mouse))
    return FALSE;
  self->mouse = mouse == TUI_ON;
  return TRUE;
}

gboolean
tui_settings_set (TuiSettings *self, const char *name, const char *value, char **expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (const TuiSetting *one = schema; one->name != NULL; one++)
    {
      if (!g_str_equal (one->section, "console"))
        continue;
      if (!g_str_equal (one->name, name))
        {
          g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", one->name);
          continue;
        }
      if (set_value (self, name, value))
        return TRUE;
      *expected = g_strdup_printf (_ ("%s expected"), one->values);
      return FALSE;
    }
  *expected = g_strdup_printf (_ ("one of %s expected"), names->str);
  return FALSE;
}

const TuiSetting *
tui_settings_schema (void)
{
  return schema;
}

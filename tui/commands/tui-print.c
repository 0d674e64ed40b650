/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-print"

#include "config.h"

#include "tui/commands/tui-print.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-value.h"

/* Select Graphic Rendition (ECMA-48, 8.3.117) of each role. */
static const char *const role_codes[TUI_N_ROLES] = {
  [TUI_ACCENT] = "34", [TUI_BAD] = "31",  [TUI_WARN] = "33", [TUI_CONFLICT] = "35",
  [TUI_MINE] = "36",   [TUI_GOOD] = "32", [TUI_DIM] = "2",
};

void
tui_print_json (const char *json)
{
  fputs (json, stdout);
  putchar ('\n');
}

void
tui_print_json_string (const char *text)
{
  g_autoptr (GString) json = g_string_new (NULL);

  m77_json_write_string (json, text, -1);
  fputs (json->str, stdout);
}

void
tui_print_json_rows (const char *kind, const M77Json *rows)
{
  g_autofree char *text = m77_json_to_text (rows);

  printf ("{\"kind\":\"%s\",\"total\":%u,\"rows\":%s,\"next\":null}\n",
          kind,
          m77_json_size (rows),
          text);
}

char *
tui_print_paint (const TuiContext *self, TuiStyle style, const char *safe)
{
  const char *code = role_codes[(style & TUI_ROLE_MASK) % TUI_N_ROLES];
  gboolean bold = (style & TUI_BOLD) != 0;

  if (!self->color || *safe == '\0' || (code == NULL && !bold))
    return g_strdup (safe);

  return g_strdup_printf ("\033[%s%s%sm%s\033[0m",
                          bold ? "1" : "",
                          bold && code != NULL ? ";" : "",
                          code != NULL ? code : "",
                          safe);
}

static void
print_safe (const TuiContext *self, TuiStyle style, const char *text)
{
  g_autofree char *safe = m77_text_safe_line (text, -1);
  g_autofree char *painted = tui_print_paint (self, style, safe);

  puts (painted);
}

void
tui_print_line (const TuiContext *self, TuiStyle style, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  print_safe (self, style, text);
}

void
tui_print_done (const TuiContext *self, TuiStyle style, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (self->quiet)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  print_safe (self, style, text);
}

void
tui_print_notice (const TuiContext *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *safe = NULL;
  va_list args;

  if (self->quiet)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  safe = m77_text_safe_line (text, -1);
  fprintf (stderr, "%s\n", safe);
}

char *
tui_print_value (const TuiContext *self, const M77Field *field, const M77Json *value)
{
  return m77_value_to_text (field, value, self->now, self->zone);
}

char *
tui_print_brief (const TuiContext *self, const M77Field *field, const M77Json *value)
{
  const char *text = m77_json_string (value);
  const M77Value *known = text != NULL && field->values != NULL ? m77_field_value (field, text)
                                                                : NULL;

  if (field->type == M77_TYPE_TIME)
    return tui_print_age (self, value);
  if (known != NULL && known->brief != NULL)
    return g_strdup (_ (known->brief));

  return tui_print_value (self, field, value);
}

TuiStyle
tui_print_value_style (const M77Field *field, const M77Json *value)
{
  const char *text = m77_json_string (value);
  int rank = field->values != NULL && text != NULL ? m77_field_rank (field, text) : -1;

  if (g_str_equal (field->name, "environment"))
    return rank == 0 ? TUI_BOLD : TUI_PLAIN;
  if (g_str_equal (field->name, "severity"))
    return rank == 0 ? TUI_BAD | TUI_BOLD : rank == 1 ? TUI_BAD : rank == 2 ? TUI_WARN : TUI_PLAIN;
  if (g_str_equal (field->name, "health"))
    return rank == 0 ? TUI_BAD : rank == 1 ? TUI_WARN : TUI_PLAIN;

  return TUI_PLAIN;
}

char *
tui_print_local (const M77Json *row)
{
  const M77Json *action = m77_json_get (row, "pending_action");
  const char *state = m77_json_get_string (row, "state");
  const char *name = m77_json_get_string (action, "action");

  if (name != NULL)
    {
      const char *of_action = m77_json_get_string (action, "state");

      return g_strdup_printf ("%s %s", name, of_action != NULL ? of_action : "queued");
    }

  return g_strdup (g_strcmp0 (state, "clean") == 0 ? "" : state);
}

TuiStyle
tui_print_state_style (const char *state)
{
  if (g_strcmp0 (state, "conflict") == 0)
    return TUI_CONFLICT | TUI_BOLD;
  if (g_strcmp0 (state, "rejected") == 0)
    return TUI_BAD;
  if (g_strcmp0 (state, "held") == 0)
    return TUI_WARN;
  if (g_strcmp0 (state, "applied") == 0)
    return TUI_GOOD;

  return g_strcmp0 (state, "clean") == 0 ? TUI_PLAIN : TUI_MINE;
}

char *
tui_print_age (const TuiContext *self, const M77Json *time)
{
  const char *text = m77_json_string (time);

  return m77_time_age (text != NULL ? m77_time_parse (text) : M77_TIME_NONE, self->now);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-key.h"

#include <stdlib.h>
#include <string.h>

static const struct
{
  TuiKey key;
  const char *name;
} names[] = {
  { TUI_KEY_ENTER, "Enter" },
  { TUI_KEY_ESC, "Esc" },
  { TUI_KEY_TAB, "Tab" },
  { TUI_KEY_BACKTAB, "Shift-Tab" },
  { ' ', "Space" },
  { TUI_KEY_BACKSPACE, "Backspace" },
  { TUI_KEY_DELETE, "Del" },
  { TUI_KEY_UP, "Up" },
  { TUI_KEY_DOWN, "Down" },
  { TUI_KEY_LEFT, "Left" },
  { TUI_KEY_RIGHT, "Right" },
  { TUI_KEY_HOME, "Home" },
  { TUI_KEY_END, "End" },
  { TUI_KEY_PAGE_UP, "PgUp" },
  { TUI_KEY_PAGE_DOWN, "PgDn" },
  { TUI_KEY_F5, "F5" },
};

gboolean
tui_key_is_never_bound (TuiKey key)
{
  return (key & TUI_KEY_CTRL) != 0 && strchr ("absqchijm", (int) (key & 0x7f)) != NULL;
}

gboolean
tui_key_is_text (TuiKey key)
{
  return key >= 0x20 && key != 0x7f && key < 0x110000;
}

char *
tui_key_to_name (TuiKey key)
{
  char text[8] = "";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].key == key)
      return g_strdup (names[i].name);
  if (key >= TUI_KEY_FUNCTION (1) && key <= TUI_KEY_FUNCTION (12))
    return g_strdup_printf ("F%u", key - TUI_KEY_FUNCTION (0));
  if (key & TUI_KEY_CTRL)
    return g_strdup_printf ("Ctrl-%c", g_ascii_toupper ((char) (key & 0x7f)));
  if (!tui_key_is_text (key))
    return g_strdup ("");
  g_unichar_to_utf8 (key, text);
  return g_strdup (text);
}

TuiKey
tui_key_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].name, name) == 0)
      return names[i].key;
  if (g_ascii_toupper (*name) == 'F' && g_ascii_isdigit (name[1]) && atoi (name + 1) <= 12 &&
      atoi (name + 1) >= 1 && strlen (name) <= 3)
    return TUI_KEY_FUNCTION (atoi (name + 1));
  if (g_ascii_strncasecmp (name, "ctrl-", 5) == 0 && g_ascii_isalpha (name[5]) && name[6] == '\0')
    return TUI_CTRL (g_ascii_tolower (name[5]));
  if (*name != '\0' && g_utf8_validate (name, -1, NULL) && *g_utf8_next_char (name) == '\0')
    return g_utf8_get_char (name);
  return TUI_KEY_NONE;
}

TuiAnswer
tui_answer_begins (const gunichar *ahead, guint n)
{
  if (n >= 3 && ahead[0] == ']' && ahead[1] == '1' && ahead[2] == '1')
    return TUI_ANSWER_GROUND;
  return n >= 2 && ahead[0] == '[' && ahead[1] == '?' ? TUI_ANSWER_KIND : TUI_ANSWER_NONE;
}

gboolean
tui_answer_ends (TuiAnswer self, gunichar character)
{
  if (self == TUI_ANSWER_GROUND)
    return character == 7 || character == '\\';
  return character >= 0x40 && character <= 0x7e;
}

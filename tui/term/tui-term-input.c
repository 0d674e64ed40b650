/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-term-private.h"

#define ANSWER_MOST 64 /* characters of an answer; what goes on for longer was none */

static TuiKey
key_from_code (wint_t code)
{
  static const struct
  {
    int code;
    TuiKey key;
  } codes[] = {
    { KEY_UP, TUI_KEY_UP },
    { KEY_DOWN, TUI_KEY_DOWN },
    { KEY_LEFT, TUI_KEY_LEFT },
    { KEY_RIGHT, TUI_KEY_RIGHT },
    { KEY_HOME, TUI_KEY_HOME },
    { KEY_END, TUI_KEY_END },
    { KEY_PPAGE, TUI_KEY_PAGE_UP },
    { KEY_NPAGE, TUI_KEY_PAGE_DOWN },
    { KEY_DC, TUI_KEY_DELETE },
    { KEY_BACKSPACE, TUI_KEY_BACKSPACE },
    { KEY_BTAB, TUI_KEY_BACKTAB },
    { KEY_ENTER, TUI_KEY_ENTER },
    { KEY_F (5), TUI_KEY_F5 },
    { KEY_RESIZE, TUI_KEY_RESIZE },
    { TUI_CODE_PASTE_BEGIN, TUI_KEY_PASTE_BEGIN },
    { TUI_CODE_PASTE_END, TUI_KEY_PASTE_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].code == (int) code)
      return codes[i].key;
  if (code >= KEY_F (1) && code <= KEY_F (12))
    return TUI_KEY_FUNCTION (code - KEY_F0);
  return TUI_KEY_NONE;
}

static TuiKey
key_from_character (wint_t character)
{
  switch (character)
    {
    case '\r':
    case '\n':
      return TUI_KEY_ENTER;
    case '\t':
      return TUI_KEY_TAB;
    case 27:
      return TUI_KEY_ESC;
    case 8:
    case 127:
      return TUI_KEY_BACKSPACE;
    default:
      return character < 27 ? TUI_CTRL ('a' + character - 1) : character;
    }
}

/* Swallows a late answer to a question of ours: on a slow line it comes among the keys. */
static gboolean
is_of_answer (TuiTerm *self, wint_t character)
{
  gunichar ahead[TUI_ANSWER_AHEAD];
  wint_t next = 0;
  guint n = 0;
  int what = OK;

  if (self->answer != TUI_ANSWER_NONE)
    {
      if (tui_answer_ends (self->answer, character) || ++self->answer_length >= ANSWER_MOST)
        self->answer = TUI_ANSWER_NONE;
      return TRUE;
    }
  if (character != 27)
    return FALSE;
  while (n < TUI_ANSWER_AHEAD && (what = get_wch (&next)) == OK)
    ahead[n++] = next;
  self->answer = tui_answer_begins (ahead, n);
  self->answer_length = 0;
  if (self->answer != TUI_ANSWER_NONE)
    return TRUE;

  /* Keys after all: Esc now, these next. */
  if (what == KEY_CODE_YES)
    ungetch ((int) next);
  while (n > 0)
    unget_wch ((wchar_t) ahead[--n]);
  return FALSE;
}

/* FALSE: nothing that counts. */
static gboolean
read_mouse (TuiTerm *self)
{
  static const struct
  {
    mmask_t state;
    TuiMouseType type;
  } types[] = {
    { BUTTON1_PRESSED, TUI_MOUSE_PRESS },
    { BUTTON1_RELEASED, TUI_MOUSE_RELEASE },
    { BUTTON4_PRESSED, TUI_MOUSE_UP },
    { BUTTON5_PRESSED, TUI_MOUSE_DOWN },
  };
  MEVENT event;

  if (getmouse (&event) != OK)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (event.bstate & types[i].state)
      {
        self->mouse = (TuiMouse){ types[i].type, event.y, event.x };
        return TRUE;
      }
  return FALSE;
}

TuiMouse
tui_term_mouse (TuiTerm *self)
{
  return self->mouse;
}

void
tui_term_set_mouse (TuiTerm *self, gboolean on)
{
  mouseinterval (0); /* two clicks are two clicks */
  mousemask (on ? BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

TuiKey
tui_term_next_key (TuiTerm *self)
{
  wint_t character;
  int what;

  while ((what = get_wch (&character)) != ERR)
    {
      TuiKey key;

      if (what == OK && is_of_answer (self, character))
        continue;
      if (what == KEY_CODE_YES && character == KEY_MOUSE)
        {
          if (read_mouse (self))
            return TUI_KEY_MOUSE;
          continue;
        }
      key = what == KEY_CODE_YES ? key_from_code (character) : key_from_character (character);
      if (key != TUI_KEY_NONE)
        return key;
    }
  return TUI_KEY_NONE;
}

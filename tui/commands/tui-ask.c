/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-ask"

#include "config.h"

#include "tui/commands/tui-ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "shared/base/m77-text.h"

gboolean
tui_ask_can (const TuiContext *self)
{
  return !self->no_input && isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

char *
tui_ask_line (const char *question)
{
  g_autofree char *safe = m77_text_safe_line (question, -1);
  char *line = NULL;
  size_t room = 0;
  g_autofree char *answer = NULL;

  fprintf (stderr, "%s ", safe);
  if (getline (&line, &room, stdin) >= 0)
    answer = g_strdup (line);
  free (line);
  if (answer != NULL)
    g_strchomp (answer);

  return g_steal_pointer (&answer);
}

char *
tui_ask_hidden (const char *question)
{
  struct termios before, hidden;
  gboolean can_hide = tcgetattr (STDIN_FILENO, &before) == 0;
  char *answer;

  if (can_hide)
    {
      hidden = before;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  answer = tui_ask_line (question);
  if (can_hide)
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fputc ('\n', stderr);

  return answer;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-complete"

#include "config.h"

#include <string.h>

#include "tui/complete/tui-complete.h"

/* A backslash in double quotes stands for itself but before these (POSIX 2.2.3). */
static gboolean
is_escape (char quote, const char *at)
{
  if (*at != '\\' || at[1] == '\0' || quote == '\'')
    return FALSE;
  return quote == '\0' || strchr ("$`\"\\\n", at[1]) != NULL;
}

GStrv
tui_complete_split (const char *line)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean inside = FALSE; /* a word has begun, be it an empty one */
  char quote = '\0';

  for (const char *at = line; *at != '\0'; at++)
    {
      if (quote == '\0' && g_ascii_isspace (*at))
        {
          if (inside)
            g_strv_builder_add (words, word->str);
          g_string_truncate (word, 0);
          inside = FALSE;
          continue;
        }
      inside = TRUE;
      if (quote != '\0' ? *at == quote : *at == '\'' || *at == '"')
        quote = quote != '\0' ? '\0' : *at;
      else if (is_escape (quote, at))
        g_string_append_c (word, *++at);
      else
        g_string_append_c (word, *at);
    }
  g_strv_builder_add (words, word->str);
  return g_strv_builder_end (words);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-complete"

#include "config.h"

#include "tui/complete/tui-complete-grammar.h"

#include <string.h>

#define BETWEEN_WAYS " | "
#define AND_SO_ON    "…"

static GStrv
split_ways (const TuiCommand *command)
{
  g_autofree char *bare = g_strdup (command->synopsis);
  gsize length = strlen (bare);

  if (strstr (bare, BETWEEN_WAYS) == NULL)
    return NULL;
  if (*bare == '[' && bare[length - 1] == ']')
    {
      bare[length - 1] = '\0';
      memmove (bare, bare + 1, length - 1);
    }
  return g_strsplit (bare, BETWEEN_WAYS, -1);
}

static char *
first_word (const char *way)
{
  return g_strndup (way, strcspn (way, " "));
}

/* A word of small letters is the command's own; those in capitals stand for others. */
static gboolean
is_literal (const char *place)
{
  return g_ascii_islower (*place);
}

void
tui_grammar_ways (const TuiCommand *command, GFunc way, gpointer data)
{
  g_auto (GStrv) ways = split_ways (command);

  if (ways == NULL && is_literal (command->synopsis))
    {
      g_autofree char *word = first_word (command->synopsis);

      way (word, data);
    }
  for (guint i = 0; ways != NULL && ways[i] != NULL; i++)
    {
      g_autofree char *word = first_word (ways[i]);

      way (word, data);
    }
}

/* The n-th place of "KIND [FILTER] [--sort F]"; options and what they take are none. */
static char *
find_place (const char *way, guint n, gboolean many)
{
  g_auto (GStrv) parts = g_strsplit (way, " ", -1);
  guint at = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = parts[i] + (parts[i][0] == '[');
      gboolean goes_on = strstr (part, AND_SO_ON) != NULL;

      if (g_str_has_prefix (part, "--"))
        {
          /* A flag ends its bracket itself; else its value is the next part. */
          if (strchr (part, ']') == NULL && parts[i + 1] != NULL)
            i++;
          continue;
        }
      if (many && g_str_has_prefix (part, "ID"))
        continue;
      if (at++ == n || goes_on)
        return g_strndup (part, goes_on ? strcspn (part, AND_SO_ON) : strcspn (part, "]"));
    }
  return NULL;
}

char *
tui_grammar_place (const TuiCommand *command, const char *const *words, guint n, gboolean many)
{
  g_auto (GStrv) ways = split_ways (command);

  if (ways == NULL)
    return find_place (command->synopsis, n, many);
  for (guint i = 0; n > 0 && ways[i] != NULL; i++)
    {
      g_autofree char *word = first_word (ways[i]);

      if (g_str_equal (word, words[0]))
        return find_place (ways[i], n, many);
    }
  return NULL;
}

/* "to=@NAME" as far as its sign, another word whole. */
static gboolean
fits_literal (const char *word, const char *place)
{
  const char *equals = strchr (place, '=');

  if (!is_literal (place))
    return FALSE;
  return equals != NULL ? strncmp (word, place, (gsize) (equals + 1 - place)) == 0
                        : g_str_equal (word, place);
}

typedef struct
{
  const char *word;
  gboolean found;
} Sought;

static void
compare_way (gpointer way, gpointer data)
{
  Sought *sought = data;

  sought->found = sought->found || g_str_equal (way, sought->word);
}

gboolean
tui_grammar_is_own (const TuiCommand *command, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *place = tui_grammar_place (command, words, i, FALSE);
      Sought sought = { .word = words[i] };

      if (i == 0)
        tui_grammar_ways (command, compare_way, &sought);
      if (sought.found || g_str_has_prefix (words[i], "--") ||
          (place != NULL && fits_literal (words[i], place)))
        return TRUE;
    }
  return FALSE;
}

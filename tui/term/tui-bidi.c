/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-bidi.h"

#include <string.h>

typedef enum
{
  LEFT,      /* a letter, or anything that is no other */
  RIGHT,     /* a letter */
  NUMBER,    /* a digit */
  SEPARATOR, /* of two digits it is a part of their number */
  SIGN,      /* beside a digit likewise */
  NEUTRAL
} Class;

typedef struct
{
  const char *text;
  gsize length;
  gunichar first;
  Class class;
  guint level;
} Cluster;

static gboolean
is_right (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff && !(c >= 0x0660 && c <= 0x0669) &&
          !(c >= 0x06f0 && c <= 0x06f9)) ||
         (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
         (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

static Class
class_of (gunichar c)
{
  if (is_right (c))
    return RIGHT;
  if (g_unichar_isdigit (c))
    return NUMBER;
  if (c == '.' || c == ',' || c == ':' || c == '/' || c == 0xa0)
    return SEPARATOR;
  if (c == '+' || c == '-' || c == '%' || c == '#' ||
      g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL)
    return SIGN;
  return g_unichar_isalpha (c) ? LEFT : NEUTRAL;
}

static GArray *
split_clusters (const char *safe)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (Cluster));

  while (*safe != '\0')
    {
      const char *end = g_utf8_next_char (safe);
      gunichar first = g_utf8_get_char (safe);
      Cluster cluster;

      while (*end != '\0' && g_unichar_iszerowidth (g_utf8_get_char (end)))
        end = g_utf8_next_char (end);
      cluster = (Cluster){ safe, (gsize) (end - safe), first, class_of (first), 0 };
      g_array_append_val (clusters, cluster);
      safe = end;
    }
  return clusters;
}

/* Signs and separators become part of the number they belong to, else they are neutral (W4 to W6);
 * a number among letters from left to right is one of them (W7). */
static void
resolve_numbers (Cluster *all, guint n, Class base)
{
  Class strong = base;

  for (guint i = 0; i < n; i++)
    if (all[i].class == SEPARATOR)
      all[i].class = i > 0 && i + 1 < n && all[i - 1].class == NUMBER && all[i + 1].class == NUMBER
                         ? NUMBER
                         : NEUTRAL;
  for (guint i = 0; i < n; i++)
    if (all[i].class == SIGN && i > 0 && all[i - 1].class == NUMBER)
      all[i].class = NUMBER;
  for (guint i = n; i > 0; i--)
    if (all[i - 1].class == SIGN)
      all[i - 1].class = i < n && all[i].class == NUMBER ? NUMBER : NEUTRAL;
  for (guint i = 0; i < n; i++)
    if (all[i].class == LEFT || all[i].class == RIGHT)
      strong = all[i].class;
    else if (all[i].class == NUMBER && strong == LEFT)
      all[i].class = LEFT;
}

/* What is between two of one direction has it, else that of the whole (N1, N2); a number counts as
 * from right to left here. */
static void
resolve_neutrals (Cluster *all, guint n, Class base)
{
  for (guint i = 0; i < n; i++)
    {
      guint end = i;
      Class before = i == 0 ? base : all[i - 1].class == LEFT ? LEFT : RIGHT;
      Class after;

      if (all[i].class != NEUTRAL)
        continue;
      while (end < n && all[end].class == NEUTRAL)
        end++;
      after = end == n ? base : all[end].class == LEFT ? LEFT : RIGHT;
      for (; i < end; i++)
        all[i].class = before == after ? before : base;
      i--;
    }
}

static void
reverse (Cluster *all, guint from, guint to)
{
  for (; from + 1 < to; from++, to--)
    {
      Cluster kept = all[from];

      all[from] = all[to - 1];
      all[to - 1] = kept;
    }
}

/* From the highest level down, what is at that level or above is turned round (L2). */
static void
reorder (Cluster *all, guint n)
{
  for (guint level = 2; level > 0; level--)
    for (guint i = 0; i < n; i++)
      {
        guint end = i;

        while (end < n && all[end].level >= level)
          end++;
        reverse (all, i, end);
        i = MAX (i, end);
      }
}

static void
append_cluster (GString *out, const Cluster *cluster)
{
  gunichar mirrored = cluster->first;

  if (cluster->level % 2 == 1 && g_unichar_get_mirror_char (cluster->first, &mirrored))
    g_string_append_unichar (out, mirrored);
  else
    g_string_append_len (out, cluster->text, (gssize) cluster->length);
}

static gboolean
has_right (const char *safe)
{
  for (; *safe != '\0'; safe = g_utf8_next_char (safe))
    if ((guchar) *safe >= 0xd6 && is_right (g_utf8_get_char (safe)))
      return TRUE;
  return FALSE;
}

char *
tui_bidi_visual (const char *safe)
{
  g_autoptr (GArray) clusters = NULL;
  GString *out;
  Cluster *all;
  Class base = LEFT;
  guint n;

  if (!has_right (safe))
    return NULL;
  clusters = split_clusters (safe);
  all = (Cluster *) (gpointer) clusters->data;
  n = clusters->len;
  for (guint i = 0; i < n; i++)
    if (all[i].class == LEFT || all[i].class == RIGHT)
      {
        base = all[i].class;
        break;
      }
  resolve_numbers (all, n, base);
  resolve_neutrals (all, n, base);
  for (guint i = 0; i < n; i++)
    all[i].level = all[i].class == RIGHT ? 1 : all[i].class == NUMBER || base == RIGHT ? 2 : 0;
  reorder (all, n);
  out = g_string_sized_new (strlen (safe));
  for (guint i = 0; i < n; i++)
    append_cluster (out, &all[i]);
  return g_string_free (out, FALSE);
}

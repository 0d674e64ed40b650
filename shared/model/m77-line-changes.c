/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-line-changes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/model/m77-word-diff.h"

static void
change_clear (gpointer data)
{
  g_free (((M77LineChange *) data)->text);
}

static void
add (GArray *changes, M77SpanMark mark, char *text)
{
  M77LineChange change = { .mark = mark, .text = text };

  g_array_append_val (changes, change);
}

/* The lines of a stretch; a last newline ends the last line and begins none. */
static GPtrArray *
lines_of (const char *text, gsize length)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const char *end = text + length;

  while (text < end)
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));
      const char *stop = newline != NULL ? newline : end;

      g_ptr_array_add (lines, g_strndup (text, (gsize) (stop - text)));
      text = newline != NULL ? newline + 1 : end;
    }
  return lines;
}

static void
add_same (GArray *changes, GPtrArray *lines, guint context, gboolean is_first, gboolean is_last)
{
  guint head = is_first ? 0 : context, tail = is_last ? 0 : context;

  for (guint i = 0; i < lines->len; i++)
    {
      /* One line left out is told by as much as it takes to show it. */
      if (lines->len > head + tail + 1 && i == head)
        {
          guint out = lines->len - head - tail;

          add (changes,
               M77_SPAN_ASIDE,
               g_strdup_printf (ngettext ("%u line alike", "%u lines alike", out), out));
          i += out;
          if (i >= lines->len)
            return;
        }
      add (changes, M77_SPAN_SAME, g_steal_pointer (&lines->pdata[i]));
    }
}

GArray *
m77_line_changes (const char *before, const char *after, guint context)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (M77LineChange));
  const char *old = before != NULL ? before : "", *new = after != NULL ? after : "";
  g_autoptr (GArray) stretches = m77_line_diff (old, new);

  g_array_set_clear_func (changes, change_clear);
  for (guint i = 0; i < stretches->len; i++)
    {
      const M77Stretch *stretch = &g_array_index (stretches, M77Stretch, i);
      const char *text = stretch->change == M77_STRETCH_GONE ? old : new;
      g_autoptr (GPtrArray) lines = lines_of (text + stretch->start, stretch->length);

      if (stretch->change == M77_STRETCH_SAME)
        add_same (changes, lines, context, i == 0, i + 1 == stretches->len);
      for (guint l = 0; stretch->change != M77_STRETCH_SAME && l < lines->len; l++)
        add (changes,
             stretch->change == M77_STRETCH_GONE ? M77_SPAN_GONE : M77_SPAN_NEW,
             g_steal_pointer (&lines->pdata[l]));
    }
  return changes;
}

void
m77_line_changes_count (const GArray *changes, guint *gone, guint *new_ones)
{
  *gone = *new_ones = 0;
  for (guint i = 0; i < changes->len; i++)
    {
      M77SpanMark mark = g_array_index (changes, M77LineChange, i).mark;

      *gone += mark == M77_SPAN_GONE ? 1 : 0;
      *new_ones += mark == M77_SPAN_NEW ? 1 : 0;
    }
}

char *
m77_line_changes_words (const GArray *changes)
{
  guint gone, new_ones;
  g_autofree char *out = NULL;
  g_autofree char *in = NULL;

  m77_line_changes_count (changes, &gone, &new_ones);
  if (gone == 0 && new_ones == 0)
    return g_strdup (_ ("nothing differs"));
  out = g_strdup_printf (ngettext ("%u line taken out", "%u lines taken out", gone), gone);
  in = g_strdup_printf (ngettext ("%u put in", "%u put in", new_ones), new_ones);
  return g_strdup_printf ("%s, %s", out, in);
}

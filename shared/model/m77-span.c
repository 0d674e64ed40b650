/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-span"

#include "config.h"

#include "shared/model/m77-span.h"

#include "shared/model/m77-word-diff.h"

#define LONG 160 /* bytes of a stretch that may be told briefly */
#define EDGE 48  /* bytes of it told at each end */

static void
clear_span (gpointer span)
{
  g_free (((M77Span *) span)->text);
}

GArray *
m77_spans_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (M77Span));

  g_array_set_clear_func (self, clear_span);
  return self;
}

void
m77_spans_add (GArray *self, M77SpanMark mark, const char *text)
{
  M77Span span = { mark, g_strdup (text) };

  if (text != NULL)
    g_array_append_val (self, span);
}

/* So many bytes or less from the start (or end) of a text, whole words. */
static gsize
find_edge (const char *text, gsize length, gboolean at_end)
{
  gsize at = at_end ? length - EDGE : EDGE;

  while (at > 0 && at < length && text[at] != ' ' && text[at] != '\n')
    at += at_end ? 1 : (gsize) -1;
  /* One long word: at least no character is cut. */
  if (at == 0 || at == length)
    for (at = at_end ? length - EDGE : EDGE; at < length && (text[at] & 0xc0) == 0x80;)
      at++;
  return at;
}

/* What is the same and long: its beginning behind a change, its end before one. */
static void
add_brief (GArray *self, const char *text, gsize length, gboolean behind, gboolean before)
{
  gsize head = behind || !before ? find_edge (text, length, FALSE) : 0;
  gsize tail = before ? find_edge (text, length, TRUE) : length;
  g_autofree char *first = g_strndup (text, head);
  g_autofree char *last = g_strndup (text + tail, length - tail);

  if (*first != '\0')
    m77_spans_add (self, M77_SPAN_SAME, first);
  m77_spans_add (self, M77_SPAN_ASIDE, " … ");
  if (*last != '\0')
    m77_spans_add (self, M77_SPAN_SAME, last);
}

void
m77_spans_add_diff (GArray *self, const char *before, const char *after, gboolean brief)
{
  g_autoptr (GArray) stretches = m77_word_diff (before, after);

  for (guint i = 0; i < stretches->len; i++)
    {
      const M77Stretch *s = &g_array_index (stretches, M77Stretch, i);
      const char *from = s->change == M77_STRETCH_GONE ? before : after;
      g_autofree char *text = g_strndup (from + s->start, s->length);

      if (s->change == M77_STRETCH_SAME && brief && s->length > LONG)
        add_brief (self, text, s->length, i > 0, i + 1 < stretches->len);
      else if (s->change == M77_STRETCH_SAME)
        m77_spans_add (self, M77_SPAN_SAME, text);
      else if (s->change == M77_STRETCH_GONE)
        m77_spans_add (self, M77_SPAN_GONE, text);
      else
        m77_spans_add (self, M77_SPAN_NEW, text);
    }
}

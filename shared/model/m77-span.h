/* m77-span.h: running text in stretches, each with what it is in a comparison
 *
 * What a difference is told with by any front end; how each stretch looks is the front end's. Texts
 * are as they came: whoever shows them makes them safe for where they go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  M77_SPAN_SAME,
  M77_SPAN_GONE,
  M77_SPAN_NEW,
  M77_SPAN_VALUE, /* all that one side says */
  M77_SPAN_ASIDE  /* said about the text: "(3 lines alike)" */
} M77SpanMark;

typedef struct
{
  M77SpanMark mark;
  char *text;
} M77Span;

/* Of M77Span. Free with g_array_unref. */
GArray *m77_spans_new (void);
/* text NULL: nothing is added. */
void m77_spans_add (GArray *self, M77SpanMark mark, const char *text);
/* after as it differs from before, by word. brief: of long stretches that are the same only what is
 * next to a change. */
void m77_spans_add_diff (GArray *self, const char *before, const char *after, gboolean brief);

G_END_DECLS

/* m77-marks.h: which records a person marked
 *
 * By id, whatever the list does: rows that scroll away, move or are read again stay marked. Or
 * all that a filter finds, with how many those were when they were marked and a few left out:
 * what is done to them then says that number, and is refused where it is another (EditMany,
 * ActMany).
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define M77_MARKS_MOST   10000 /* records of one change: the agent takes no more */
#define M77_MARKS_EXCEPT 64    /* left out of all; they stand in the filter */

typedef struct _M77Marks M77Marks;

M77Marks *m77_marks_new (void);
void m77_marks_free (M77Marks *self);

gboolean m77_marks_has (const M77Marks *self, const char *id);
/* 0: nothing is marked. */
guint m77_marks_count (const M77Marks *self);
void m77_marks_clear (M77Marks *self);
/* FALSE: there are as many as there may be. */
gboolean m77_marks_toggle (M77Marks *self, const char *id);
gboolean m77_marks_add (M77Marks *self, const char *id);
/* Gone, or done. */
void m77_marks_remove (M77Marks *self, const char *id);

/* All that the filter finds now, so many. */
void m77_marks_set_all (M77Marks *self, const char *filter, guint count);
gboolean m77_marks_is_all (const M77Marks *self);
/* Of all: the filter without those left out. Free with g_free. */
char *m77_marks_filter (const M77Marks *self);
/* Of marked ones: their ids, in a stable order; NULL-terminated. */
char **m77_marks_ids (const M77Marks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Marks, m77_marks_free)

G_END_DECLS

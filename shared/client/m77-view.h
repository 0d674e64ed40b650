/* m77-view.h: how a list is shown: what of it, in which order, by which columns
 *
 * A view is a plain value that a front end keeps for each list it shows, and what a person saves
 * under a name: kind, filter, sort, group, columns with their widths, preview. As JSON it is the
 * same in the file of saved views and in one that is passed on (docs/console.md); members this
 * version does not know are kept and written again, and so are fields it does not know.
 *
 * A column is named by its field, never by its place, so that a kind with new fields shuffles
 * nothing; a view without a sort has its kind's.
 *
 * Main thread, or any one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define M77_VIEW_COLUMNS_MOST 64
#define M77_VIEW_WIDTH_MOST   500
#define M77_VIEW_NAME_MOST    64 /* characters */

typedef struct
{
  char *field;
  guint width; /* cells; 0: as wide as what stands in it */
} M77ViewColumn;

typedef struct
{
  char *name; /* NULL: not saved */
  char *kind;
  char *filter;    /* "": everything */
  char *sort;      /* NULL: the kind's */
  char *group;     /* a field; NULL: not grouped */
  GArray *columns; /* M77ViewColumn; NULL: the kind's */
  gboolean preview;
  char *rest; /* JSON object of members of a later version; NULL: none */
} M77View;

M77View *m77_view_new (const char *kind);
M77View *m77_view_copy (const M77View *self);
void m77_view_free (M77View *self);
/* Shows the same in the same way; names aside. */
gboolean m77_view_equal (const M77View *a, const M77View *b);

void m77_view_set_filter (M77View *self, const char *filter);
void m77_view_set_sort (M77View *self, const char *sort);   /* NULL: the kind's */
void m77_view_set_group (M77View *self, const char *group); /* NULL: none */
/* One word or several, without control characters; M77_ERROR_INVALID. */
gboolean m77_view_set_name (M77View *self, const char *name, GError **error);

M77Json *m77_view_to_json (const M77View *self, M77JsonPool *pool);
/* M77_ERROR_INVALID: what is wrong with it, and where. */
M77View *m77_view_from_json (const M77Json *json, GError **error);
/* One view as a file of its own. */
char *m77_view_write (const M77View *self);
M77View *m77_view_read (const char *text, GError **error);
/* Whether this version can show it: kind, filter, sort, group. M77_ERROR_UNKNOWN_KIND, _BAD_FILTER,
 * _INVALID. */
gboolean m77_view_check (const M77View *self, GError **error);

/* The columns as they are to be shown (element M77ViewColumn): the view's, of the fields that the
 * kind has, else the kind's own with the title last: a terminal that measures it otherwise harms
 * nothing behind it. */
GArray *m77_view_shown_columns (const M77View *self, const M77Kind *kind);
/* From here on the view has columns of its own: those it shows. */
void m77_view_own_columns (M77View *self, const M77Kind *kind);
/* -1: it has no such column. */
int m77_view_find_column (const M77View *self, const char *field);
/* Put in after the others, or taken out; the last one stays. */
void m77_view_toggle_column (M77View *self, const char *field);
/* by −1 or 1. FALSE: it is at the end. */
gboolean m77_view_move_column (M77View *self, const char *field, int by);
void m77_view_set_width (M77View *self, const char *field, guint width);
/* Every column as wide as what stands in it. */
void m77_view_reset_widths (M77View *self);

/* ---- Sorts: "severity,-started_at" ---- */

/* 1: up, −1: down, 0: not among them; *place (may be NULL): 0 for the first key. */
int m77_sort_direction (const char *sort, const char *field, guint *place);
/* The sort after a person chose a field: by it alone, times newest first; the first key turns
 * round. add: after the keys there are; one that is among them turns round. Free with g_free. */
char *m77_sort_choose (const char *sort, const M77Field *field, gboolean add);
/* Without that key; "" where it was the only one. Free with g_free. */
char *m77_sort_without (const char *sort, const char *field);
/* Whether rows can be sorted, grouped by it. */
gboolean m77_field_sorts (const M77Field *field);
gboolean m77_field_groups (const M77Field *field);
/* The field whose values are counted in each group: severity where there is one, else the state;
 * NULL: none, or it is the one grouped by. */
const M77Field *m77_group_counted (const M77Kind *kind, const char *group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77View, m77_view_free)

G_END_DECLS

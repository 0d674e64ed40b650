/* tui-detail-private.h: a record's screen, for the files that make it: tui-detail.c asks for it and
 * takes its keys, tui-detail-draw.c draws it, tui-detail-open.c does what Enter does to a line
 *
 * A kind may have a view of its own: what stands over the page, what is on it, its own keys' lines.
 * From 110 columns the links are a pane beside it.
 *
 * The page is built anew only when something of it changed: the record, the width, the minute, the
 * zone, what is folded (TuiDetail.built).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-links.h"
#include "tui/screens/tui-question.h"
#include "tui/screens/tui-sections.h"

G_BEGIN_DECLS

#define TUI_DETAIL_WIDE 110 /* columns from which the links are a pane */

typedef struct _TuiDetail TuiDetail;

/* What a kind of its own adds; any but class and add may be NULL. */
typedef struct _TuiDetailView
{
  const TuiScreenClass *class;
  /* Rows that stand still over the page; returns how many it took. */
  int (*head) (TuiDetail *self, TuiCanvas *canvas, const TuiRect *area);
  void (*add) (TuiDetail *self);      /* the page's lines, in place of all fields */
  void (*add_side) (TuiDetail *self); /* lines over the links */
  void (*known) (TuiDetail *self);    /* the record, or what it is linked with, is here or new */
  gboolean (*open) (TuiDetail *self, const char *id); /* Enter on a line; TRUE: done */
  gboolean (*space) (TuiDetail *self, const char *id);
  guint (*stamp) (TuiDetail *self); /* of what the page is made beside the record */
  void (*drawn) (TuiDetail *self);  /* built, about to be drawn */
} TuiDetailView;

struct _TuiDetail
{
  TuiScreen base;
  const TuiDetailView *view;
  char *kind_name, *key;
  M77JsonPool *pool;
  M77JsonPool *before; /* what the page was built of, until it is built anew; NULL: of pool */
  const M77Json *row;  /* NULL: not here yet */
  gboolean stale;      /* it changed while it was not on top */
  TuiRecord record;
  TuiPage page;
  TuiSections sections;
  TuiPage side; /* the pane of links */
  TuiSections side_sections;
  gboolean is_wide, on_side; /* the pane is there; it has the focus */
  TuiLinks links;
  GPtrArray *raw;  /* char *: the lines of its JSON; NULL: it is shown as sections */
  guint changes;   /* counted: of the record and of what is folded */
  gboolean second; /* the cursor is on the second field of its line */
  gulong changed_handler;
  TuiQuestion question;
  gboolean may_be_word; /* the key is what a person typed, and may be none */
  gpointer own;         /* of the view */
};

void tui_detail_draw (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area);
/* What stands beside the record and is not its state, told plainly: lines of the page. */
void tui_detail_add_pending (TuiDetail *self);
/* Likewise without the action that is under way. */
void tui_detail_add_state (TuiDetail *self);
/* What was folded or unfolded, or shown another way. */
void tui_detail_touch (TuiDetail *self);
void tui_detail_open_here (TuiScreen *screen);
void tui_detail_space (TuiDetail *self);
/* The views share what a record's screen does. */
gboolean tui_detail_key (TuiScreen *screen, TuiKey key);
gboolean tui_detail_target (TuiScreen *screen, TuiRecord *record);
char *tui_detail_crumb (TuiScreen *screen);
/* On top again: asks for what changed meanwhile. */
void tui_detail_shown (TuiScreen *screen);
void tui_detail_ask (TuiScreen *screen);
gboolean tui_detail_busy (TuiScreen *screen);
void tui_detail_free (TuiScreen *screen);

G_END_DECLS

/* tui-detail-private.h: a record's screen, for the files that make it: tui-detail.c asks for it and
 * takes its keys, tui-detail-draw.c draws it
 *
 * The page is built anew only when something of it changed: the record, the width, the minute, the
 * zone, what is folded (TuiDetail.built).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-question.h"
#include "tui/screens/tui-sections.h"

G_BEGIN_DECLS

typedef struct
{
  TuiScreen base;
  char *kind_name, *key;
  M77JsonPool *pool;
  M77JsonPool *before; /* what the page was built of, until it is built anew; NULL: of pool */
  const M77Json *row;  /* NULL: not here yet */
  TuiRecord record;
  TuiPage page;
  TuiSections sections;
  GPtrArray *raw;  /* char *: the lines of its JSON; NULL: it is shown as sections */
  guint changes;   /* counted: of the record and of what is folded */
  gboolean second; /* the cursor is on the second field of its line */
  gulong changed_handler;
  TuiQuestion question;
  gboolean may_be_word; /* the key is what a person typed, and may be none */
} TuiDetail;

void tui_detail_draw (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area);

G_END_DECLS

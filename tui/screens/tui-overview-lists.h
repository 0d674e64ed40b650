/* tui-overview-lists.h: what the overview looks at, and its sections as lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"
#include "tui/screens/tui-readiness.h"
#include "tui/widgets/tui-page.h"

G_BEGIN_DECLS

typedef enum
{
  TUI_LIST_INCIDENTS,
  TUI_LIST_DEPLOYMENTS,
  TUI_LIST_FLAGS,
  TUI_LIST_FREEZES,
  TUI_LIST_SLOS,
  TUI_LIST_CONNECTORS,
  TUI_LIST_DEAD, /* deliveries */
  TUI_LIST_SILENCES,
  TUI_LIST_HANDOVERS, /* offered to this person */
  TUI_N_LISTS
} TuiOverviewList;

typedef enum
{
  TUI_SECTION_NEEDS,
  TUI_SECTION_INCIDENTS,
  TUI_SECTION_ALERTS,
  TUI_SECTION_CHANGES,
  TUI_SECTION_HEALTH,
  TUI_N_SECTIONS
} TuiSection;

typedef struct
{
  TuiApp *app;
  GListModel *models[TUI_N_LISTS];
  gint64 asked_at;
  const TuiReadiness *ready; /* may be NULL */
} TuiOverviewLists;

void tui_overview_lists_init (TuiOverviewLists *self, TuiApp *app);
void tui_overview_lists_clear (TuiOverviewLists *self);
gboolean tui_overview_lists_are_loading (const TuiOverviewLists *self);

/* How many a list finds, and how many of these are looked at. */
guint tui_overview_lists_size (const TuiOverviewLists *self, TuiOverviewList list);
guint tui_overview_lists_seen (const TuiOverviewLists *self, TuiOverviewList list);
/* FALSE while the row is not here. It lives on in its list, and with it what the record borrows. */
gboolean tui_overview_lists_get (const TuiOverviewLists *self,
                                 TuiOverviewList list,
                                 guint position,
                                 TuiRecord *record);

/* All lines of a section (none: it is empty), on a page of its own. */
void tui_overview_lists_add (const TuiOverviewLists *self,
                             TuiSection section,
                             TuiPage *page,
                             int cols);
/* Its heading, over so many lines of which some are left out. */
void tui_overview_lists_head (const TuiOverviewLists *self,
                              TuiSection section,
                              TuiLine *line,
                              guint lines,
                              guint left_out);
/* What an empty section says; NULL: nothing yet. Free with g_free. */
char *tui_overview_lists_none (const TuiOverviewLists *self);
/* The record of a line's id, in whichever list has it; it lives as long as the list. */
gboolean tui_overview_lists_find (const TuiOverviewLists *self, const char *id, TuiRecord *record);

G_END_DECLS

/* gui-review-view.h: an access review: decide on each, then sign
 *
 * Each item is kept, reduced or revoked, with why; a decision is stored at once, here, and Undo
 * takes it back. Nobody decides on themselves. What was not used for 90 days can be revoked
 * together. Signing wants every item decided, and is asked for as any action.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_REVIEW_VIEW (gui_review_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiReviewView, gui_review_view, GUI, REVIEW_VIEW, AdwBin)

/* Who looks at it; NULL: whoever the sight's client is (tests). */
void gui_review_view_set_member (GuiReviewView *self, const char *handle);

G_END_DECLS

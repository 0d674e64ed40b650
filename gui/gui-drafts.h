/* gui-drafts.h: the drafts of a window's profile
 *
 * One keeper for each client, for as long as the program runs: what was typed last is written
 * before it ends.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-drafts.h"

G_BEGIN_DECLS

/* NULL: no program that could keep them, or no client. */
M77Drafts *gui_drafts_of (M77Client *client);

G_END_DECLS

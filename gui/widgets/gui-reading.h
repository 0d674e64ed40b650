/* gui-reading.h: a column to read in
 *
 * Scrolls up and down, never sideways, and is no wider than a line that one reads with ease.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The scrolled window around a widget. */
GtkWidget *gui_reading_new (GtkWidget *child);

G_END_DECLS

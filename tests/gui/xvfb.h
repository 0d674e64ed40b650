/* xvfb.h: an X server of the test's own, on a number it finds free
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sets DISPLAY and what keeps GTK to X11 and plain drawing in this process's environment, for it
 * and what it starts; FALSE where Xvfb is not installed, having said so. */
gboolean xvfb_start (void);
void xvfb_stop (void);

G_END_DECLS

/* key-storm.h: any bytes as what a person might do to a console, as fast as it goes
 *
 * Keys, text, pastes, hostile characters and sizes, on a console without agent or terminal
 * (screen-fixture.h). After each, what must always hold is checked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A console from its start; ascii, its size and its state are by the bytes too. Returns the events
 * that there were. */
gsize key_storm_run (const guint8 *bytes, gsize size);

G_END_DECLS

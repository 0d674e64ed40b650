/* gui-import.h: a file dropped on a window, made a record
 *
 * What m77-import.h takes: asked about first, then stored here as any other record and shown. The
 * window tells what came of it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

void gui_import_open (GtkWidget *window, M77Client *client, GFile *file);

G_END_DECLS

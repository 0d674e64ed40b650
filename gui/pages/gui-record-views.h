/* gui-record-views.h: which views a record's page has
 *
 * A kind that has a view made by hand has it first, by one line in the table; then those of any
 * kind. A view is made when it is first looked at.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  const char *kind; /* NULL: of any */
  const char *name, *title;
  GType (*type) (void); /* a GtkWidget that is a GuiRecordView */
} GuiRecordTab;

/* Those of a kind, in order: element const GuiRecordTab. Free with g_ptr_array_unref. */
GPtrArray *gui_record_tabs (const M77Kind *kind);

G_END_DECLS

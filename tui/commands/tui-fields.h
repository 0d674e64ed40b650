/* tui-fields.h: FIELD=VALUE as typed on a command line
 *
 *   F=VALUE   as people type it in a form: "30m", "in 2h", "a,b", an enum's name
 *   F=        clears
 *   F=@FILE   the file's text, byte for byte (- is stdin); @@ stands for an @ itself. Fields that
 *             hold people take @jana as a handle
 *   F+=V F-=V adds to and takes from a set or map; += adds an entry to a log
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

/* The words from `first` on; *patch and *elements are NULL where there is nothing for them.
 * kind NULL: one this version does not know, whose values are JSON or else text. */
gboolean tui_fields_read (TuiContext *self,
                          const M77Kind *kind,
                          guint first,
                          M77Json **patch,
                          M77Json **elements,
                          GError **error);

/* One value, as it stands behind F=; field NULL: JSON or else text. NULL on error. */
M77Json *tui_fields_read_value (TuiContext *self,
                                const M77Field *field,
                                const char *text,
                                GError **error);

/* ARG=VALUE of an action, as a JSON object. */
M77Json *tui_arguments_read (TuiContext *self,
                             const M77Action *action,
                             guint first,
                             GError **error);

G_END_DECLS

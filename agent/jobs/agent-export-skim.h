/* agent-export-skim.h: a few members of a document, without parsing the rest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* text: a JSON object known to be valid, as the cache keeps them. Appends to `out` an object of
 * those of its members that `names` (NULL-terminated) tells, as they are. FALSE: it cannot be
 * said without parsing (a name with an escape, or no object); `out` is then of no use. */
gboolean agent_export_skim (const char *text, const char *const *names, GString *out);
/* Of what that made: the text that is its only member's, as it stands in the JSON; NULL where it
 * needs to be parsed. Ends it there. */
const char *agent_export_skim_plain (GString *object, const char *name);

G_END_DECLS

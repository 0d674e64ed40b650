/* sim-writing.h: what people write into fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/sim/sim-world.h"

G_BEGIN_DECLS

/* One or two fields of the record changed, in every way there is. *patch and *elements: JSON
 * text or NULL. */
void sim_writing_edit (SimAgent *agent,
                       const char *kind,
                       const char *doc,
                       char **patch,
                       char **elements);
/* A new record; name: which of a few. */
char *sim_writing_doc (SimAgent *agent, const char *kind, guint name);

G_END_DECLS

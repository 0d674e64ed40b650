/* sim-rules.h: what a change may do to a record, by the words of the design
 *
 * docs/merge.md told a second time, from the end: not how to merge, but whether what came
 * out can be right. before and after are the record's documents on the platform around the
 * change; saws are what the person had before them when they asked. Nothing of shared/model
 * is used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/sim/sim-log.h"

G_BEGIN_DECLS

/* Each answers NULL, or what is wrong in words (free with g_free). */
char *sim_rules_check_edit (const SimDeed *deed, const M77Json *before, const M77Json *after);
char *sim_rules_check_create (const SimDeed *deed, const M77Json *after);
char *sim_rules_check_delete (const SimDeed *deed, const M77Json *before);
char *sim_rules_check_act (const SimDeed *deed, const M77Json *before, const M77Json *after);
/* Of the platform itself. */
char *sim_rules_check_other (const char *kind, const M77Json *before, const M77Json *after);

G_END_DECLS

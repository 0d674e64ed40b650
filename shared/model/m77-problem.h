/* m77-problem.h: what a refusal looks like on the wire
 *
 * RFC 9457 problem objects, with a stable `code` from one list (the nicks of M77Error and
 * a few of the API's own). Clients switch on the code, never on prose; type is
 * "urn:m77:problem:CODE", title an English phrase for the code, detail the sentence for people.
 *
 * Pure functions, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

/* HTTP status of a code: 409 of "conflict", 422 of "validation-failed"; 400 if unknown. */
guint m77_problem_status (const char *code);
/* "Validation failed": of an unknown code the words of the code itself. Free with g_free. */
char *m77_problem_title (const char *code);

/* {"type","title","status","detail","code","errors","trace_id"}; the last two where given,
 * detail NULL: the title. */
void m77_problem_write (GString *out,
                        const char *code,
                        const char *detail,
                        const M77Json *errors,
                        const char *trace_id);

G_END_DECLS

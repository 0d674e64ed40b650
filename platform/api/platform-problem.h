/* platform-problem.h: refusals as answers (RFC 9457)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core-private.h"

G_BEGIN_DECLS

/* detail is a translated sentence; NULL: the title of the code. */
M77Answer *platform_problem (const PlatformCall *call, const char *code, const char *detail);
/* With errors[]: an array of {field, code, message}, or NULL. */
M77Answer *platform_problem_full (const PlatformCall *call,
                                  guint status,
                                  const char *code,
                                  const char *detail,
                                  const M77Json *errors);
/* What went wrong on our side, or with the text that was sent. */
M77Answer *platform_problem_error (const PlatformCall *call, const GError *error);

G_END_DECLS

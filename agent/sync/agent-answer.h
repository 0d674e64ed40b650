/* agent-answer.h: what an answer that is not a success means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-http.h"

G_BEGIN_DECLS

/* TRUE for 2xx with the content type expected. Else reads the problem (RFC 9457) and sets its
 * code: M77_ERROR_SIGN_IN of 401, _RATE_LIMITED of 429, _PLATFORM_UNREACHABLE of 5xx and of
 * anything that a proxy in between made up, _BAD_ANSWER of a success that is no such body.
 * *retry_after_s: what Retry-After says, 0: nothing. */
gboolean agent_answer_check (M77Answer *answer,
                             const char *content_type,
                             gint64 *retry_after_s,
                             GCancellable *cancellable,
                             GError **error);

/* Our clock minus the platform's, ms, by the Date header (whole seconds, so within one of
 * the truth); FALSE if it has none. */
gboolean agent_answer_skew (const M77Answer *answer, gint64 now, gint64 *skew_ms);

G_END_DECLS

/* platform-gzip.h: an answer, compressed on its way
 *
 * Wraps an answer in one whose chunks are gzip (RFC 1952), made as they are pulled, in
 * constant memory. The lightest level: a feed is compressed between other people's
 * requests, and on JSON the better levels cost three times the time for a fifth less.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-http.h"

G_BEGIN_DECLS

/* Whether an Accept-Encoding header (may be NULL) takes gzip: RFC 9110 §12.5.3. */
gboolean platform_gzip_accepted (const char *accept_encoding);

/* Takes plain. */
M77Answer *platform_gzip_answer (M77Answer *plain);

G_END_DECLS

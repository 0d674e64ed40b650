/* m77-import.h: a file from elsewhere as a record
 *
 * A dashboard as Grafana exports it (JSON with "panels", or with that under "dashboard", as its API
 * answers), and a runbook in Markdown: the title is its first heading, else the file's name. What
 * is in the file is kept as it is; nothing in it is done.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define M77_IMPORT_MOST (768 * 1024) /* bytes */

/* name: of the file, without its folder; text need not be UTF-8. The document is of the pool. NULL,
 * and the error says what was expected, where it is neither. */
M77Json *m77_import_file (M77JsonPool *pool,
                          const char *name,
                          const char *text,
                          gsize length,
                          const M77Kind **kind,
                          GError **error);

G_END_DECLS

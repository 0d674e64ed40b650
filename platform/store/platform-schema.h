/* platform-schema.h: the tables of platform.db, one step a version
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint platform_schema_version (void);
/* The SQL that leads from version `from` to the next. */
const char *platform_schema_step (guint from);

G_END_DECLS

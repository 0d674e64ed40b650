/* locale-fixture.h: a locale whose language is written from right to left
 *
 * he_IL.UTF-8, made by localedef in a directory of its own, which needs no right to write anywhere
 * else (Debian: the package locales has what it is made of).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FALSE: it cannot be made here, and the locale is as it was. */
gboolean locale_fixture_begin (void);
gboolean locale_fixture_is_on (void);
/* C.UTF-8 again; where it was not begun, nothing. */
void locale_fixture_end (void);

G_END_DECLS

/* tui-token.h: a token on its way from a person to the agent
 *
 * Typed without being shown, or read from standard input with --token-stdin; it is in no
 * argument, no environment and no message of the bus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-context.h"

G_BEGIN_DECLS

/* g_free. */
char *tui_token_read (TuiContext *self, GError **error);
/* ProfileAdd of this profile (JSON), the token in a pipe. Connected already. */
gboolean tui_token_send (TuiContext *self, const char *profile, const char *token, GError **error);

G_END_DECLS

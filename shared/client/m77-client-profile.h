/* m77-client-profile.h: giving the agent a profile and its token
 *
 * The token crosses in a pipe, so that it stands in no message; it is not kept here.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define M77_TOKEN_MOST 4096 /* bytes */

/* profile: the JSON of ProfileAdd; of a profile that is there already, its new token. */
void m77_client_add_profile_async (M77Client *self,
                                   const char *profile,
                                   const char *token,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
gboolean m77_client_add_profile_finish (M77Client *self, GAsyncResult *result, GError **error);

G_END_DECLS

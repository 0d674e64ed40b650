/* agent-token.h: the token of a profile: read once, kept where the person said
 *
 * With the secret service, or, only if the person asked for that, in a file of the profile's
 * directory that is 0600. A token is in no log, no error and on no bus; it comes through a
 * file descriptor.
 *
 * The secret service is asked asynchronously, on the main thread, and for seconds at most: one
 * that hangs is one that is not there. A locked keyring is not unlocked from here, but told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AGENT_TOKEN_MAX 8192 /* bytes */

/* Reads to the end, without the white space around. Gives up on a writer that is silent for
 * timeout_ms. M77_ERROR_INVALID: empty, too long or not printable. Blocks; any thread. */
char *agent_token_read (int fd, int timeout_ms, GError **error);
/* Overwrites it first. */
void agent_token_free (char *token);

/* Any thread. */
gboolean agent_token_file_save (const char *directory, const char *token, GError **error);
/* M77_ERROR_SIGN_IN: there is none. */
char *agent_token_file_load (const char *directory, GError **error);
void agent_token_file_forget (const char *directory);

/* uuid: of the profile. func is called once. Errors are M77_ERROR_NO_SECRET_SERVICE, and
 * M77_ERROR_SIGN_IN where the service has no such token. */
typedef void (*AgentTokenFunc) (const char *token, const GError *error, gpointer data);
void agent_token_secret_save (const char *uuid,
                              const char *label,
                              const char *token,
                              AgentTokenFunc func,
                              gpointer data);
void agent_token_secret_load (const char *uuid, AgentTokenFunc func, gpointer data);
/* One that is not there is forgotten, too. */
void agent_token_secret_forget (const char *uuid, AgentTokenFunc func, gpointer data);

G_END_DECLS

/* server-process.h: the platform's program, as a process, over loopback
 *
 * Its path is in M77_TEST_PLATFORM. It serves a tenant of the demo in a directory of its own, in
 * which the fixture is jana, an operator.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

typedef struct
{
  char *directory;
  GSubprocess *server;
  char *url; /* "http://127.0.0.1:40313" */
  char *token;
  SoupSession *session; /* decodes nothing by itself */
} Server;

void server_set_up (Server *self, gconstpointer data);
void server_tear_down (Server *self, gconstpointer data);
/* By that signal, which it takes as asked. */
void server_stop (Server *self, int signal);
char *server_make_token (Server *self, const char *member, const char *role);

/* path: below the tenant. */
SoupMessage *server_message_new (Server *self,
                                 const char *method,
                                 const char *path,
                                 const char *token);
GBytes *server_send (Server *self, SoupMessage *message);
const char *server_header (SoupMessage *message, const char *name);
/* The status of a GET that has a body. */
guint server_ask (Server *self, const char *path, const char *token);

/* Runs the program to its end; *out and *err get what it printed. Its exit status. */
int server_run (const char *const *arguments, char **out, char **err);
/* Of files alone. */
void server_remove_directory (const char *directory);

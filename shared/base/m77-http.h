/* m77-http.h: a request and its answer, without a socket
 *
 * What the agent asks and the platform answers, as values: the same two functions run
 * over libsoup in the programs and face to face in the simulation. An answer is a
 * status, headers and a body that is pulled chunk by chunk, so that neither side ever
 * holds a feed in memory.
 *
 * A request and an answer belong to one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *method;        /* "GET" */
  char *path;          /* decoded, from the root: "/v1/tenants/shop/changes" */
  GHashTable *query;   /* name → value, decoded; never NULL */
  GHashTable *headers; /* lower-case name → value; never NULL */
  GBytes *body;        /* NULL: none */
} M77Request;

M77Request *m77_request_new (const char *method, const char *path);
/* A NULL value takes the name out; in a header a line break becomes a space, and a byte that is not
 * UTF-8 U+FFFD. */
void m77_request_set_query (M77Request *self, const char *name, const char *value);
void m77_request_set_header (M77Request *self, const char *name, const char *value);
const char *m77_request_header (const M77Request *self, const char *name); /* NULL if absent */
const char *m77_request_query (const M77Request *self, const char *name);  /* NULL if absent */
/* "/v1/tenants/shop/changes?after=…", escaped, the query sorted by name. */
char *m77_request_target (const M77Request *self);
void m77_request_free (M77Request *self);

typedef struct _M77Answer M77Answer;

struct _M77Answer
{
  guint status;
  GHashTable *headers; /* lower-case name → value; never NULL */
  /* *chunk gets the next part of the body, or NULL at its end. May block on the network.
   * FALSE with error if the body broke off. */
  gboolean (*next_chunk) (M77Answer *self,
                          GBytes **chunk,
                          GCancellable *cancellable,
                          GError **error);
  void (*finish) (M77Answer *self); /* frees source; NULL if nothing to free */
  gpointer source;
};

/* An answer whose body is these bytes (NULL: empty); takes a reference. */
M77Answer *m77_answer_new (guint status, const char *content_type, GBytes *body);
const char *m77_answer_header (const M77Answer *self, const char *name);
void m77_answer_set_header (M77Answer *self, const char *name, const char *value);
/* The rest of the body; M77_ERROR_TOO_LARGE past `limit` bytes. */
GBytes *m77_answer_read_all (M77Answer *self,
                             gsize limit,
                             GCancellable *cancellable,
                             GError **error);
void m77_answer_free (M77Answer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Request, m77_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Answer, m77_answer_free)

G_END_DECLS

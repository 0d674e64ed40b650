/* evil.h: what may stand between an agent and its platform
 *
 * A server on the loopback that passes every request on to the platform and every answer back,
 * but for those it was told to spoil: cut off, replaced by other bytes, or followed by bytes
 * without end. One request a connection; a thread each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _Evil Evil;

/* platform: "http://127.0.0.1:PORT" */
Evil *evil_new (const char *platform);
void evil_free (Evil *self);
/* "http://127.0.0.1:PORT" */
const char *evil_url (Evil *self);

/* Requests that begin like this ("GET /v1/tenants/shop/changes") are answered with `head`, then
 * `body` again and again until `length` bytes of it have left. They do not reach the platform. */
void evil_answer (Evil *self,
                  const char *request,
                  const char *head,
                  const char *body,
                  gsize body_length,
                  guint64 length);
/* They reach it, but its answer ends after so many bytes. */
void evil_cut (Evil *self, const char *request, gsize after);
/* The platform's Date is that many seconds off. */
void evil_date (Evil *self, gint64 off_s);
/* All as it should be again. */
void evil_behave (Evil *self);

/* How many such requests there were since the last order, and bytes sent in answer to them. */
guint evil_requests (Evil *self);
guint64 evil_sent (Evil *self);
/* That the length of an uncut answer is known from evil_sent (): notes without spoiling. */
void evil_watch (Evil *self, const char *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Evil, evil_free)

G_END_DECLS

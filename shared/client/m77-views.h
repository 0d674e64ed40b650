/* m77-views.h: the views a person saved, of one profile
 *
 * One file a view, m77/views/PROFILE/NAME.json in the configuration directory, as m77-view.h writes
 * it: two consoles that save at once keep both, and a file given to somebody else is a view. Each
 * is written whole beside its place and moved there. A file that cannot be read is left alone and
 * told; the others are there all the same.
 *
 * A view that has its kind's name ("incident") is how the list of that kind opens.
 *
 * The _sync functions are for commands and for a program's start; a screen uses the others, which
 * never wait for the disk. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "shared/client/m77-view.h"

G_BEGIN_DECLS

#define M77_VIEWS_MOST 500

typedef struct _M77Views M77Views;

/* The directory they are kept in; free with g_free. */
char *m77_views_path (const char *profile);

/* Reads them in a moment, and again when one changes; changed is called each time. */
M77Views *m77_views_open (const char *profile, void (*changed) (gpointer data), gpointer data);
M77Views *m77_views_open_sync (const char *profile);
void m77_views_free (M77Views *self);

/* Element M77View, by name. */
const GPtrArray *m77_views_all (const M77Views *self);
/* NULL: there is none. Borrowed until they change. */
const M77View *m77_views_find (const M77Views *self, const char *name);
/* What is wrong with the first file that could not be read, or NULL. */
const GError *m77_views_error (const M77Views *self);

/* In the place of the one with its name, which it must have. callback: once it is durable. */
void m77_views_put_async (M77Views *self,
                          const M77View *view,
                          GAsyncReadyCallback callback,
                          gpointer data);
void m77_views_remove_async (M77Views *self,
                             const char *name,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean m77_views_finish (GAsyncResult *result, GError **error);
gboolean m77_views_put_sync (M77Views *self, const M77View *view, GError **error);
/* M77_ERROR_NOT_FOUND. */
gboolean m77_views_remove_sync (M77Views *self, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Views, m77_views_free)

G_END_DECLS

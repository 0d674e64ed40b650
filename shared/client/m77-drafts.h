/* m77-drafts.h: what a person has typed and not stored yet
 *
 * Kept by itself while one types, so that neither a crash of the front end nor one of the agent
 * loses it: through the agent, in its journal; where that does not answer, in a file of the profile
 * (XDG state, mode 0600, written whole or not at all), which is given to the agent when it is back.
 * Names are the owner's: "edit:incident:ID", "note:incident:ID". Texts are the owner's too.
 *
 * Nothing here blocks: files are read and written by GIO's own threads. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-client.h"

G_BEGIN_DECLS

#define M77_DRAFTS_PAUSE_MS 500 /* from a change until it is kept, however fast one types */

typedef struct _M77Drafts M77Drafts;

/* text NULL: there is none. */
typedef void (*M77DraftsGot) (const char *text, gpointer data);

/* client NULL: files alone. directory NULL: drafts under the state directory. */
M77Drafts *m77_drafts_new (M77Client *client, const char *directory);
/* What is not kept yet is written before it returns, to files. */
void m77_drafts_free (M77Drafts *self);

/* Soon; the latest text of a name counts. */
void m77_drafts_keep (M77Drafts *self, const char *name, const char *text);
/* Now, all that waits. */
void m77_drafts_flush (M77Drafts *self);
/* It was stored, or is not wanted. */
void m77_drafts_drop (M77Drafts *self, const char *name);
/* got is called once, later, unless cancelled before. */
void m77_drafts_ask (M77Drafts *self,
                     const char *name,
                     GCancellable *cancellable,
                     M77DraftsGot got,
                     gpointer data);
/* Whether anything is on its way. */
gboolean m77_drafts_is_busy (M77Drafts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Drafts, m77_drafts_free)

G_END_DECLS

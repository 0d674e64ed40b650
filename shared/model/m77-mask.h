/* m77-mask.h: personal data made unreadable, for showing a screen to others
 *
 * People are "P1", "P2"…, by the order in which they were learned, the same one for as long as the
 * mask lives. A text loses every word that is a known handle, a part of a known name or an
 * address, wherever it stands, and what looks like anybody's e-mail address, IPv4 address or
 * telephone number, which becomes "***". A handle that is also a common word takes that word with
 * it: too much is masked rather than too little. A customer's name that nobody told of stays.
 *
 * Of the fields that the table of kinds calls personal (M77_FIELD_PERSONAL) one plain value becomes
 * "***", whatever it is; logs, maps and JSON keep their shape, and their texts are masked as
 * texts. References to members become people everywhere.
 *
 * For showing, copying and saving what is shown. Never for what is written back: an edit made of
 * masked values would store them.
 *
 * Not thread-safe; main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define M77_MASKED "***"

typedef struct _M77Mask M77Mask;

M77Mask *m77_mask_new (void);
void m77_mask_free (M77Mask *self);

/* A person; full_name and email may be NULL. Learned again, what is new is added. */
void m77_mask_learn (M77Mask *self, const char *handle, const char *full_name, const char *email);
/* The doc of a member. */
void m77_mask_learn_member (M77Mask *self, const M77Json *doc);
/* "P1"; a handle nobody told of is learned. Valid as long as the mask. */
const char *m77_mask_person (M77Mask *self, const char *handle);
/* NULL: nothing is to be masked in it. */
char *m77_mask_text (M77Mask *self, const char *text);
/* NULL: it may be shown as it is. The value is of the pool. */
const M77Json *m77_mask_value (M77Mask *self,
                               M77JsonPool *pool,
                               const M77Field *field,
                               const M77Json *value);
/* A copy; kind NULL: of a later version, whose texts are masked as texts. */
M77Json *m77_mask_document (M77Mask *self,
                            M77JsonPool *pool,
                            const M77Kind *kind,
                            const M77Json *doc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Mask, m77_mask_free)

G_END_DECLS

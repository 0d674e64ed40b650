/* m77-patch.h: what an edit changes
 *
 * A patch is RFC 7396 over the document, top-level members only being meaningful to the
 * merge: {"summary":"…","bridge":null}. Beside it, `elements` changes sets and logs by
 * element: {"labels":{"add":["db"],"remove":["old"]},"timeline":{"append":[{…}]}}.
 *
 * Appending goes with neither adding nor removing. A set is without order: nothing here
 * sees a difference between absent and empty, or in the order of a set's elements. A log is
 * ordered by its entries' time (`at`), then id: appending puts each in its place, whenever it
 * came. What RFC 7396 cannot say is lost: a null within an object within the document.
 *
 * Pure functions; results live in the pool given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-record.h"

G_BEGIN_DECLS

#define M77_PATCH_MOST 1024 /* members of one object in a patch: members are found one by one */

/* RFC 7396. doc may be NULL (an empty object). */
M77Json *m77_patch_apply (M77JsonPool *pool, const M77Json *doc, const M77Json *patch);

/* Both, patch first. Removing what is not there and adding what is changes nothing; an
 * entry whose id is there already is not appended again. Wrong shapes, an entry to
 * append without an id, and more members than M77_PATCH_MOST are M77_ERROR_INVALID. patch and
 * elements may be NULL. */
M77Json *m77_edit_apply (M77JsonPool *pool,
                         const M77Json *doc,
                         const M77Json *patch,
                         const M77Json *elements,
                         GError **error);

/* The edit that makes `after` of `before`: sets and logs of the kind by element, the rest
 * as a patch. *patch and *elements are NULL when empty. kind may be NULL (all as patch). */
void m77_edit_diff (M77JsonPool *pool,
                    const M77Kind *kind,
                    const M77Json *before,
                    const M77Json *after,
                    M77Json **patch,
                    M77Json **elements);

/* {field: value} of the fields the patch and elements touch, as doc has them (null if
 * absent): the base values of an edit. Logs that are only appended to are left out: a
 * union by id needs no base, and a long timeline would go into the journal with each note. */
M77Json *m77_edit_base (M77JsonPool *pool,
                        const M77Json *doc,
                        const M77Json *patch,
                        const M77Json *elements);

G_END_DECLS

/* m77-delivery.h: one webhook message: what it carried and how its attempts ended
 *
 * Pure; any thread but for the mask's. Texts are translated, may hold foreign characters, and are
 * freed with g_free.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-mask.h"

G_BEGIN_DECLS

#define M77_DELIVERY_TRIES 8 /* then it is dead */

/* One attempt: "503, upstream timed out, 30 s"; "no answer in 30 s". */
char *m77_delivery_try_words (const M77Json *attempt);
/* "dead after 8 of 8 tries, 503 upstream timed out" */
char *m77_delivery_words (const M77Json *doc);

typedef enum
{
  M77_PAYLOAD_NONE,   /* not kept any more, or never here */
  M77_PAYLOAD_AS_WAS, /* its SHA-256 is the one that was noted */
  M77_PAYLOAD_OTHER,  /* it is another */
  M77_PAYLOAD_UNKNOWN /* none was noted */
} M77PayloadState;

/* The hash is of the bytes that were sent. */
M77PayloadState m77_delivery_check (const M77Json *doc);
/* The payload with what is personal in it masked: the document of a kind by its fields, the rest
 * as texts. NULL: there is none. */
M77Json *m77_delivery_masked (const M77Json *doc, M77Mask *mask, M77JsonPool *pool);

G_END_DECLS

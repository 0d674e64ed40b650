/* platform-letter.h: one attempt to deliver a webhook message
 *
 * What is to be sent is taken here, signed, and what came of it is written down here; a
 * letter itself needs no socket and no database, so a thread may carry it. Signed as the
 * Standard Webhooks convention has it: HMAC-SHA256 over id.timestamp.body, the key what
 * follows "whsec_" as base64, or any other secret's own bytes. While a key overlaps the
 * one before it there are two signatures.
 *
 * At least once: a letter whose outcome was not written down (a crash) is sent again, with the
 * same webhook-id. Up to PLATFORM_LETTER_ATTEMPTS, further and further apart; then it is
 * dead, until somebody replays it. 410 disables the webhook, and so does failing for
 * PLATFORM_LETTER_PATIENCE_MS without a success.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-core.h"

G_BEGIN_DECLS

#define PLATFORM_SIGNING_PREFIX     "whsec_"
#define PLATFORM_LETTER_ATTEMPTS    8
#define PLATFORM_LETTER_PATIENCE_MS (5 * 86400 * G_GINT64_CONSTANT (1000))

typedef struct
{
  gint64 tenant;
  char *webhook; /* name */
  char *id;      /* of its delivery: webhook-id */
  char *target;  /* URL */
  gint64 at;     /* s since 1970: webhook-timestamp */
  char *signature;
  GBytes *body;
  gboolean may_be_private; /* the target may be of this machine, or of a private network */
} PlatformLetter;

typedef struct
{
  guint status; /* 0: there was no answer */
  gint64 took_ms;
  gint64 retry_after_s; /* as the answer asks; 0: it does not */
  char *error;          /* what to tell when it failed; never the answer's own text */
} PlatformReply;

void platform_letter_free (PlatformLetter *self);
void platform_reply_clear (PlatformReply *self);

/* One letter for each webhook that has one due and is not in busy ("TENANT/NAME", a set of
 * platform_letter_lane ()): element PlatformLetter *. What cannot be sent, for want of a key,
 * is written down as failed here. *next gets when to look again, ms, or M77_TIME_NONE. */
GPtrArray *platform_letters_take (PlatformCore *core, GHashTable *busy, gint64 *next);
char *platform_letter_lane (gint64 tenant, const char *webhook);

/* Writes down what came of it. */
gboolean platform_letter_done (PlatformCore *core,
                               const PlatformLetter *letter,
                               const PlatformReply *reply,
                               GError **error);

/* Answers for a receiver that is only played: TRUE with *reply, and nothing is sent; FALSE: it is
 * a real one. For the demo, whose receivers are all of .example. */
typedef gboolean (*PlatformRehearsal) (const PlatformLetter *letter, PlatformReply *reply);
void platform_letters_rehearse (PlatformCore *core, PlatformRehearsal rehearsal);

/* "v1,BASE64". Free with g_free. */
char *platform_letter_sign (const char *secret, const char *id, gint64 at, GBytes *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlatformLetter, platform_letter_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlatformReply, platform_reply_clear)

G_END_DECLS

/* post.h: a receiver of webhook messages in this process
 *
 * It checks every signature itself, from the specification alone, and behaves as each test wants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libsoup/soup.h>

#include "platform/events/platform-sender.h"
#include "tests/platform/core-fixture.h"

typedef enum
{
  TAKES,     /* 204 */
  FAILS,     /* 500 */
  HANGS,     /* never answers */
  IS_HUGE,   /* 200, and a body without end */
  REDIRECTS, /* 302 to itself, elsewhere */
} Manner;

typedef struct
{
  Fixture *f;
  char *admin, *secret;
  PlatformSender *sender;
  SoupServer *receiver;
  char *url; /* of the receiver */
  Manner manner;
  guint fails; /* so often, before it takes */
  guint asked, good, elsewhere, endless;
  char *last_id;
} Post;

/* Listens from now on, at post->url. */
void post_open (Post *post);
void post_close (Post *post);

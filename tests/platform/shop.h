/* shop.h: a tenant with one webhook, "erp", and the test as the network
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-letter.h"
#include "tests/platform/core-fixture.h"

typedef struct
{
  Fixture *f;
  char *admin;
  char *secret; /* of the signing key "erp-key" */
  char *webhook;
  GHashTable *busy;
} Shop;

/* A signing key; what was shown once. */
char *shop_issue_key (Shop *shop, const char *name);
char *shop_webhook (Shop *shop, const char *name, const char *events, const char *filter);
void shop_set_up (Shop *shop, gconstpointer data);
void shop_tear_down (Shop *shop, gconstpointer data);
void shop_team (Shop *shop, const char *name);
const M77Json *shop_rows (Shop *shop, const char *path);
guint shop_count (Shop *shop, const char *filter);
/* The only one that is due; NULL when none is. */
PlatformLetter *shop_take (Shop *shop);
void shop_answer (Shop *shop, const PlatformLetter *letter, guint status);
/* Fails or succeeds whatever is due now, until nothing is. */
guint shop_answer_all (Shop *shop, guint status);
const M77Json *shop_webhook_doc (Shop *shop);
void shop_assert_webhook (Shop *shop, const char *status, gint64 failures, gint64 dead);

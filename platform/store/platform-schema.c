/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-db"

#include "config.h"

#include "platform/store/platform-schema.h"

/* One step per schema version, oldest first. Never edit a released step.
 *
 * record.change is tenant << 40 | number, so that the change feed of a tenant is one range
 * of the table in its own order, and an update moves the row to the end. record.line is
 * the record's line on the feed, whole: the feed is a concatenation. key is what people
 * say for it; due is when the clock will change it, ms. */
static const char *const steps[] = {
  "CREATE TABLE tenant ("
  "  id         INTEGER PRIMARY KEY,"
  "  name       TEXT    NOT NULL UNIQUE,"
  "  epoch      TEXT    NOT NULL,"
  "  number     INTEGER NOT NULL DEFAULT 0," /* of the last change */
  "  purged     INTEGER NOT NULL DEFAULT 0," /* tombstones up to here are gone */
  "  audits     INTEGER NOT NULL DEFAULT 0," /* sequence of the last audit entry */
  "  audit_hash TEXT    NOT NULL DEFAULT '',"
  "  four_eyes  INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE TABLE record ("
  "  change  INTEGER PRIMARY KEY,"
  "  tenant  INTEGER NOT NULL REFERENCES tenant (id),"
  "  kind    TEXT    NOT NULL,"
  "  id      TEXT    NOT NULL,"
  "  deleted INTEGER NOT NULL,"
  "  open    INTEGER NOT NULL,"
  "  key     TEXT,"
  "  due     INTEGER,"
  "  line    TEXT    NOT NULL"
  ") STRICT;"
  "CREATE UNIQUE INDEX record_id ON record (tenant, kind, id);"
  "CREATE INDEX record_key ON record (tenant, kind, key) WHERE key IS NOT NULL;"
  "CREATE INDEX record_open ON record (tenant, kind) WHERE open = 1;"
  "CREATE INDEX record_due ON record (due) WHERE due IS NOT NULL;"
  "CREATE TABLE counter ("
  "  tenant INTEGER NOT NULL REFERENCES tenant (id),"
  "  kind   TEXT    NOT NULL,"
  "  last   INTEGER NOT NULL,"
  "  PRIMARY KEY (tenant, kind)"
  ") STRICT, WITHOUT ROWID;"
  /* What was answered to an idempotency key. Keys begin with their time, so the old ones
   * are one range. */
  "CREATE TABLE answer ("
  "  key     TEXT    NOT NULL,"
  "  tenant  INTEGER NOT NULL REFERENCES tenant (id),"
  "  member  TEXT    NOT NULL,"
  "  hash    TEXT    NOT NULL," /* SHA-256 of the canonical operation */
  "  outcome TEXT    NOT NULL,"
  "  kind    TEXT,"
  "  id      TEXT,"
  "  version INTEGER," /* that it made, when it was applied */
  "  PRIMARY KEY (key, tenant, member)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE token ("
  "  hash       TEXT    PRIMARY KEY," /* SHA-256 */
  "  tenant     INTEGER NOT NULL REFERENCES tenant (id),"
  "  member     TEXT    NOT NULL,"
  "  credential TEXT,"    /* name of the credential record */
  "  scopes     TEXT,"    /* rules, a line each; NULL: all the member may */
  "  auth_at    INTEGER," /* ms of the sign-in behind it; NULL: always recent */
  "  made_at    INTEGER NOT NULL,"
  "  expires_at INTEGER"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX token_member ON token (tenant, member);",

  /* Ends of agents' audit chains; those with kept 0 did not fit the others. */
  "CREATE TABLE checkpoint ("
  "  tenant      INTEGER NOT NULL REFERENCES tenant (id),"
  "  member      TEXT    NOT NULL,"
  "  chain       TEXT    NOT NULL,"
  "  sequence    INTEGER NOT NULL,"
  "  hash        TEXT    NOT NULL,"
  "  kept        INTEGER NOT NULL,"
  "  received_at INTEGER NOT NULL," /* ms */
  "  PRIMARY KEY (tenant, member, chain, sequence, hash)"
  ") STRICT, WITHOUT ROWID;",

  /* What is to be sent to webhooks, the keys that sign it, and since when one fails. */
  "CREATE TABLE outgoing ("
  "  tenant   INTEGER NOT NULL REFERENCES tenant (id),"
  "  delivery TEXT    NOT NULL," /* id of its record */
  "  webhook  TEXT    NOT NULL," /* name */
  "  due      INTEGER NOT NULL," /* ms */
  "  PRIMARY KEY (tenant, delivery)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX outgoing_due ON outgoing (due);"
  "CREATE TABLE signing ("
  "  tenant     INTEGER NOT NULL REFERENCES tenant (id),"
  "  credential TEXT    NOT NULL," /* name */
  "  secret     TEXT    NOT NULL,"
  "  old        TEXT,"    /* the one before, */
  "  old_until  INTEGER," /* good until then, ms */
  "  PRIMARY KEY (tenant, credential)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE failing ("
  "  tenant  INTEGER NOT NULL REFERENCES tenant (id),"
  "  webhook TEXT    NOT NULL,"
  "  since   INTEGER NOT NULL," /* ms */
  "  PRIMARY KEY (tenant, webhook)"
  ") STRICT, WITHOUT ROWID;",

  /* What the file beside it has too, and what it had before. */
  "CREATE TABLE mark ("
  "  one    INTEGER PRIMARY KEY CHECK (one = 1),"
  "  mark   TEXT NOT NULL,"
  "  before TEXT"
  ") STRICT;",

  /* A webhook's letters in the order they are due; also those that wait for the webhook. */
  "INSERT INTO outgoing (tenant, delivery, webhook, due)"
  " SELECT tenant, id, line ->> '$.doc.webhook', 9223372036854775807 FROM record"
  " WHERE kind = 'delivery' AND open = 1 AND line ->> '$.doc.status' IN ('pending', 'retrying')"
  " AND line ->> '$.doc.webhook' IS NOT NULL"
  " ON CONFLICT DO NOTHING;"
  "CREATE INDEX outgoing_lane ON outgoing (tenant, webhook, due);",

  /* What webhooks want to be told, before there is a delivery for each. */
  "CREATE TABLE message ("
  "  change      INTEGER PRIMARY KEY," /* as record.change was */
  "  at          INTEGER NOT NULL,"    /* ms */
  "  event       TEXT    NOT NULL,"
  "  subject     TEXT    NOT NULL," /* kind/id */
  "  environment TEXT,"
  "  webhooks    TEXT    NOT NULL," /* names, a line each */
  "  record      TEXT    NOT NULL"  /* its line, as it was */
  ") STRICT;",

  /* Whose hands a token went through: handles, a line each; NULL: the machine's only. */
  "ALTER TABLE token ADD COLUMN issuers TEXT;",

  /* The least version that a change makes: above all that a restored backup has lost. */
  "ALTER TABLE tenant ADD COLUMN least INTEGER NOT NULL DEFAULT 0;",
};

guint
platform_schema_version (void)
{
  return G_N_ELEMENTS (steps);
}

const char *
platform_schema_step (guint from)
{
  return steps[from];
}

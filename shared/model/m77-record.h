/* m77-record.h: one record: envelope and document
 *
 * {"kind","id","version","created_at","updated_at","updated_by","deleted","doc":{…}}, as
 * in the change feed. The strings and the document belong to the pool the record was
 * read into and live as long.
 *
 * Pure functions, any thread with a pool of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"
#include "shared/model/m77-value.h"

G_BEGIN_DECLS

#define M77_RECORD_MAX      (1024 * 1024) /* bytes of a document's text */
#define M77_RECORD_LOG_ROOM (128 * 1024)  /* of which the last are for log entries only */

typedef struct
{
  const char *kind;
  const char *id;
  gint64 version;
  gint64 created_at, updated_at; /* ms; M77_TIME_NONE if absent */
  const char *updated_by;        /* member handle; may be NULL */
  gboolean deleted;
  const M77Json *doc; /* an object; NULL for a tombstone */
} M77Record;

/* Reads one feed line or item body. M77_ERROR_BAD_JSON or M77_ERROR_BAD_ANSWER. */
gboolean m77_record_parse (M77Record *record,
                           M77JsonPool *pool,
                           const char *text,
                           gssize length,
                           GError **error);
gboolean m77_record_from_json (M77Record *record, const M77Json *value, GError **error);
void m77_record_write (const M77Record *record, GString *out);

/* What people say for it: "INC-2041", "checkout", "@jana", "~3" for a number not given
 * yet (local_number > 0), else the last eight characters of the id. Free with g_free. */
char *m77_record_key (const M77Kind *kind, const M77Json *doc, const char *id, guint local_number);
/* Whether that is what its field says, as it is, where that is a text and not empty. */
gboolean m77_record_key_is_field (const M77Kind *kind);
/* Its title, or its key. */
char *m77_record_title (const M77Kind *kind, const M77Json *doc, const char *id);
/* The state's name: "triggered"; "on", "off", "archived" of a flag; NULL if none. */
const char *m77_record_state (const M77Kind *kind, const M77Json *doc);

G_END_DECLS

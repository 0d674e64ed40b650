/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-audit"

#include "config.h"

#include "platform/store/platform-audit.h"

#include <glib/gi18n-lib.h>

#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define OFFLINE_AFTER_MS   60000 /* asked so long before it came: the asker was offline */
#define LONGEST_VALUE      1024  /* bytes of a value in `changes`; a hash stands for longer ones */
#define MOST_CHANGES       256
#define PERSONAL           "(personal)" /* what stands for it */
#define OCSF_ENTITY        3004         /* entity management */
#define OCSF_CREATE        1
#define OCSF_UPDATE        3
#define OCSF_DELETE        4
#define OCSF_OTHER         99
#define OCSF_INFORMATIONAL 1
#define OCSF_LOW           2

static void
set_text (M77JsonPool *pool, M77Json *doc, const char *name, const char *text)
{
  if (text != NULL)
    m77_json_set_string (pool, doc, name, text);
}

static void
set_time (M77JsonPool *pool, M77Json *doc, const char *name, gint64 at)
{
  g_autofree char *text = m77_time_format (at);

  m77_json_set_string (pool, doc, name, text);
}

/* Of a long value its hash, and of a log always: what is redacted in it must not stay here. Nor may
 * what is erased with a person, whose address could be told from its hash. */
static M77Json *
short_value (M77JsonPool *pool, const M77Kind *kind, const M77Field *field, const M77Json *value)
{
  gboolean is_log = field != NULL && field->type == M77_TYPE_LOG;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *hash = NULL;
  g_autofree char *said = NULL;

  if (value == NULL)
    return m77_json_null_new (pool);
  if (field != NULL && (field->flags & M77_FIELD_PERSONAL) != 0 &&
      g_str_equal (kind->name, "member"))
    return m77_json_string_new (pool, PERSONAL);
  m77_json_write (value, text);
  if (text->len <= LONGEST_VALUE && !is_log)
    return m77_json_copy (pool, value);
  hash = m77_json_sha256 (value);
  said = g_strconcat ("sha256:", hash, NULL);
  return m77_json_string_new (pool, said);
}

static void
add_change (M77JsonPool *pool,
            const M77Kind *kind,
            M77Json *changes,
            const char *name,
            const M77Json *from,
            const M77Json *to)
{
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;
  M77Json *change;

  if (m77_json_equal (from, to) || m77_json_size (changes) >= MOST_CHANGES)
    return;
  change = m77_json_object_new (pool);
  m77_json_set (pool, change, "from", short_value (pool, kind, field, from));
  m77_json_set (pool, change, "to", short_value (pool, kind, field, to));
  m77_json_set (pool, changes, name, change);
}

static M77Json *
changes_of (M77JsonPool *pool, const M77Kind *kind, const M77Json *before, const M77Json *after)
{
  M77Json *changes = m77_json_object_new (pool);

  for (const M77Json *m = m77_json_first (before); m != NULL; m = m77_json_next (m))
    add_change (pool, kind, changes, m77_json_name (m), m, m77_json_get (after, m77_json_name (m)));
  for (const M77Json *m = m77_json_first (after); m != NULL; m = m77_json_next (m))
    if (m77_json_get (before, m77_json_name (m)) == NULL)
      add_change (pool, kind, changes, m77_json_name (m), NULL, m);
  return changes;
}

static gint64
activity_of (const char *verb)
{
  if (g_str_equal (verb, "create"))
    return OCSF_CREATE;
  if (g_str_equal (verb, "edit"))
    return OCSF_UPDATE;
  if (g_str_equal (verb, "delete"))
    return OCSF_DELETE;
  return OCSF_OTHER;
}

static void
describe_subject (M77JsonPool *pool, M77Json *doc, const PlatformAuditEntry *entry)
{
  const M77Json *is = entry->after != NULL ? entry->after : entry->before;
  const M77Kind *kind = m77_kind_find (entry->subject_kind);

  set_text (pool, doc, "service", m77_json_get_string (is, "service"));
  set_text (pool, doc, "environment", m77_json_get_string (is, "environment"));
  set_text (pool, doc, "verb", entry->verb);
  set_text (pool, doc, "subject_kind", entry->subject_kind);
  set_text (pool, doc, "subject", entry->subject);
  if (kind != NULL && is != NULL)
    {
      g_autofree char *key = m77_record_key (kind, is, entry->subject, 0);
      set_text (pool, doc, "subject_key", key);
    }
}

static M77Json *
entry_doc (M77JsonPool *pool, const PlatformAuditEntry *entry)
{
  M77Json *doc = m77_json_object_new (pool);
  gboolean was_asked = entry->asked_at != M77_TIME_NONE;
  gboolean succeeded = g_str_equal (entry->outcome, "success");

  describe_subject (pool, doc, entry);
  set_time (pool, doc, "at", was_asked ? entry->asked_at : entry->received_at);
  set_time (pool, doc, "received_at", entry->received_at);
  set_text (pool, doc, "actor", entry->actor);
  set_text (pool, doc, "approved_by", entry->approved_by);
  set_text (pool, doc, "credential", entry->credential);
  set_text (pool, doc, "outcome", entry->outcome);
  set_text (pool, doc, "code", entry->code);
  set_text (pool, doc, "reason", entry->reason);
  if (succeeded)
    m77_json_set (pool,
                  doc,
                  "changes",
                  changes_of (pool,
                              m77_kind_find (entry->subject_kind),
                              entry->before,
                              entry->after));
  m77_json_set_bool (pool,
                     doc,
                     "offline",
                     was_asked && entry->received_at - entry->asked_at > OFFLINE_AFTER_MS);
  set_text (pool, doc, "address", entry->address);
  set_text (pool, doc, "client", entry->client);
  set_text (pool, doc, "operation", entry->operation);
  set_text (pool, doc, "trace_id", entry->trace_id);
  m77_json_set_int (pool, doc, "class_uid", OCSF_ENTITY);
  m77_json_set_int (pool, doc, "activity_id", activity_of (entry->verb));
  m77_json_set_int (pool, doc, "severity_id", succeeded ? OCSF_INFORMATIONAL : OCSF_LOW);
  return doc;
}

gboolean
platform_audit_end (PlatformDb *db, gint64 tenant, M77AuditPlace *end, GError **error)
{
  PlatformHead head;

  if (!platform_head_read (&head, db, tenant, error))
    return FALSE;
  *end = head.audit;
  return TRUE;
}

void
platform_audit_chain (PlatformHead *head, M77JsonPool *pool, M77Json *doc)
{
  g_autofree char *hash = NULL;

  m77_json_set_int (pool, doc, "sequence", ++head->audit.sequence);
  m77_json_set_string (pool, doc, "previous_hash", head->audit.hash);
  hash = m77_audit_entry_hash (doc);
  m77_json_set_string (pool, doc, "hash", hash);
  g_strlcpy (head->audit.hash, hash, sizeof head->audit.hash);
}

gboolean
platform_audit_write (PlatformDb *db,
                      PlatformHead *head,
                      const M77Runtime *runtime,
                      M77JsonPool *pool,
                      const PlatformAuditEntry *entry,
                      GError **error)
{
  g_autofree char *id = m77_id_new (runtime);
  g_autoptr (GString) line = g_string_new (NULL);
  M77Json *doc = entry_doc (pool, entry);
  M77Record record = { .kind = "audit",
                       .id = id,
                       .version = 1,
                       .created_at = entry->received_at,
                       .updated_at = entry->received_at,
                       .updated_by = entry->actor,
                       .doc = doc };

  platform_audit_chain (head, pool, doc);
  m77_record_write (&record, line);
  return platform_record_put (db, head, &record, line, M77_TIME_NONE, error);
}

gboolean
platform_audit_verify (PlatformDb *db, gint64 tenant, gint64 *last, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77AuditPlace place = { .sequence = 0 }, end;

  *last = 0;
  if (!platform_audit_end (db, tenant, &end, error))
    return FALSE;
  while (place.sequence < end.sequence)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, place.sequence + 1);
      M77Record record;

      m77_json_pool_reset (pool);
      if (!platform_record_by_key (db, tenant, "audit", key, pool, &record, error) ||
          !m77_audit_place_step (&place, record.doc, error))
        return FALSE;
      *last = place.sequence;
    }
  if (g_str_equal (place.hash, end.hash))
    return TRUE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_STORAGE_CORRUPT,
                       _ ("The newest audit entry is not as it was written."));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-write"

#include "config.h"

#include "platform/api/platform-write.h"

#include "platform/api/platform-count.h"
#include "platform/api/platform-cursor.h"
#include "platform/api/platform-derive.h"
#include "platform/api/platform-webhook.h"
#include "platform/store/platform-outgoing.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

void
platform_write_forget_hooks (PlatformWrite *self)
{
  g_clear_pointer (&self->hooks, g_ptr_array_unref);
  g_clear_pointer (&self->hooks_pool, m77_json_pool_free);
}

void
platform_write_clear (PlatformWrite *self)
{
  if (self->core == NULL)
    return;
  if (self->db != NULL)
    platform_db_exec (self->db, "ROLLBACK", NULL);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_clear_pointer (&self->kinds, g_hash_table_unref);
  platform_write_forget_hooks (self);
  self->core = NULL;
}

gboolean
platform_write_begin (PlatformWrite *self,
                      PlatformCore *core,
                      const PlatformTenant *tenant,
                      gint64 now,
                      GError **error)
{
  *self = (PlatformWrite){ .runtime = core->runtime, .tenant = tenant, .now = now };
  if (!platform_db_run (core->db, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  self->core = core;
  self->db = core->db;
  self->pool = m77_json_pool_new ();
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (platform_head_read (&self->head, self->db, tenant->id, error))
    return TRUE;
  platform_write_clear (self);
  return FALSE;
}

/* Roles may have changed: whoever asks next is looked at anew. */
static void
forget_grants (PlatformWrite *self)
{
  if (g_hash_table_contains (self->kinds, "member") || g_hash_table_contains (self->kinds, "role"))
    g_hash_table_remove_all (self->core->grants);
}

static void
tell (PlatformWrite *self)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  g_autofree const char **kinds = NULL;
  g_autofree char *cursor = NULL;

  if (self->core->changed == NULL || g_hash_table_size (self->kinds) == 0 ||
      !platform_tenant_by_id (self->db, self->tenant->id, &tenant, NULL) || tenant == NULL)
    return;
  kinds = (const char **) g_hash_table_get_keys_as_array (self->kinds, NULL);
  cursor = platform_cursor_format (tenant->epoch, tenant->number, NULL);
  self->core->changed (tenant->name, cursor, kinds, self->core->changed_data);
}

gboolean
platform_write_commit (PlatformWrite *self, GError **error)
{
  gboolean done = platform_head_write (&self->head, self->db, error) &&
                  platform_db_exec (self->db, "COMMIT", error);

  forget_grants (self);
  if (done)
    {
      self->core->is_unmarked = TRUE;
      tell (self);
      self->db = NULL;
    }
  platform_write_clear (self);
  return done;
}

gboolean
platform_write_save (PlatformWrite *self, GError **error)
{
  self->saved = self->head;
  self->written = platform_db_written (self->db);
  return self->is_bare || platform_db_run (self->db, error, "SAVEPOINT operation", "");
}

gboolean
platform_write_release (PlatformWrite *self, gboolean keep, GError **error)
{
  if (!keep)
    {
      platform_write_forget_hooks (self);
      self->head = self->saved;
    }
  if (self->is_bare)
    {
      self->is_spoilt |= !keep && platform_db_written (self->db) != self->written;
      return TRUE;
    }
  return (keep || platform_db_run (self->db, error, "ROLLBACK TO operation", "")) &&
         platform_db_run (self->db, error, "RELEASE operation", "");
}

gboolean
platform_write_put (PlatformWrite *self,
                    const M77Record *before,
                    const char *kind,
                    const char *id,
                    M77Json *doc,
                    M77Record *after,
                    GError **error)
{
  M77Record record = { .kind = kind,
                       .id = id,
                       .version = 1,
                       .created_at = self->now,
                       .updated_at = self->now,
                       .updated_by = self->member,
                       .deleted = doc == NULL,
                       .doc = doc };
  g_autoptr (GString) line = g_string_new (NULL);
  gint64 number;

  if (before != NULL)
    {
      record.version = MAX (before->version + 1, self->tenant->least);
      record.created_at = before->created_at;
    }
  if (doc != NULL && !platform_derive (self, m77_kind_find (kind), doc, error))
    return FALSE;
  if (doc != NULL && record.version == 1 && !platform_count_own (self, kind, doc, error))
    return FALSE;
  g_hash_table_add (self->kinds, g_strdup (kind));
  m77_record_write (&record, line);
  if (!platform_record_put (self->db,
                            &self->head,
                            &record,
                            line,
                            platform_due_at (&record, self->now),
                            error))
    return FALSE;
  number = self->head.number;
  if (after != NULL)
    *after = record;
  if (g_str_equal (kind, "delivery") &&
      !platform_outgoing_follow (self->db, self->tenant->id, &record, error))
    return FALSE;
  return platform_derive_others (self, before, &record, error) &&
         platform_count_others (self, before, &record, error) &&
         platform_webhook_queue (self, number, before, &record, line->str, error);
}

gboolean
platform_write_follow (PlatformWrite *self, const M77Record *before, M77Json *doc, GError **error)
{
  if (m77_json_equal (before->doc, doc))
    return TRUE;
  return platform_write_put (self, before, before->kind, before->id, doc, NULL, error);
}

gboolean
platform_write_audit (PlatformWrite *self, PlatformAuditEntry *entry, GError **error)
{
  entry->received_at = self->now;
  entry->actor = self->member;
  entry->credential = self->credential;
  entry->address = self->address;
  entry->client = self->client;
  entry->trace_id = self->trace_id;
  g_hash_table_add (self->kinds, g_strdup ("audit"));
  return platform_audit_write (self->db, &self->head, self->runtime, self->pool, entry, error);
}

void
platform_write_set_time (PlatformWrite *self, M77Json *doc, const char *field, gint64 at)
{
  g_autofree char *text = m77_time_format (at);

  m77_json_set_string (self->pool, doc, field, text);
}

void
platform_write_note (PlatformWrite *self,
                     M77Json *doc,
                     const char *field,
                     const char *kind,
                     const char *text)
{
  M77Json *log = m77_json_array_new (self->pool);
  M77Json *entry = m77_json_object_new (self->pool);
  const M77Json *before = m77_json_get (doc, field);
  g_autofree char *id = m77_id_new (self->runtime);

  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    m77_json_append (log, m77_json_copy (self->pool, e));
  m77_json_set_string (self->pool, entry, "id", id);
  platform_write_set_time (self, entry, "at", self->now);
  platform_write_set_time (self, entry, "received_at", self->now);
  if (self->member != NULL)
    m77_json_set_string (self->pool, entry, "author", self->member);
  m77_json_set_string (self->pool, entry, "kind", kind);
  m77_json_set_string (self->pool, entry, "text", text);
  m77_json_append (log, entry);
  m77_json_set (self->pool, doc, field, log);
}

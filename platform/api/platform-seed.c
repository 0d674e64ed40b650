/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-seed"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-derive.h"
#include "platform/api/platform-write.h"
#include "platform/store/platform-backup.h"
#include "platform/store/platform-mark.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"

/* What the program does on the platform's own machine: tenants, tokens, seeds. */

gboolean
platform_core_tenant_create (PlatformCore *self, const char *name, GError **error)
{
  return platform_tenant_create (self->db, name, self->runtime, error);
}

gboolean
platform_core_has_tenant (PlatformCore *self, const char *name)
{
  g_autoptr (PlatformTenant) tenant = NULL;

  return platform_tenant_find (self->db, name, &tenant, NULL) && tenant != NULL;
}

static gboolean
need_tenant (PlatformCore *self, const char *name, PlatformTenant **tenant, GError **error)
{
  if (!platform_tenant_find (self->db, name, tenant, error))
    return FALSE;
  if (*tenant != NULL)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               _ ("There is no tenant “%s”: make it with m77-platform tenant create."),
               name);
  return FALSE;
}

static void
grant (PlatformWrite *write, M77Json *doc, const char *role)
{
  M77JsonPool *pool = write->pool;
  const M77Json *before = m77_json_get (doc, "grants");
  M77Json *grants = before != NULL ? m77_json_copy (pool, before) : m77_json_object_new (pool);
  M77Json *entry = m77_json_object_new (pool);

  if (m77_json_get (grants, role) != NULL)
    return;
  platform_write_set_time (write, entry, "at", write->now);
  m77_json_set_string (pool, entry, "source", "direct");
  m77_json_set (pool, grants, role, entry);
  m77_json_set (pool, doc, "grants", grants);
}

/* The member as the token's command wants it: there, active, with the role. */
static gboolean
ensure_member (PlatformWrite *write, const char *handle, const char *role, GError **error)
{
  M77Record member;
  M77Json *doc;
  g_autofree char *id = m77_id_new (write->runtime);
  g_autofree char *email = g_strconcat (handle, "@localhost", NULL);

  if (!platform_record_by_key (
          write->db, write->tenant->id, "member", handle, write->pool, &member, error))
    return FALSE;
  if (member.id != NULL)
    {
      doc = m77_json_copy (write->pool, member.doc);
      m77_json_set_string (write->pool, doc, "status", "active");
      grant (write, doc, role);
      return platform_write_follow (write, &member, doc, error);
    }
  doc = m77_json_object_new (write->pool);
  m77_json_set_string (write->pool, doc, "handle", handle);
  m77_json_set_string (write->pool, doc, "full_name", handle);
  m77_json_set_string (write->pool, doc, "email", email);
  m77_json_set_string (write->pool, doc, "type", "person");
  m77_json_set_string (write->pool, doc, "status", "active");
  grant (write, doc, role);
  return platform_write_put (write, NULL, "member", id, doc, NULL, error);
}

static gboolean
role_is_known (PlatformWrite *write, const char *role, GError **error)
{
  g_autoptr (M77Grants) grants = m77_grants_new ("");
  M77Record record;

  if (m77_grants_add_builtin (grants, role))
    return TRUE;
  if (!platform_record_by_key (
          write->db, write->tenant->id, "role", role, write->pool, &record, error))
    return FALSE;
  if (record.id != NULL)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_NOT_FOUND,
               _ ("There is no role “%s”: use viewer, responder, operator, admin, auditor or "
                  "one of the tenant's."),
               role);
  return FALSE;
}

static gboolean
check_handle (const char *handle, GError **error)
{
  const M77Field *field = m77_kind_field (m77_kind_find ("member"), "handle");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Fault) fault = m77_validate_value (NULL, field, m77_json_string_new (pool, handle));

  if (fault == NULL)
    return TRUE;
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, "%s: %s", handle, fault->message);
  return FALSE;
}

char *
platform_core_token_create (PlatformCore *self,
                            const char *tenant_name,
                            const char *member,
                            const char *role,
                            GError **error)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  g_auto (PlatformWrite) write = { NULL };
  g_autofree char *secret = platform_token_secret (self->runtime, "m77_");
  g_autofree char *hash = platform_token_hash (secret);
  PlatformToken token = {
    .hash = hash, .member = (char *) member, .auth_at = M77_TIME_NONE, .expires_at = M77_TIME_NONE
  };
  PlatformAuditEntry entry = { .asked_at = M77_TIME_NONE,
                               .verb = "token-create",
                               .subject_kind = "member",
                               .subject = member,
                               .outcome = "success",
                               .reason = role };

  if (!need_tenant (self, tenant_name, &tenant, error) || !check_handle (member, error))
    return NULL;
  token.tenant = tenant->id;
  if (!platform_write_begin (&write, self, tenant, m77_runtime_now (self->runtime), error) ||
      !role_is_known (&write, role, error) || !ensure_member (&write, member, role, error) ||
      !platform_token_add (self->db, &token, write.now, error) ||
      !platform_write_audit (&write, &entry, error) || !platform_write_commit (&write, error))
    return NULL;
  return g_steal_pointer (&secret);
}

gboolean
platform_core_seed_begin (PlatformCore *self, const char *tenant_name, GError **error)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  PlatformWrite *write;

  if (!need_tenant (self, tenant_name, &tenant, error))
    return FALSE;
  write = g_new0 (PlatformWrite, 1);
  if (!platform_write_begin (write, self, tenant, m77_runtime_now (self->runtime), error))
    {
      g_free (write);
      return FALSE;
    }
  write->tenant = g_steal_pointer (&tenant);
  self->seeding = write;
  return TRUE;
}

static gboolean
note_number (PlatformWrite *write, const PlatformSeed *seed, GError **error)
{
  const M77Kind *kind = m77_kind_find (seed->kind);
  gint64 number;

  if (kind == NULL || kind->key != M77_KEY_NUMBER)
    return TRUE;
  number = m77_json_get_int (seed->doc, kind->key_field, 0);
  return number <= 0 ||
         platform_tenant_saw_number (write->db, write->tenant->id, seed->kind, number, error);
}

gboolean
platform_core_seed_put (PlatformCore *self, const PlatformSeed *seed, GError **error)
{
  PlatformWrite *write = self->seeding;
  M77Record record = { .kind = seed->kind,
                       .id = seed->id,
                       .version = seed->version,
                       .created_at = seed->created_at,
                       .updated_at = seed->updated_at,
                       .updated_by = seed->author,
                       .doc = seed->doc };
  g_autoptr (GString) line = g_string_new (NULL);

  m77_json_pool_reset (write->pool);
  if (g_str_equal (seed->kind, "audit"))
    {
      M77Json *doc = m77_json_copy (write->pool, seed->doc);

      platform_audit_chain (&write->head, write->pool, doc);
      record.doc = doc;
    }
  m77_record_write (&record, line);
  g_hash_table_add (write->kinds, g_strdup (seed->kind));
  return note_number (write, seed, error) &&
         platform_record_put (self->db,
                              &write->head,
                              &record,
                              line,
                              platform_due_at (&record, write->now),
                              error);
}

gboolean
platform_core_seed_end (PlatformCore *self, GError **error)
{
  gboolean done = platform_write_commit (self->seeding, error);

  platform_core_seed_cancel (self);
  return done;
}

void
platform_core_seed_cancel (PlatformCore *self)
{
  if (self->seeding == NULL)
    return;
  platform_write_clear (self->seeding);
  platform_tenant_free ((PlatformTenant *) self->seeding->tenant);
  g_clear_pointer (&self->seeding, g_free);
}

gboolean
platform_core_set_four_eyes (PlatformCore *self,
                             const char *name,
                             gboolean four_eyes,
                             GError **error)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  g_auto (PlatformWrite) write = { NULL };
  PlatformAuditEntry entry = { .asked_at = M77_TIME_NONE,
                               .verb = four_eyes ? "four-eyes-on" : "four-eyes-off",
                               .subject_kind = "tenant",
                               .subject = name,
                               .outcome = "success" };

  return need_tenant (self, name, &tenant, error) &&
         platform_write_begin (&write, self, tenant, m77_runtime_now (self->runtime), error) &&
         platform_tenant_set_four_eyes (self->db, tenant->id, four_eyes, error) &&
         platform_write_audit (&write, &entry, error) && platform_write_commit (&write, error);
}

gboolean
platform_core_backup (PlatformCore *self, const char *path, GError **error)
{
  return platform_backup_write (self->db, path, error);
}

gboolean
platform_core_restore (PlatformCore *self, const char *path, const char *before, GError **error)
{
  if (!platform_db_is_first (self->db))
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_LOCKED,
                           _ ("The platform is running: stop it first."));
      return FALSE;
    }
  g_hash_table_remove_all (self->grants);
  return platform_backup_write (self->db, before, error) &&
         platform_backup_read (self->db, path, error) && platform_db_migrate (self->db, error) &&
         platform_tenant_renew_epochs (self->db, self->runtime, error) &&
         platform_mark_renew (self->db, self->directory, self->runtime, error);
}

char **
platform_core_tenants (PlatformCore *self, GError **error)
{
  return platform_tenant_names (self->db, error);
}

gboolean
platform_core_audit_verify (PlatformCore *self, const char *name, gint64 *last, GError **error)
{
  g_autoptr (PlatformTenant) tenant = NULL;

  *last = 0;
  return need_tenant (self, name, &tenant, error) &&
         platform_audit_verify (self->db, tenant->id, last, error);
}

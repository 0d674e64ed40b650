/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-attempt"

#include "config.h"

#include "platform/api/platform-attempt.h"

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "platform/api/platform-spread.h"
#include "platform/store/platform-key.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"

/* Longer outcomes are remembered without their record: a busy incident with a long timeline
 * would else be kept once for each note. Repeated, they carry the record as it is. */
#define REMEMBER_RECORD_MAX (64 * 1024)

static gboolean
decide (PlatformAttempt *self, M77OutcomeType type, const char *code, char *detail)
{
  self->is_decided = TRUE;
  g_free (self->detail);
  self->detail = detail;
  self->outcome.key = self->operation.key;
  self->outcome.type = type;
  self->outcome.code = code;
  self->outcome.detail = detail;
  return TRUE;
}

gboolean
platform_attempt_refuse (PlatformAttempt *self,
                         M77OutcomeType type,
                         const char *code,
                         const char *format,
                         ...)
{
  va_list arguments;
  char *detail;

  va_start (arguments, format);
  detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return decide (self, type, code, detail);
}

gboolean
platform_attempt_reject (PlatformAttempt *self, const char *code, const char *format, ...)
{
  va_list arguments;
  char *detail;

  va_start (arguments, format);
  detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return decide (self, M77_OUTCOME_REJECTED, code, detail);
}

gboolean
platform_attempt_conflict (PlatformAttempt *self,
                           const char *code,
                           const M77Record *record,
                           const char *detail)
{
  if (platform_grants_may_read (self->grants, record->kind))
    self->result = *record;
  return decide (self, M77_OUTCOME_CONFLICT, code, g_strdup (detail));
}

gboolean
platform_attempt_reject_error (PlatformAttempt *self, const GError *error)
{
  return platform_attempt_reject (self, m77_error_nick (error), "%s", error->message);
}

gboolean
platform_attempt_reject_faults (PlatformAttempt *self, GPtrArray *faults)
{
  M77JsonPool *pool = self->write->pool;
  M77Json *errors = m77_json_array_new (pool);
  const M77Fault *first = faults->pdata[0];

  for (guint i = 0; i < faults->len; i++)
    {
      const M77Fault *fault = faults->pdata[i];
      M77Json *entry = m77_json_object_new (pool);

      m77_json_set_string (pool, entry, "field", fault->field);
      m77_json_set_string (pool, entry, "code", fault->code);
      m77_json_set_string (pool, entry, "message", fault->message);
      m77_json_append (errors, entry);
    }
  platform_attempt_reject (self, "validation-failed", "%s: %s", first->field, first->message);
  self->outcome.errors = errors;
  g_ptr_array_unref (faults);
  return TRUE;
}

gboolean
platform_attempt_may (PlatformAttempt *self, const char *verb, const M77Json *doc)
{
  return platform_grants_may (self->grants, self->operation.kind, verb, doc);
}

gboolean
platform_attempt_deny (PlatformAttempt *self, const char *verb, GError **error)
{
  const M77Operation *operation = &self->operation;
  PlatformAuditEntry entry = { .asked_at = operation->asked_at,
                               .verb = verb,
                               .subject_kind = operation->kind,
                               .subject = operation->id,
                               .outcome = "denied",
                               .code = "not-permitted",
                               .reason = operation->reason,
                               .operation = operation->key };

  platform_attempt_reject (self,
                           "not-permitted",
                           _ ("You may not %s this %s: ask an administrator."),
                           verb,
                           operation->kind);
  return platform_write_audit (self->write, &entry, error);
}

gboolean
platform_attempt_keep (PlatformAttempt *self)
{
  self->result = self->current;
  return decide (self, M77_OUTCOME_APPLIED, NULL, NULL);
}

gboolean
platform_attempt_apply (PlatformAttempt *self,
                        const char *verb,
                        const char *id,
                        M77Json *doc,
                        const char *approved_by,
                        GError **error)
{
  const M77Operation *operation = &self->operation;
  const M77Record *before = self->current.id != NULL ? &self->current : NULL;
  PlatformAuditEntry entry = { .asked_at = operation->asked_at,
                               .approved_by = approved_by,
                               .verb = verb,
                               .subject_kind = operation->kind,
                               .subject = id,
                               .before = self->exists ? self->current.doc : NULL,
                               .after = doc,
                               .outcome = "success",
                               .reason = operation->reason,
                               .operation = operation->key };

  if (!platform_write_put (self->write, before, operation->kind, id, doc, &self->result, error))
    return FALSE;
  decide (self, M77_OUTCOME_APPLIED, NULL, NULL);
  return platform_write_audit (self->write, &entry, error);
}

gboolean
platform_attempt_fits (PlatformAttempt *self, const M77Json *doc, gboolean log_only)
{
  g_autoptr (GString) text = g_string_new (NULL);

  m77_json_write (doc, text);
  if (text->len <= (log_only ? M77_RECORD_MAX : M77_RECORD_MAX - M77_RECORD_LOG_ROOM))
    return TRUE;
  platform_attempt_reject (self,
                           "too-large",
                           _ ("The record would have %lu bytes: shorten it."),
                           (gulong) text->len);
  return FALSE;
}

gboolean
platform_attempt_check_key (PlatformAttempt *self, const M77Json *doc, GError **error)
{
  g_autofree char *key = NULL;
  M77Record other;

  if (self->kind == NULL || self->kind->key != M77_KEY_FIELD)
    return TRUE;
  key = platform_record_unique_key (self->kind, doc);
  if (key == NULL)
    return TRUE;
  if (!platform_record_by_key (self->write->db,
                               self->write->tenant->id,
                               self->operation.kind,
                               key,
                               self->write->pool,
                               &other,
                               error))
    return FALSE;
  if (other.id != NULL && g_strcmp0 (other.id, self->current.id) != 0)
    platform_attempt_conflict (self, "key-taken", &other, _ ("There is one of that name already."));
  return TRUE;
}

gboolean
platform_attempt_check_guards (PlatformAttempt *self, GError **error)
{
  const M77Operation *operation = &self->operation;
  g_auto (PlatformKey) followed = { NULL };

  if (operation->if_version > 0 && self->exists && operation->if_version != self->current.version)
    return platform_attempt_conflict (self,
                                      "conflict",
                                      &self->current,
                                      _ ("It has changed meanwhile."));
  if (operation->after == NULL)
    return TRUE;
  if (!platform_key_find (self->write->db,
                          self->write->tenant->id,
                          self->token->member,
                          operation->after,
                          &followed,
                          error))
    return FALSE;
  if (followed.version > 0 && operation->type == M77_OPERATION_CREATE)
    return TRUE;
  if (followed.version > 0 && g_strcmp0 (followed.kind, operation->kind) == 0 &&
      g_strcmp0 (followed.id, self->current.id) == 0 && followed.version == self->current.version)
    return TRUE;
  return platform_attempt_refuse (self,
                                  M77_OUTCOME_BLOCKED,
                                  "blocked",
                                  _ ("What it was to follow is not how it left it."));
}

gboolean
platform_attempt_find_nothing (PlatformAttempt *self, GError **error)
{
  if (self->exists)
    return TRUE;
  if (self->operation.after != NULL && !platform_attempt_check_guards (self, error))
    return FALSE;
  return self->is_decided ||
         platform_attempt_reject (self, "not-found", _ ("There is no such record."));
}

/* A kind nobody knows can be edited as it is, but not acted upon. */
static gboolean
kind_name_is_valid (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= 63 && g_ascii_islower (name[0]) &&
         strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length &&
         !g_str_equal (name, "changes") && !g_str_equal (name, "operations") &&
         !g_str_equal (name, "events") && !g_str_equal (name, "me") &&
         !g_str_equal (name, "checkpoints") && !g_str_equal (name, "alerts");
}

/* Whether it may concern deliveries: those that are still to be made, too. */
static gboolean
moves_deliveries (const M77Operation *operation)
{
  return g_str_equal (operation->kind, "delivery") || g_str_equal (operation->kind, "webhook");
}

static gboolean
carry_out (PlatformAttempt *self, GError **error)
{
  const M77Operation *operation = &self->operation;

  self->kind = m77_kind_find (operation->kind);
  if (!kind_name_is_valid (operation->kind) ||
      (self->kind != NULL && !g_str_equal (self->kind->name, operation->kind)))
    return platform_attempt_reject (self, "unknown-kind", _ ("There is no such kind."));
  if (moves_deliveries (operation) && !platform_spread (self->write, error))
    return FALSE;
  if (!platform_record_get (self->write->db,
                            self->write->tenant->id,
                            operation->kind,
                            operation->id,
                            self->write->pool,
                            &self->current,
                            error))
    return FALSE;
  self->exists = self->current.id != NULL && !self->current.deleted;
  switch (operation->type)
    {
    case M77_OPERATION_CREATE:
      return platform_attempt_create (self, error);
    case M77_OPERATION_UPDATE:
      return platform_attempt_update (self, error);
    case M77_OPERATION_DELETE:
      return platform_attempt_delete (self, error);
    case M77_OPERATION_ACT:
      return platform_attempt_act (self, error);
    }
  return TRUE;
}

static gboolean
is_too_old (PlatformAttempt *self)
{
  return m77_id_time (self->operation.key) < self->write->now - PLATFORM_KEY_KEPT_MS;
}

static gboolean
run_saved (PlatformAttempt *self, GError **error)
{
  gboolean denied, done;

  if (is_too_old (self))
    return platform_attempt_reject (self,
                                    "key-expired",
                                    _ ("The operation is over 30 days old: send it anew."));
  self->write->own = self->operation.id;
  done = platform_write_save (self->write, error) && carry_out (self, error);
  self->write->own = self->write->action = NULL;
  if (!done)
    return FALSE;
  denied = g_strcmp0 (self->outcome.code, "not-permitted") == 0; /* its audit entry stays */
  return platform_write_release (self->write,
                                 self->outcome.type == M77_OUTCOME_APPLIED || denied,
                                 error);
}

/* The outcome as text; with or without what is not to be kept. */
static char *
outcome_text (PlatformAttempt *self, gboolean with_record, gboolean with_secret)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GString) record = NULL;
  M77Outcome outcome = self->outcome;

  if (!with_secret)
    outcome.secret = NULL;
  if (with_record && self->result.id != NULL &&
      platform_grants_may_read (self->grants, self->result.kind))
    {
      record = g_string_new (NULL);
      m77_record_write (&self->result, record);
      outcome.record_text = record->str;
    }
  m77_outcome_write (&outcome, text);
  return g_string_free (text, FALSE);
}

/* Whether the same is to be said for ever. A version that is behind stays behind; a name that is
 * taken may be free when the same bytes come again, late, and whoever sent them was told no. */
static gboolean
is_lasting (const M77Outcome *outcome)
{
  if (outcome->type == M77_OUTCOME_REJECTED)
    return !g_str_equal (outcome->code, "key-expired");
  return outcome->type == M77_OUTCOME_APPLIED ||
         (outcome->type == M77_OUTCOME_CONFLICT && g_str_equal (outcome->code, "key-taken"));
}

/* said: the outcome as it is answered. */
static gboolean
remember (PlatformAttempt *self, const char *hash, const char *said, GError **error)
{
  gboolean applied = self->outcome.type == M77_OUTCOME_APPLIED;
  gboolean is_long = strlen (said) > REMEMBER_RECORD_MAX;
  g_autofree char *text = NULL;
  PlatformKey key = { .hash = (char *) hash };

  if (!is_lasting (&self->outcome))
    return TRUE;
  if (is_long || self->outcome.secret != NULL)
    text = outcome_text (self, !is_long, FALSE);
  key.outcome = text != NULL ? text : (char *) said;
  key.kind = (char *) self->operation.kind;
  key.id = (char *) (applied ? self->result.id : self->operation.id);
  key.version = applied ? self->result.version : 0;
  return platform_key_remember (self->write->db,
                                self->write->tenant->id,
                                self->token->member,
                                self->operation.key,
                                &key,
                                error);
}

/* The same answer again. */
static gboolean
repeat (PlatformAttempt *self, const PlatformKey *key, GString *out, GError **error)
{
  M77JsonPool *pool = self->write->pool;
  const M77Json *said = m77_json_parse (pool, key->outcome, -1, error);
  g_autofree char *text = NULL;

  if (said == NULL || !m77_outcome_from_json (&self->outcome, said, error))
    return FALSE;
  if (key->version == 0 || self->outcome.record != NULL ||
      !platform_grants_may_read (self->grants, key->kind))
    {
      g_string_append (out, key->outcome);
      return TRUE;
    }
  if (!platform_record_get (
          self->write->db, self->write->tenant->id, key->kind, key->id, pool, &self->result, error))
    return FALSE;
  text = outcome_text (self, TRUE, FALSE);
  g_string_append (out, text);
  return TRUE;
}

static gboolean
run_first (PlatformAttempt *self,
           const M77Json *value,
           const char *hash,
           GString *out,
           GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autofree char *text = NULL;

  if (!m77_operation_from_json (&self->operation, value, &wrong))
    platform_attempt_reject_error (self, wrong);
  else if (!run_saved (self, error))
    return FALSE;
  text = outcome_text (self, TRUE, TRUE);
  g_string_append (out, text);
  return self->operation.kind == NULL || remember (self, hash, text, error);
}

gboolean
platform_attempt_run (PlatformWrite *write,
                      PlatformGrants *grants,
                      const PlatformToken *token,
                      const M77Json *value,
                      M77OutcomeType *outcome,
                      GString *out,
                      GError **error)
{
  PlatformAttempt self = { .write = write, .grants = grants, .token = token };
  const char *text = m77_json_get_string (value, "key");
  g_autofree char *hash = m77_json_sha256 (value);
  g_auto (PlatformKey) key = { NULL };
  gboolean done;

  self.outcome.max_age_s = -1;
  self.operation.key = text;
  self.replace = m77_json_get (value, "replace");
  if (!platform_key_find (write->db, write->tenant->id, token->member, text, &key, error))
    return FALSE;
  if (key.hash == NULL)
    done = run_first (&self, value, hash, out, error);
  else if (g_str_equal (key.hash, hash))
    done = repeat (&self, &key, out, error);
  else
    {
      g_autofree char *said = NULL;

      done = platform_attempt_reject (&self,
                                      "idempotency-mismatch",
                                      _ ("This key was used for another operation."));
      said = outcome_text (&self, FALSE, FALSE);
      g_string_append (out, said);
    }
  *outcome = self.outcome.type;
  g_free (self.detail);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-edit"

#include "config.h"

#include "platform/api/platform-attempt.h"

#include <glib/gi18n-lib.h>

#include "platform/api/platform-rules.h"
#include "platform/store/platform-record.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-validate.h"

static gboolean
is_in (const char *const *states, const char *state)
{
  return states == NULL || (state != NULL && g_strv_contains (states, state));
}

/* An entry of a log as it is stored: the caller's, and when it came. What the author's clock
 * said stays in `at`. */
static M77Json *
stamp_entry (PlatformWrite *write, const M77Json *entry)
{
  M77Json *stamped = m77_json_copy (write->pool, entry);

  if (!m77_json_is (entry, M77_JSON_OBJECT))
    return stamped;
  m77_json_set_string (write->pool, stamped, "author", write->member);
  platform_write_set_time (write, stamped, "received_at", write->now);
  if (m77_json_get_string (entry, "at") == NULL)
    platform_write_set_time (write, stamped, "at", write->now);
  return stamped;
}

static const M77Json *
find_entry (const M77Json *log, const char *id)
{
  for (const M77Json *e = m77_json_first (log); e != NULL && id != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_get_string (e, "id"), id) == 0)
      return e;
  return NULL;
}

/* A log given whole may only add entries: those that are there stay as they are. NULL when
 * one of them is missing or another. */
static M77Json *
stamp_log (PlatformWrite *write, const M77Json *before, const M77Json *log)
{
  M77Json *stamped = m77_json_array_new (write->pool);

  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    if (!m77_json_equal (e, find_entry (log, m77_json_get_string (e, "id"))))
      return NULL;
  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    m77_json_append (stamped,
                     find_entry (before, m77_json_get_string (e, "id")) != NULL
                         ? m77_json_copy (write->pool, e)
                         : stamp_entry (write, e));
  return stamped;
}

/* The patch with its logs stamped; decides the attempt when one would lose entries. */
static M77Json *
stamp_patch (PlatformAttempt *self, const M77Json *before, const M77Json *patch)
{
  M77JsonPool *pool = self->write->pool;
  M77Json *stamped = m77_json_copy (pool, patch);

  if (self->kind == NULL)
    return stamped;
  for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
    {
      const M77Json *log = m77_json_get (patch, field->name);
      M77Json *whole;

      if (field->type != M77_TYPE_LOG || log == NULL)
        continue;
      whole = stamp_log (self->write, m77_json_get (before, field->name), log);
      if (whole == NULL)
        {
          platform_attempt_reject (self,
                                   "validation-failed",
                                   _ ("%s only grows: add entries to it."),
                                   field->name);
          return stamped;
        }
      m77_json_set (pool, stamped, field->name, whole);
    }
  return stamped;
}

static M77Json *
stamp_elements (PlatformWrite *write, const M77Json *elements)
{
  M77Json *stamped;

  if (elements == NULL)
    return NULL;
  stamped = m77_json_copy (write->pool, elements);
  for (const M77Json *change = m77_json_first (elements); change != NULL;
       change = m77_json_next (change))
    {
      const M77Json *append = m77_json_get (change, "append");
      M77Json *entries, *copy;

      if (!m77_json_is (append, M77_JSON_ARRAY))
        continue;
      entries = m77_json_array_new (write->pool);
      for (const M77Json *e = m77_json_first (append); e != NULL; e = m77_json_next (e))
        m77_json_append (entries, stamp_entry (write, e));
      copy = m77_json_copy (write->pool, change);
      m77_json_set (write->pool, copy, "append", entries);
      m77_json_set (write->pool, stamped, m77_json_name (change), copy);
    }
  return stamped;
}

/* What the author says, completed and checked; NULL when it is decided. */
static M77Json *
complete_doc (PlatformAttempt *self)
{
  M77JsonPool *pool = self->write->pool;
  M77Json *doc = m77_create_complete (pool, self->kind, self->operation.doc);
  GPtrArray *faults = m77_validate_edit (self->kind, NULL, doc, NULL, FALSE);

  if (faults != NULL)
    {
      platform_attempt_reject_faults (self, faults);
      return NULL;
    }
  doc = m77_patch_apply (pool, NULL, stamp_patch (self, NULL, doc));
  return self->is_decided ? NULL : doc;
}

static gboolean
give_number (PlatformAttempt *self, M77Json *doc, GError **error)
{
  gint64 number;

  if (self->kind->key != M77_KEY_NUMBER)
    return TRUE;
  if (!platform_tenant_next_number (self->write->db,
                                    self->write->tenant->id,
                                    self->kind->name,
                                    &number,
                                    error))
    return FALSE;
  m77_json_set_int (self->write->pool, doc, self->kind->key_field, number);
  return TRUE;
}

gboolean
platform_attempt_create (PlatformAttempt *self, GError **error)
{
  M77Json *doc;

  if (!platform_attempt_may (self, "create", self->operation.doc))
    return platform_attempt_deny (self, "create", error);
  if (self->current.id != NULL)
    return platform_attempt_conflict (self,
                                      "key-taken",
                                      &self->current,
                                      _ ("There is a record of that id already."));
  if (!platform_attempt_check_guards (self, error))
    return FALSE;
  if (self->is_decided)
    return TRUE;
  doc = self->kind != NULL ? complete_doc (self)
                           : m77_json_copy (self->write->pool, self->operation.doc);
  if (doc == NULL || !platform_attempt_fits (self, doc, FALSE))
    return TRUE;
  if (!platform_attempt_check_key (self, doc, error))
    return FALSE;
  if (self->is_decided)
    return TRUE;
  if (self->kind != NULL &&
      (!give_number (self, doc, error) || !platform_rules_created (self, doc, error)))
    return FALSE;
  return self->is_decided ||
         platform_attempt_apply (self, "create", self->operation.id, doc, NULL, error);
}

/* What there is, when it may be changed; decides the attempt otherwise. */
static gboolean
check_there (PlatformAttempt *self, const char *verb, GError **error)
{
  if (self->exists ? !platform_attempt_may (self, verb, self->current.doc)
                   : !platform_grants_may_read (self->grants, self->operation.kind))
    return platform_attempt_deny (self, verb, error);
  return platform_attempt_find_nothing (self, error) &&
         (self->is_decided || platform_attempt_check_guards (self, error));
}

static gboolean
is_log_only (const M77Operation *operation)
{
  if (operation->patch != NULL)
    return FALSE;
  for (const M77Json *change = m77_json_first (operation->elements); change != NULL;
       change = m77_json_next (change))
    if (m77_json_get (change, "append") == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_edit (PlatformAttempt *self)
{
  const M77Operation *operation = &self->operation;
  GPtrArray *faults;

  if (self->kind == NULL)
    return TRUE;
  if (!is_in (self->kind->edit_states, m77_record_state (self->kind, self->current.doc)))
    {
      self->result = self->current;
      platform_attempt_reject (self,
                               "precondition-changed",
                               _ ("It can no longer be edited in the state it is in."));
      return FALSE;
    }
  faults = m77_validate_edit (self->kind,
                              self->current.doc,
                              operation->patch,
                              operation->elements,
                              FALSE);
  if (faults != NULL)
    platform_attempt_reject_faults (self, faults);
  return faults == NULL;
}

/* A whole document put in place is the edit that leads to it. */
static void
make_edit (PlatformAttempt *self)
{
  M77Json *patch = NULL, *elements = NULL;

  if (self->replace == NULL)
    return;
  m77_edit_diff (self->write->pool,
                 self->kind,
                 self->current.doc,
                 self->replace,
                 &patch,
                 &elements);
  self->operation.patch = patch;
  self->operation.elements = elements;
}

/* The document after the edit; NULL when it is decided. */
static M77Json *
edit_doc (PlatformAttempt *self)
{
  const M77Operation *operation = &self->operation;
  g_autoptr (GError) wrong = NULL;
  M77Json *patch, *elements, *doc;

  if (!check_edit (self))
    return NULL;
  patch = operation->patch != NULL ? stamp_patch (self, self->current.doc, operation->patch) : NULL;
  elements = stamp_elements (self->write, operation->elements);
  if (self->is_decided)
    return NULL;
  doc = m77_edit_apply (self->write->pool, self->current.doc, patch, elements, &wrong);
  if (doc == NULL)
    platform_attempt_reject_error (self, wrong);
  return doc;
}

gboolean
platform_attempt_update (PlatformAttempt *self, GError **error)
{
  M77Json *doc;

  if (!check_there (self, "edit", error))
    return FALSE;
  if (self->is_decided)
    return TRUE;
  make_edit (self);
  doc = edit_doc (self);
  if (doc == NULL)
    return TRUE;
  if (m77_json_equal (doc, self->current.doc))
    return platform_attempt_keep (self);
  if (!platform_attempt_fits (self, doc, is_log_only (&self->operation)))
    return TRUE;
  if (!platform_attempt_may (self, "edit", doc))
    return platform_attempt_deny (self, "edit", error);
  if (!platform_attempt_check_key (self, doc, error))
    return FALSE;
  if (self->is_decided)
    return TRUE;
  if (self->kind != NULL && !platform_rules_edited (self, doc, error))
    return FALSE;
  return self->is_decided ||
         platform_attempt_apply (self, "edit", self->current.id, doc, NULL, error);
}

gboolean
platform_attempt_delete (PlatformAttempt *self, GError **error)
{
  g_autofree char *by = NULL;

  if (!check_there (self, "delete", error))
    return FALSE;
  if (self->is_decided)
    return TRUE;
  if (self->kind != NULL &&
      !is_in (self->kind->remove_states, m77_record_state (self->kind, self->current.doc)))
    {
      self->result = self->current;
      return platform_attempt_reject (self,
                                      "precondition-changed",
                                      _ ("It cannot be deleted in the state it is in."));
    }
  if (self->kind != NULL && !platform_rules_referrer (self, &by, error))
    return FALSE;
  if (by != NULL)
    return platform_attempt_reject (self,
                                    "validation-failed",
                                    _ ("%s still refers to it: change that first."),
                                    by);
  return platform_attempt_apply (self, "delete", self->current.id, NULL, NULL, error);
}

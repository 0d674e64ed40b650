/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-create.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/service/agent-edit.h"
#include "agent/service/agent-permit.h"
#include "agent/service/agent-reference.h"
#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-validate.h"

#define SLUG_MOST  63
#define TRIES_MOST 1000 /* numbers after a name that is taken */

/* Whether a record here has the key that this one would have. */
static gboolean
is_taken (const AgentDesk *desk, const M77Kind *kind, const M77Json *doc)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *key = m77_record_key (kind, doc, "", 0);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentRow) row = agent_cache_find (desk->reader, kind->name, key, &error);

  if (row == NULL)
    return g_error_matches (error, M77_ERROR, M77_ERROR_AMBIGUOUS);
  /* An id may end in the same letters. */
  found = agent_row_key (row, pool);
  return !row->deleted && g_ascii_strcasecmp (found, key) == 0;
}

/* "cards-fail-2", "cards-fail-3"…, until it is free. */
static void
number_name (const AgentDesk *desk, M77JsonPool *pool, const M77Kind *kind, M77Json *doc)
{
  g_autofree char *name = g_strdup (m77_json_get_string (doc, "name"));

  for (guint n = 2; n < TRIES_MOST && is_taken (desk, kind, doc); n++)
    {
      g_autofree char *end = g_strdup_printf ("-%u", n);
      gsize kept = MIN (strlen (name), SLUG_MOST - strlen (end));
      g_autofree char *numbered = NULL;

      while (((guchar) name[kept] & 0xc0) == 0x80)
        kept--; /* not within a character */
      numbered = g_strdup_printf ("%.*s%s", (int) kept, name, end);
      m77_json_set_string (pool, doc, "name", numbered);
    }
}

static gboolean
settle_key (const AgentDesk *desk,
            M77JsonPool *pool,
            const M77Kind *kind,
            gboolean derived,
            M77Json *doc,
            GError **error)
{
  g_autofree char *key = NULL;

  if (kind->key != M77_KEY_FIELD || m77_json_get_string (doc, kind->key_field) == NULL)
    return TRUE;
  if (derived)
    number_name (desk, pool, kind, doc);
  if (!is_taken (desk, kind, doc))
    return TRUE;
  key = m77_record_key (kind, doc, "", 0);
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_KEY_TAKEN,
               /* Translators: a kind of record, then a name */
               _ ("There is a %s “%s” already; give this one another name."),
               g_dgettext (GETTEXT_PACKAGE, kind->label),
               key);
  return FALSE;
}

/* As it will be; NULL with error set. */
static M77Json *
complete (const AgentDesk *desk,
          M77JsonPool *pool,
          const M77Kind *kind,
          const char *text,
          GError **error)
{
  const M77Json *given;
  M77Json *doc;
  gboolean derived;

  if (!agent_desk_read_object (pool, text, &given, error) ||
      !agent_reference_resolve (desk, pool, kind, &given, error))
    return NULL;
  /* Without its nulls, which say the same as nothing. */
  doc = m77_create_complete (pool, kind, m77_patch_apply (pool, NULL, given));
  derived = m77_json_is_null (m77_json_get (given, "name"));
  return settle_key (desk, pool, kind, derived, doc, error) ? doc : NULL;
}

/* The create that was made as this id before: TRUE with it told. FALSE with *error set: the id is
 * another operation's, or none; FALSE without: it is free. */
static gboolean
find_made (AgentDesk *desk,
           const M77Kind *kind,
           const char *as,
           gint64 *seq,
           char **id,
           char **operation,
           GError **error)
{
  g_autoptr (AgentOperation) made = NULL;
  g_autoptr (GError) missing = NULL;

  if (!m77_id_is_valid (as))
    {
      g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("“%s” is no operation's id"), as);
      return FALSE;
    }
  made = agent_journal_find (desk->journal, as, &missing);
  if (made == NULL)
    {
      if (missing != NULL && !g_error_matches (missing, M77_ERROR, M77_ERROR_NOT_FOUND))
        g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (made->type != M77_OPERATION_CREATE || g_strcmp0 (made->kind, kind->name) != 0)
    {
      g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("“%s” is another operation"), as);
      return FALSE;
    }
  *seq = made->seq;
  *id = g_strdup (made->record);
  *operation = g_strdup (made->id);
  return TRUE;
}

gboolean
agent_create_as (AgentDesk *desk,
                 const char *kind,
                 const char *doc,
                 const char *as,
                 gint64 *seq,
                 char **id,
                 char **operation,
                 GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *of = agent_desk_kind (kind, error);
  g_autoptr (M77Grants) grants = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autofree char *record = NULL;
  AgentOperation *made;
  M77Json *whole;

  if (of == NULL)
    return FALSE;
  if (*as != '\0')
    {
      g_autoptr (GError) local = NULL;

      if (find_made (desk, of, as, seq, id, operation, &local))
        return TRUE;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  agent_desk_settle (desk);
  whole = complete (desk, pool, of, doc, error);
  if (whole == NULL)
    return FALSE;
  grants = agent_permit_load (desk);
  if (!agent_permit_check (grants, of, "create", whole, error))
    return FALSE;
  faults = m77_validate_edit (of, NULL, whole, NULL, FALSE);
  if (faults != NULL)
    {
      m77_faults_to_error (faults, error);
      return FALSE;
    }
  record = m77_id_new (desk->store->runtime);
  made = agent_desk_operation (desk, M77_OPERATION_CREATE, of, record, error);
  if (made == NULL)
    return FALSE;
  made->doc = m77_json_to_text (whole);
  if (*as != '\0')
    made->id = g_strdup (as);
  if (!agent_edit_add (desk, made, seq, operation, error))
    return FALSE;
  *id = g_steal_pointer (&record);
  return TRUE;
}

gboolean
agent_create (AgentDesk *desk,
              const char *kind,
              const char *doc,
              gint64 *seq,
              char **id,
              char **operation,
              GError **error)
{
  return agent_create_as (desk, kind, doc, "", seq, id, operation, error);
}

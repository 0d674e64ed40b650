/* EditIds, ActIds and ActFits: what is done to records that a person marked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include <glib/gi18n.h>

#include "agent/service/agent-act.h"
#include "agent/service/agent-bulk.h"
#include "agent/service/agent-call.h"
#include "agent/service/agent-edit.h"
#include "agent/service/agent-permit.h"
#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"
#include "shared/model/m77-act.h"

static GVariant *
edit_ids_work (AgentCall *call, GError **error)
{
  AgentEdit edit = { 0 };
  const char *kind;
  g_autofree const char **ids = NULL;
  gint64 seq;
  guint count;

  g_variant_get (call->parameters, "(&s^a&s&s&s)", &kind, &ids, &edit.patch, &edit.elements);
  if (!agent_edit_ids (&call->desk, kind, ids, &edit, &seq, &count, error))
    return NULL;
  return g_variant_new ("(tu)", (guint64) seq, count);
}

static GVariant *
act_ids_work (AgentCall *call, GError **error)
{
  AgentAsk ask = { 0 };
  const char *kind;
  g_autofree const char **ids = NULL;
  gint64 seq;
  guint count;

  g_variant_get (call->parameters,
                 "(&s&s^a&s&s&s)",
                 &ask.action,
                 &kind,
                 &ids,
                 &ask.args,
                 &ask.reason);
  if (!agent_act_ids (&call->desk, kind, ids, &ask, &seq, &count, error))
    return NULL;
  return g_variant_new ("(tu)", (guint64) seq, count);
}

/* ---- ActFits ---- */

typedef struct
{
  const M77Kind *kind;
  const M77Action *action;
  M77Grants *grants;
  M77JsonPool *pool;
  GVariantBuilder fitting;
  GHashTable *places; /* environment → number */
  M77Danger danger;
  guint n;
  char *why;
} Fit;

static void
take_fitting (Fit *fit, const AgentRow *row, const M77Json *doc)
{
  const M77Action *guard = m77_act_guard (fit->kind, fit->action, doc);
  const char *environment = m77_json_get_string (doc, "environment");
  gpointer n;

  fit->danger = MAX (fit->danger, m77_action_danger (guard, environment));
  environment = environment != NULL ? environment : "";
  n = g_hash_table_lookup (fit->places, environment);
  g_hash_table_replace (fit->places,
                        g_strdup (environment),
                        GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
  g_variant_builder_add (&fit->fitting, "s", row->id);
  fit->n++;
}

static gboolean
fit_cb (const AgentRow *row, gpointer data, AgentOperation **operation, GError **error)
{
  Fit *fit = data;
  g_autoptr (GError) refused = NULL;
  const M77Json *doc;

  m77_json_pool_reset (fit->pool);
  doc = m77_json_parse (fit->pool, row->doc, -1, NULL);
  if (agent_permit_check (fit->grants, fit->kind, fit->action->name, doc, &refused) &&
      m77_act_check_state (fit->kind, fit->action, doc, &refused))
    take_fitting (fit, row, doc);
  else if (fit->why == NULL)
    {
      g_autofree char *key = agent_row_key (row, fit->pool);

      fit->why = g_strdup_printf ("%s: %s", key, refused->message);
    }
  return TRUE;
}

static GVariant *
places_new (GHashTable *places)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer place, n;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(su)"));
  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &place, &n))
    g_variant_builder_add (&builder, "(su)", (const char *) place, GPOINTER_TO_UINT (n));
  return g_variant_builder_end (&builder);
}

static GVariant *
fits (AgentCall *call, Fit *fit, const char *filter, const char *const *ids, GError **error)
{
  guint found = 0;
  GVariant *answer = NULL;

  g_variant_builder_init (&fit->fitting, G_VARIANT_TYPE ("as"));
  fit->grants = agent_permit_load (&call->desk);
  fit->pool = m77_json_pool_new ();
  fit->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (agent_bulk_look (
          &call->desk, fit->kind, filter, ids[0] != NULL ? ids : NULL, fit_cb, fit, &found, error))
    answer = g_variant_new ("(uasu@a(su)s)",
                            found,
                            &fit->fitting,
                            (guint) fit->danger,
                            places_new (fit->places),
                            fit->why != NULL ? fit->why
                            : fit->n < found ? _ ("it is gone")
                                             : "");
  g_variant_builder_clear (&fit->fitting);
  g_hash_table_unref (fit->places);
  m77_json_pool_free (fit->pool);
  g_clear_pointer (&fit->grants, m77_grants_free);
  g_free (fit->why);
  return answer;
}

static GVariant *
act_fits_work (AgentCall *call, GError **error)
{
  const char *action, *kind, *filter;
  g_autofree const char **ids = NULL;
  Fit fit = { 0 };

  g_variant_get (call->parameters, "(&s&s&s^a&s)", &action, &kind, &filter, &ids);
  agent_desk_settle (&call->desk);
  fit.kind = agent_desk_kind (kind, error);
  if (fit.kind == NULL)
    return NULL;
  fit.action = m77_kind_action (fit.kind, action);
  if (fit.action != NULL)
    return fits (call, &fit, filter, ids, error);
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_INVALID,
               /* Translators: a kind of record, then what the person typed */
               _ ("A %s has no action “%s”; m77 act --help names them."),
               g_dgettext (GETTEXT_PACKAGE, fit.kind->label),
               action);
  return NULL;
}

static const AgentMethod methods[] = {
  { "handle-edit-ids", AGENT_CALL_SLOW, edit_ids_work },
  { "handle-act-ids", AGENT_CALL_SLOW, act_ids_work },
  { "handle-act-fits", AGENT_CALL_SLOW, act_fits_work },
  { NULL },
};

void
agent_chosen_connect (AgentSession *self)
{
  agent_call_connect (self, methods);
}

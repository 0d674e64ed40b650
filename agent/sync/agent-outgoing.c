/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-outgoing"

#include "config.h"

#include "agent/sync/agent-outgoing.h"

#include <string.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

#define BATCH_BYTES (4 * 1024 * 1024) /* of one request */
#define PROMPT_MS   60000 /* an action that is not to fire late leaves in this, or not */

/* What is ahead of the next operation on one record. */
typedef struct
{
  gboolean blocked;
  char *key; /* in flight, or in this very batch */
  gboolean guarded;
  gint64 base_version;
} Chain;

static void
chain_free (gpointer data)
{
  Chain *chain = data;

  g_free (chain->key);
  g_free (chain);
}

void
agent_outgoing_clear (AgentOutgoing *self)
{
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
}

static void
prepare_arrays (AgentOutgoing *self)
{
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_attempt_free);
  self->moved = g_ptr_array_new_with_free_func ((GDestroyNotify) agent_operation_free);
  self->next_due = M77_TIME_NONE;
}

static void
note_due (AgentOutgoing *self, gint64 at)
{
  if (self->next_due == M77_TIME_NONE || at < self->next_due)
    self->next_due = at;
}

static const M77Action *
find_action (const AgentOperation *operation)
{
  const M77Kind *kind = m77_kind_find (operation->kind);

  return kind == NULL ? NULL : m77_kind_action (kind, operation->action);
}

/* How long an unsent action may still go by itself, and how long a person may still be
 * asked about it. */
static void
action_limits (const AgentOperation *operation, gint64 *goes_until, gint64 *held_until)
{
  const M77Action *action = find_action (operation);

  *goes_until = operation->expires_at;
  *held_until = operation->expires_at;
  if (action == NULL || action->offline == M77_OFFLINE_HOLD)
    *goes_until = MIN (operation->expires_at, operation->asked_at + PROMPT_MS);
  else if (action->offline == M77_OFFLINE_ALLOW)
    *held_until = operation->expires_at + M77_ACT_HELD_AFTER_MS;
}

/* Moves an action whose time is over. *gone says that it will not leave now. */
static gboolean
lapse (AgentOutgoing *self,
       AgentJournal *journal,
       AgentOperation *operation,
       gint64 now,
       gboolean skewed,
       gboolean *gone,
       GError **error)
{
  gint64 goes_until, held_until;
  AgentOpState state = operation->state;
  const char *code = "offline";

  *gone = state == AGENT_OP_HELD;
  if (operation->type != M77_OPERATION_ACT || operation->open_key != NULL ||
      state == AGENT_OP_REJECTED)
    return TRUE;

  action_limits (operation, &goes_until, &held_until);
  if (now > held_until)
    {
      state = AGENT_OP_LAPSED;
      code = "action-lapsed";
    }
  else if (now > goes_until)
    state = AGENT_OP_HELD;
  else if (skewed)
    {
      state = AGENT_OP_HELD;
      code = "clock-skew";
    }
  note_due (self, (state == AGENT_OP_QUEUED ? goes_until : held_until) + 1);
  *gone = state != AGENT_OP_QUEUED;
  if (state == operation->state)
    return TRUE;

  operation->state = state;
  if (!agent_journal_set_state (journal, operation->seq, state, code, NULL, error))
    return FALSE;
  g_ptr_array_add (self->moved, agent_journal_get (journal, operation->seq, NULL));
  return TRUE;
}

gboolean
agent_outgoing_lapse (AgentOutgoing *self,
                      AgentJournal *journal,
                      gint64 now,
                      gboolean skewed,
                      GError **error)
{
  g_autoptr (GPtrArray) operations = NULL;

  prepare_arrays (self);
  operations = agent_journal_unended (journal, NULL, NULL, 0, error);
  if (operations == NULL)
    return FALSE;

  for (guint i = 0; i < operations->len; i++)
    {
      AgentOperation *operation = operations->pdata[i];
      gboolean gone;

      if ((operation->state == AGENT_OP_QUEUED || operation->state == AGENT_OP_HELD) &&
          !lapse (self, journal, operation, now, skewed, &gone, error))
        return FALSE;
    }
  return TRUE;
}

/* A rebase leaves an empty object of what was done already. */
static gboolean
has_members (const char *object)
{
  return object != NULL && !g_str_equal (object, "{}");
}

static gboolean
is_guarded (const AgentOperation *operation)
{
  return operation->type == M77_OPERATION_CREATE || operation->type == M77_OPERATION_DELETE ||
         (operation->type == M77_OPERATION_UPDATE && has_members (operation->patch));
}

/* Whether it may follow what is in flight on its record, saying `after`. */
static gboolean
may_follow (const Chain *chain, const AgentOperation *operation)
{
  if (!is_guarded (operation))
    return TRUE;
  return chain->guarded && chain->base_version == operation->base_version;
}

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return has_members (text) ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

static AgentAttempt *
freeze (const AgentOperation *operation, const char *after, const M77Runtime *runtime)
{
  AgentAttempt *attempt = g_new0 (AgentAttempt, 1);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) bytes = g_string_new (NULL);
  gint64 goes_until, held_until;
  M77Operation wire = { 0 };

  attempt->seq = operation->seq;
  attempt->key = m77_id_new (runtime);
  attempt->made_at = m77_runtime_now (runtime);
  wire.key = attempt->key;
  wire.type = operation->type;
  wire.kind = operation->kind;
  wire.id = operation->record;
  wire.doc = parse (pool, operation->doc);
  wire.patch = parse (pool, operation->patch);
  wire.elements = parse (pool, operation->elements);
  wire.asked_at = wire.expires_at = M77_TIME_NONE;
  wire.after = after;
  if (after == NULL && is_guarded (operation))
    wire.if_version = operation->base_version;
  if (operation->type == M77_OPERATION_ACT)
    {
      action_limits (operation, &goes_until, &held_until);
      wire.action = operation->action;
      wire.args = parse (pool, operation->args);
      wire.expect = parse (pool, operation->expect);
      wire.reason = operation->reason;
      wire.asked_at = operation->asked_at;
      wire.expires_at = goes_until;
    }
  m77_operation_write (&wire, bytes);
  attempt->bytes = g_string_free (g_steal_pointer (&bytes), FALSE);
  return attempt;
}

static Chain *
ensure_chain (GHashTable *chains, const AgentOperation *operation)
{
  g_autofree char *record = g_strconcat (operation->kind, "/", operation->record, NULL);
  Chain *chain = g_hash_table_lookup (chains, record);

  if (chain == NULL)
    {
      chain = g_new0 (Chain, 1);
      g_hash_table_insert (chains, g_steal_pointer (&record), chain);
    }
  return chain;
}

static void
extend_chain (Chain *chain, const AgentOperation *operation, const char *key)
{
  g_free (chain->key);
  chain->key = g_strdup (key);
  chain->guarded = is_guarded (operation);
  chain->base_version = operation->base_version;
}

/* Whether a queued operation goes now; if not, whether those behind it wait. */
static gboolean
is_due (AgentOutgoing *self,
        Chain *chain,
        const AgentOperation *operation,
        const char *member,
        gint64 now)
{
  if (chain->blocked)
    return FALSE;
  /* Whose it was is not known of what was saved without a journal: whoever let it go did. */
  chain->blocked = operation->author != NULL && g_strcmp0 (operation->author, member) != 0;
  if (operation->not_before > now)
    {
      note_due (self, operation->not_before);
      chain->blocked = TRUE;
    }
  if (chain->key != NULL && !may_follow (chain, operation))
    chain->blocked = TRUE;
  return !chain->blocked;
}

static gboolean
collect_new (AgentOutgoing *self,
             AgentJournal *journal,
             GPtrArray *operations,
             GPtrArray *fresh,
             gsize bytes,
             const M77Runtime *runtime,
             const char *member,
             gboolean skewed,
             GError **error)
{
  g_autoptr (GHashTable)
      chains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, chain_free);
  gint64 now = m77_runtime_now (runtime);

  for (guint i = 0; i < operations->len; i++)
    {
      AgentOperation *operation = operations->pdata[i];
      Chain *chain = ensure_chain (chains, operation);
      gboolean gone = FALSE;
      AgentAttempt *attempt;

      if (operation->open_key != NULL)
        {
          extend_chain (chain, operation, operation->open_key);
          continue;
        }
      if (!lapse (self, journal, operation, now, skewed, &gone, error))
        return FALSE;
      if (agent_operation_holds_up (operation))
        chain->blocked = TRUE;
      else if (operation->state == AGENT_OP_QUEUED && !gone &&
               is_due (self, chain, operation, member, now) &&
               self->attempts->len + fresh->len < M77_OPERATIONS_MAX && bytes < BATCH_BYTES)
        {
          attempt = freeze (operation, chain->key, runtime);
          bytes += strlen (attempt->bytes);
          extend_chain (chain, operation, attempt->key);
          g_ptr_array_add (fresh, attempt);
        }
      else if (operation->state == AGENT_OP_QUEUED && !gone)
        chain->blocked = TRUE;
    }
  return TRUE;
}

gboolean
agent_outgoing_prepare (AgentOutgoing *self,
                        AgentJournal *journal,
                        const M77Runtime *runtime,
                        const char *member,
                        gboolean skewed,
                        GError **error)
{
  g_autoptr (GPtrArray) operations = NULL, outstanding = NULL;
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();
  gsize bytes = 0;
  gboolean ok;

  prepare_arrays (self);
  outstanding = agent_journal_outstanding (journal, M77_OPERATIONS_MAX, error);
  if (outstanding == NULL)
    return FALSE;
  operations = agent_journal_unended (journal, NULL, NULL, 0, error);
  if (operations == NULL)
    return FALSE;

  for (guint i = 0; i < outstanding->len; i++)
    bytes += strlen (((AgentAttempt *) outstanding->pdata[i])->bytes);
  g_ptr_array_extend_and_steal (self->attempts, g_steal_pointer (&outstanding));

  ok = collect_new (self, journal, operations, fresh, bytes, runtime, member, skewed, error);
  ok = ok && (fresh->len == 0 || agent_journal_open_attempts (journal, fresh, error));
  if (ok)
    g_ptr_array_extend_and_steal (self->attempts, g_steal_pointer (&fresh));
  else
    g_ptr_array_set_free_func (fresh, (GDestroyNotify) agent_attempt_free);
  return ok;
}

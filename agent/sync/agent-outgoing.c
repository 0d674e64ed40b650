/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-outgoing"

#include "config.h"

#include "agent/sync/agent-outgoing.h"

#include <string.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

#define BATCH_BYTES     (4 * 1024 * 1024) /* of one request */
#define PROMPT_MS       60000 /* an action that is not to fire late leaves in this, or not */
#define LOOK_OPERATIONS 1000  /* at a time */

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
  g_clear_pointer (&self->chains, g_hash_table_unref);
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

/* Why what has not left waits for a person; NULL: it does not. An action that was confirmed goes
 * with the platform's times (freeze), an edit as it stands. */
static const char *
distrust (const AgentOperation *operation, const AgentClock *clock)
{
  gboolean is_action = operation->type == M77_OPERATION_ACT;
  gboolean is_confirmed = g_strcmp0 (operation->code, "confirmed") == 0;
  gint64 said_at = is_action ? operation->asked_at : operation->made_at;

  if (clock->jumped)
    return "clock-jumped";
  if (said_at > clock->now + M77_ACT_CLOCK_SKEW_MS && (is_action || !is_confirmed))
    return "clock-jumped";
  return ABS (clock->skew_ms) > M77_ACT_CLOCK_SKEW_MS && !is_confirmed ? "clock-skew" : NULL;
}

/* An edit that has been on its way goes on: it was made by a clock that was right, or a person
 * let it go. */
static gboolean
is_unsent_edit (const AgentOperation *operation)
{
  return operation->type != M77_OPERATION_ACT && operation->state == AGENT_OP_QUEUED &&
         operation->open_key == NULL && operation->tries == 0;
}

/* Moves it, and tells. */
static gboolean
move (AgentOutgoing *self,
      AgentJournal *journal,
      gint64 seq,
      AgentOpState state,
      const char *code,
      GError **error)
{
  AgentOperation *moved;

  if (!agent_journal_set_state (journal, seq, state, code, NULL, error))
    return FALSE;
  moved = agent_journal_get (journal, seq, error);
  if (moved == NULL)
    return FALSE;
  g_ptr_array_add (self->moved, moved);
  return TRUE;
}

/* Moves an action whose time is over, or that is not to go by itself. */
static gboolean
lapse (AgentOutgoing *self,
       AgentJournal *journal,
       const AgentOperation *operation,
       const AgentClock *clock,
       GError **error)
{
  gint64 goes_until, held_until;
  AgentOpState state = operation->state;
  const char *code = distrust (operation, clock);

  action_limits (operation, &goes_until, &held_until);
  if (clock->now > held_until)
    {
      state = AGENT_OP_LAPSED;
      code = "action-lapsed";
    }
  else if (code != NULL)
    state = AGENT_OP_HELD;
  else if (clock->now > goes_until)
    {
      state = AGENT_OP_HELD;
      code = "offline";
    }
  note_due (self, (state == AGENT_OP_QUEUED ? goes_until : held_until) + 1);
  return state == operation->state || move (self, journal, operation->seq, state, code, error);
}

static gboolean
lapse_actions (AgentOutgoing *self, AgentJournal *journal, const AgentClock *clock, GError **error)
{
  g_autoptr (GPtrArray) actions = agent_journal_unended_actions (journal, error);

  for (guint i = 0; actions != NULL && i < actions->len; i++)
    {
      const AgentOperation *operation = actions->pdata[i];
      gboolean waits = operation->state == AGENT_OP_QUEUED || operation->state == AGENT_OP_HELD;

      if (waits && operation->open_key == NULL && !lapse (self, journal, operation, clock, error))
        return FALSE;
    }
  return actions != NULL;
}

typedef struct
{
  AgentOutgoing *outgoing;
  AgentJournal *journal;
  const AgentClock *clock;
} Holding;

/* However many there are, they are held by one commit. */
static gboolean
hold_edits (gpointer data, GError **error)
{
  const Holding *self = data;
  gint64 seq = 0;
  guint n;

  do
    {
      g_autoptr (GPtrArray)
          operations = agent_journal_unended_after (self->journal, seq, LOOK_OPERATIONS, error);

      if (operations == NULL)
        return FALSE;
      for (guint i = 0; i < operations->len; i++)
        {
          const AgentOperation *operation = operations->pdata[i];
          const char *code = is_unsent_edit (operation) ? distrust (operation, self->clock) : NULL;

          if (code != NULL &&
              !move (self->outgoing, self->journal, operation->seq, AGENT_OP_HELD, code, error))
            return FALSE;
          seq = operation->seq;
        }
      n = operations->len;
    }
  while (n == LOOK_OPERATIONS);
  return TRUE;
}

static gboolean
lapse_all (AgentOutgoing *self, AgentJournal *journal, const AgentClock *clock, GError **error)
{
  Holding holding = { self, journal, clock };
  gboolean is_wrong = clock->jumped || ABS (clock->skew_ms) > M77_ACT_CLOCK_SKEW_MS;

  return lapse_actions (self, journal, clock, error) &&
         (!is_wrong || agent_journal_together (journal, hold_edits, &holding, error));
}

gboolean
agent_outgoing_lapse (AgentOutgoing *self,
                      AgentJournal *journal,
                      const AgentClock *clock,
                      GError **error)
{
  prepare_arrays (self);
  return lapse_all (self, journal, clock, error);
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

/* The version an edit was made on: of what was made here, the one its creation made. */
static gint64
made_on (AgentJournal *journal, const AgentOperation *operation)
{
  g_autoptr (GPtrArray) all = NULL;

  if (operation->base_version > 0 || operation->type == M77_OPERATION_CREATE)
    return operation->base_version;
  all = agent_journal_history (journal, operation->kind, operation->record, G_MAXINT, NULL);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const AgentOperation *before = all->pdata[i];

      if (before->type == M77_OPERATION_CREATE && before->state == AGENT_OP_APPLIED)
        return before->applied_version;
    }
  return AGENT_VERSION_UNKNOWN; /* a cache that had lost the record showed none */
}

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return has_members (text) ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

/* Times of an action are the platform's, where ours are known to be wrong. */
static AgentAttempt *
freeze (AgentJournal *journal,
        const AgentOperation *operation,
        const char *after,
        const M77Runtime *runtime,
        const AgentClock *clock)
{
  AgentAttempt *attempt = g_new0 (AgentAttempt, 1);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) bytes = g_string_new (NULL);
  gint64 off = ABS (clock->skew_ms) > M77_ACT_CLOCK_SKEW_MS ? clock->skew_ms : 0;
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
    wire.if_version = made_on (journal, operation);
  if (operation->type == M77_OPERATION_ACT)
    {
      action_limits (operation, &goes_until, &held_until);
      wire.action = operation->action;
      wire.args = parse (pool, operation->args);
      wire.expect = parse (pool, operation->expect);
      wire.reason = operation->reason;
      wire.asked_at = operation->asked_at - off;
      wire.expires_at = goes_until - off;
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

/* What is being gathered, over as many looks into the journal as it takes. */
typedef struct
{
  AgentOutgoing *outgoing;
  AgentJournal *journal;
  const M77Runtime *runtime;
  const AgentClock *clock;
  const char *member;
  GPtrArray *fresh; /* AgentAttempt * */
  gsize bytes;
} Gathering;

static guint
most_of (const AgentOutgoing *self)
{
  return self->most > 0 ? MIN (self->most, M77_OPERATIONS_MAX) : M77_OPERATIONS_MAX;
}

static gboolean
is_full (const Gathering *self)
{
  return self->outgoing->attempts->len + self->fresh->len >= most_of (self->outgoing) ||
         self->bytes >= BATCH_BYTES;
}

/* An action that was asked for since a push began, or has grown old in it, is looked at as those
 * before were. It holds up nothing. */
static gboolean
still_waits (Gathering *self, const AgentOperation *operation, gboolean *waits, GError **error)
{
  guint moved = self->outgoing->moved->len;

  if (operation->type != M77_OPERATION_ACT || operation->state != AGENT_OP_QUEUED ||
      operation->open_key != NULL)
    return TRUE;
  if (!lapse (self->outgoing, self->journal, operation, self->clock, error))
    return FALSE;
  *waits = self->outgoing->moved->len == moved;
  return TRUE;
}

static gboolean
gather (Gathering *self, const AgentOperation *operation, GError **error)
{
  Chain *chain = ensure_chain (self->outgoing->chains, operation);
  const char *code = is_unsent_edit (operation) ? distrust (operation, self->clock) : NULL;
  AgentAttempt *attempt;
  gboolean waits = TRUE;

  if (!still_waits (self, operation, &waits, error))
    return FALSE;
  if (!waits)
    return TRUE;
  if (code != NULL)
    {
      /* Made at a time that is still to come: the clock went back while nobody looked. */
      chain->blocked = TRUE;
      return move (self->outgoing, self->journal, operation->seq, AGENT_OP_HELD, code, error);
    }
  if (operation->open_key != NULL)
    extend_chain (chain, operation, operation->open_key);
  else if (agent_operation_holds_up (operation))
    chain->blocked = TRUE;
  else if (operation->state == AGENT_OP_QUEUED &&
           is_due (self->outgoing, chain, operation, self->member, self->clock->now))
    {
      attempt = freeze (self->journal, operation, chain->key, self->runtime, self->clock);
      self->bytes += strlen (attempt->bytes);
      extend_chain (chain, operation, attempt->key);
      g_ptr_array_add (self->fresh, attempt);
    }
  else if (operation->state == AGENT_OP_QUEUED)
    chain->blocked = TRUE;
  return TRUE;
}

/* A long queue is read as far as there is room for it, not all of it each time. */
static gboolean
gather_all (Gathering *self, AgentJournal *journal, GError **error)
{
  AgentOutgoing *outgoing = self->outgoing;
  guint most = most_of (outgoing);

  while (!is_full (self))
    {
      g_autoptr (GPtrArray)
          operations = agent_journal_unended_after (journal, outgoing->seq, most, error);

      if (operations == NULL)
        return FALSE;
      for (guint i = 0; i < operations->len && !is_full (self); i++)
        {
          const AgentOperation *operation = operations->pdata[i];

          if (!gather (self, operation, error))
            return FALSE;
          outgoing->seq = operation->seq;
        }
      if (operations->len < most)
        return TRUE;
    }
  return TRUE;
}

/* Those whose answer is outstanding go again. */
static gboolean
repeat (Gathering *self, GError **error)
{
  AgentOutgoing *outgoing = self->outgoing;
  g_autoptr (GPtrArray)
      outstanding = agent_journal_outstanding (self->journal, most_of (outgoing), error);

  if (outstanding == NULL)
    return FALSE;
  for (guint i = 0; i < outstanding->len; i++)
    self->bytes += strlen (((AgentAttempt *) outstanding->pdata[i])->bytes);
  g_ptr_array_extend_and_steal (outgoing->attempts, g_steal_pointer (&outstanding));
  return TRUE;
}

gboolean
agent_outgoing_prepare (AgentOutgoing *self,
                        AgentJournal *journal,
                        const M77Runtime *runtime,
                        const AgentClock *clock,
                        const char *member,
                        GError **error)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();
  Gathering gathering = { self, journal, runtime, clock, member, fresh, 0 };
  gboolean ok, follows = self->chains != NULL;

  prepare_arrays (self);
  if (!follows)
    self->chains = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, chain_free);
  if (!follows && (!lapse_all (self, journal, clock, error) || !repeat (&gathering, error)))
    return FALSE;
  ok = gather_all (&gathering, journal, error);
  self->is_full = fresh->len > 0 && is_full (&gathering);
  ok = ok && (fresh->len == 0 || agent_journal_open_attempts (journal, fresh, error));
  if (ok)
    g_ptr_array_extend_and_steal (self->attempts, g_steal_pointer (&fresh));
  else
    g_ptr_array_set_free_func (fresh, (GDestroyNotify) agent_attempt_free);
  return ok;
}

void
agent_outgoing_follow (AgentOutgoing *self, AgentOutgoing *before)
{
  self->chains = g_steal_pointer (&before->chains);
  self->seq = before->seq;
}

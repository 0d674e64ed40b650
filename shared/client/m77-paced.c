/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-paced.h"

#define UNANSWERED_MOST 8 /* askings on their way to the agent */

struct _M77Paced
{
  GObject parent;
  M77Client *client; /* NULL: nobody is asked */
  const M77Kind *kind;
  const M77Action *action;
  char **ids, *args, *reason;
  guint next;       /* of ids: the one to ask for */
  guint unanswered; /* askings */
  gboolean started, stopped;
  M77PacedTally tally;
  char *refusal;
  GHashTable *states; /* operation → its last state; those that were not answered yet too */
  GHashTable *mine;   /* operations that were answered */
  guint timer, per_second;
};

G_DEFINE_FINAL_TYPE (M77Paced, m77_paced, G_TYPE_OBJECT)

static guint changed_signal;

static gboolean
is_one_of (const char *state, const char *const *names)
{
  return state != NULL && g_strv_contains (names, state);
}

static void
count_states (M77Paced *self)
{
  static const char *const applied[] = { "applied", "resolved", "closed", NULL };
  static const char *const waiting[] = { "held", "conflict", NULL };
  static const char *const withdrawn[] = { "withdrawn", "discarded", "lapsed", NULL };
  M77PacedTally *tally = &self->tally;
  GHashTableIter iter;
  gpointer operation;
  guint rejected = 0;

  tally->applied = tally->waiting = tally->withdrawn = 0;
  g_hash_table_iter_init (&iter, self->mine);
  while (g_hash_table_iter_next (&iter, &operation, NULL))
    {
      const char *state = g_hash_table_lookup (self->states, operation);

      tally->applied += is_one_of (state, applied) ? 1 : 0;
      tally->waiting += is_one_of (state, waiting) ? 1 : 0;
      tally->withdrawn += is_one_of (state, withdrawn) ? 1 : 0;
      rejected += g_strcmp0 (state, "rejected") == 0 ? 1 : 0;
    }
  tally->asked = g_hash_table_size (self->mine);
  tally->refused = self->next - self->unanswered - tally->asked + rejected;
}

static void
say_changed (M77Paced *self)
{
  count_states (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
act_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (M77Paced) self = data;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  if (m77_agent1_call_act_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    m77_client_saw_seq (self->client, seq);
  else
    m77_client_fix_error (&error);
  m77_paced_answer (self, operation, error);
  g_clear_error (&error);
}

/* FALSE: not now. */
static gboolean
ask_one (M77Paced *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;

  if (self->stopped || self->next >= self->tally.total || self->unanswered >= UNANSWERED_MOST ||
      (self->client != NULL && proxy == NULL))
    return FALSE;
  self->unanswered++;
  self->next++;
  if (proxy != NULL)
    m77_agent1_call_act (proxy,
                         self->action->name,
                         self->kind->name,
                         self->ids[self->next - 1],
                         self->args,
                         self->reason,
                         "",
                         NULL,
                         act_cb,
                         g_object_ref (self));
  return TRUE;
}

static gboolean
timer_cb (gpointer data)
{
  M77Paced *self = data;

  ask_one (self);
  if (m77_paced_is_running (self) && self->next < self->tally.total)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  return G_SOURCE_REMOVE;
}

void
m77_paced_start (M77Paced *self, guint per_second, const char *args, const char *reason)
{
  if (self->started)
    return;
  self->started = TRUE;
  self->per_second = per_second;
  self->args = g_strdup (args);
  self->reason = g_strdup (reason);
  if (per_second > 0)
    self->timer = g_timeout_add (MAX (1000 / per_second, 1), timer_cb, self);
  while (per_second == 0 && ask_one (self))
    ;
  if (per_second > 0)
    ask_one (self);
  say_changed (self);
}

void
m77_paced_answer (M77Paced *self, const char *operation, const GError *error)
{
  self->unanswered--;
  if (operation != NULL)
    g_hash_table_add (self->mine, g_strdup (operation));
  else if (self->refusal == NULL && error != NULL)
    self->refusal = g_strdup (error->message);
  while (self->per_second == 0 && ask_one (self))
    ;
  say_changed (self);
}

void
m77_paced_saw (M77Paced *self, const char *operation, const char *state)
{
  if (!self->started)
    return;
  g_hash_table_insert (self->states, g_strdup (operation), g_strdup (state));
  if (g_hash_table_contains (self->mine, operation))
    say_changed (self);
}

static void
operation_cb (M77Client *client, const char *operation, const char *state, M77Paced *self)
{
  m77_paced_saw (self, operation, state);
}

/* One that was sent meanwhile stays as it is: the agent refuses to take it back. */
static void
withdraw (M77Paced *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  GHashTableIter iter;
  gpointer operation;

  g_hash_table_iter_init (&iter, self->mine);
  while (proxy != NULL && g_hash_table_iter_next (&iter, &operation, NULL))
    {
      const char *state = g_hash_table_lookup (self->states, operation);

      if (state == NULL || g_str_equal (state, "queued") || g_str_equal (state, "held"))
        m77_agent1_call_outbox_do (proxy, "withdraw", operation, NULL, NULL, NULL);
    }
}

void
m77_paced_stop (M77Paced *self)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  withdraw (self);
  say_changed (self);
}

gboolean
m77_paced_is_running (M77Paced *self)
{
  const M77PacedTally *tally = &self->tally;

  return self->started && !self->stopped &&
         tally->applied + tally->waiting + tally->refused + tally->withdrawn < tally->total;
}

const M77PacedTally *
m77_paced_tally (M77Paced *self)
{
  return &self->tally;
}

const char *
m77_paced_refusal (M77Paced *self)
{
  return self->refusal;
}

static void
m77_paced_dispose (GObject *object)
{
  M77Paced *self = M77_PACED (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (m77_paced_parent_class)->dispose (object);
}

static void
m77_paced_finalize (GObject *object)
{
  M77Paced *self = M77_PACED (object);

  g_strfreev (self->ids);
  g_free (self->args);
  g_free (self->reason);
  g_free (self->refusal);
  g_hash_table_unref (self->states);
  g_hash_table_unref (self->mine);

  G_OBJECT_CLASS (m77_paced_parent_class)->finalize (object);
}

static void
m77_paced_class_init (M77PacedClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = m77_paced_dispose;
  object_class->finalize = m77_paced_finalize;

  changed_signal = g_signal_new ("changed",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
m77_paced_init (M77Paced *self)
{
  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->mine = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

M77Paced *
m77_paced_new (M77Client *client,
               const M77Kind *kind,
               const M77Action *action,
               const char *const *ids)
{
  M77Paced *self = g_object_new (M77_TYPE_PACED, NULL);

  self->kind = kind;
  self->action = action;
  self->ids = g_strdupv ((char **) ids);
  self->tally.total = g_strv_length (self->ids);
  if (client == NULL)
    return self;
  self->client = g_object_ref (client);
  g_signal_connect (client, "operation-changed", G_CALLBACK (operation_cb), self);
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-log.h"

#include <sqlite3.h>
#include <string.h>

#include "tests/sim/sim-policy.h"

#define CLOCK_WRONG (32 * SIM_SECOND) /* off the platform's, which tells whole seconds */

struct _SimLog
{
  GPtrArray *deeds[SIM_AGENTS]; /* SimDeed *, in order */
  GHashTable *saws[SIM_AGENTS]; /* "kind/id" → GPtrArray of documents */
  GHashTable *keys;             /* key → SimDeed */
};

static void
deed_free (gpointer data)
{
  SimDeed *deed = data;

  g_ptr_array_unref (deed->saws);
  g_ptr_array_unref (deed->keys);
  g_free (deed->id);
  g_free (deed->kind);
  g_free (deed->record);
  g_free (deed->patch);
  g_free (deed->elements);
  g_free (deed->doc);
  g_free (deed->action);
  g_free (deed->args);
  g_free (deed->code);
  g_free (deed);
}

SimLog *
sim_log_new (void)
{
  SimLog *self = g_new0 (SimLog, 1);

  self->keys = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < SIM_AGENTS; i++)
    {
      self->deeds[i] = g_ptr_array_new_with_free_func (deed_free);
      self->saws[i] = g_hash_table_new_full (g_str_hash,
                                             g_str_equal,
                                             g_free,
                                             (GDestroyNotify) g_ptr_array_unref);
    }
  return self;
}

void
sim_log_free (SimLog *self)
{
  g_hash_table_unref (self->keys);
  for (guint i = 0; i < SIM_AGENTS; i++)
    {
      g_ptr_array_unref (self->deeds[i]);
      g_hash_table_unref (self->saws[i]);
    }
  g_free (self);
}

GPtrArray *
sim_log_deeds (SimWorld *world, guint agent)
{
  return world->log->deeds[agent];
}

SimDeed *
sim_log_deed (SimWorld *world, guint agent, gint64 seq)
{
  GPtrArray *deeds = world->log->deeds[agent];

  for (guint i = deeds->len; i > 0; i--)
    if (((SimDeed *) deeds->pdata[i - 1])->seq == seq)
      return deeds->pdata[i - 1];
  return NULL;
}

SimDeed *
sim_log_deed_of_key (SimWorld *world, const char *key)
{
  return g_hash_table_lookup (world->log->keys, key);
}

/* ---- Raw tables ---- */

/* Kept with the reader of the journal: sqlite3_reset () ends it. */
static sqlite3_stmt *
ask_journal (SimAgent *agent, const char *sql)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = agent_db_keep (agent_journal_db (agent->store->reader_journal),
                                           sql,
                                           &error);

  if (statement == NULL)
    sim_fail (agent->world, "%s: %s", sql, error->message);
  return statement;
}

static char *
column (sqlite3_stmt *statement, int i)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, i));
}

void
sim_log_watch_platform (const char *directory, const char *vfs)
{
  static const char *const sql =
      "CREATE TABLE sim_version (n INTEGER PRIMARY KEY, change INTEGER, line TEXT);"
      "CREATE TRIGGER sim_made AFTER INSERT ON record BEGIN"
      " INSERT INTO sim_version (change, line) VALUES (new.change, new.line); END;"
      "CREATE TRIGGER sim_moved AFTER UPDATE OF line ON record BEGIN"
      " INSERT INTO sim_version (change, line) VALUES (new.change, new.line); END;"
      "INSERT INTO sim_version (change, line) SELECT change, line FROM record ORDER BY change;";
  g_autofree char *path = g_build_filename (directory, "platform.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, vfs), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* ---- What a person does ---- */

void
sim_log_saw (SimAgent *agent, const char *kind, const char *id, const char *doc)
{
  GHashTable *saws = agent->world->log->saws[agent->index];
  char *record = g_strconcat (kind, "/", id, NULL);
  GPtrArray *docs = g_hash_table_lookup (saws, record);

  if (docs == NULL)
    {
      docs = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (saws, g_strdup (record), docs);
    }
  g_ptr_array_add (docs, g_strdup (doc));
  g_free (record);
}

static void
take_saws (SimAgent *agent, SimDeed *deed)
{
  g_autofree char *record = g_strconcat (deed->kind, "/", deed->record, NULL);
  GPtrArray *docs = g_hash_table_lookup (agent->world->log->saws[agent->index], record);

  for (guint i = 0; docs != NULL && i < docs->len; i++)
    g_ptr_array_add (deed->saws, g_strdup (docs->pdata[i]));
}

static void
say_deed (SimAgent *agent, const SimDeed *deed)
{
  sim_say (agent->world,
           agent,
           "%" G_GINT64_FORMAT ": %s %s %s %s%s%s%s",
           deed->seq,
           m77_operation_type_name (deed->type),
           deed->kind,
           deed->record + 24,
           deed->action != NULL ? deed->action : "",
           deed->patch != NULL ? deed->patch : "",
           deed->elements != NULL ? deed->elements : "",
           deed->doc != NULL ? deed->doc : "");
}

static void
read_new (SimAgent *agent, gboolean told)
{
  GPtrArray *deeds = agent->world->log->deeds[agent->index];
  gint64 last = deeds->len > 0 ? ((SimDeed *) deeds->pdata[deeds->len - 1])->seq : 0;
  sqlite3_stmt *query = ask_journal (
      agent,
      "SELECT seq, id, type, kind, record, patch, elements, doc, action, args, undoes,"
      " asked_at, state, base, base_version FROM operation WHERE seq > ? ORDER BY seq");

  sqlite3_bind_int64 (query, 1, last);
  while (sqlite3_step (query) == SQLITE_ROW)
    {
      SimDeed *deed = g_new0 (SimDeed, 1);

      deed->agent = agent->index;
      deed->seq = sqlite3_column_int64 (query, 0);
      deed->id = column (query, 1);
      deed->type = sqlite3_column_int (query, 2);
      deed->kind = column (query, 3);
      deed->record = column (query, 4);
      deed->patch = column (query, 5);
      deed->elements = column (query, 6);
      deed->doc = column (query, 7);
      deed->action = column (query, 8);
      deed->args = column (query, 9);
      deed->undoes = sqlite3_column_int64 (query, 10);
      deed->asked_at = sqlite3_column_int64 (query, 11);
      deed->state = sqlite3_column_int (query, 12);
      deed->was_held = deed->state == AGENT_OP_HELD;
      deed->is_told = told;
      deed->saws = g_ptr_array_new_with_free_func (g_free);
      deed->keys = g_ptr_array_new_with_free_func (g_free);
      take_saws (agent, deed);
      deed->sights = 1;
      g_ptr_array_add (deeds, deed);
      if (deed->type == M77_OPERATION_CREATE)
        sim_world_add_record (agent->world, g_intern_string (deed->kind), deed->record);
      agent->world->edits++;
      say_deed (agent, deed);
      sim_say (agent->world,
               agent,
               "%*s on version %d: %s",
               4,
               "",
               sqlite3_column_int (query, 14),
               sqlite3_column_text (query, 13) != NULL
                   ? (const char *) sqlite3_column_text (query, 13)
                   : "");
    }
  sqlite3_reset (query);
}

void
sim_log_did (SimAgent *agent, gboolean told)
{
  if (sim_agent_is_dead (agent))
    return; /* what came of it is seen when it is up again */
  read_new (agent, told);
  sim_log_look (agent);
}

void
sim_log_confirmed (SimAgent *agent, gint64 seq, const char *doc, const char *base)
{
  SimDeed *deed = sim_log_deed (agent->world, agent->index, seq);

  deed->was_held = FALSE;
  deed->is_let_go = TRUE;
  if (deed->type != M77_OPERATION_ACT)
    return; /* it means what it meant */
  g_ptr_array_add (deed->saws, g_strdup (doc));
  if (base != NULL)
    g_ptr_array_add (deed->saws, g_strdup (base));
  deed->sights = base != NULL ? 2 : 1;
  deed->asked_at = agent->clock.runtime.now (&agent->clock.runtime);
}

/* ---- How they stand ---- */

/* Decided: it goes again, as the person wants it now. */
static void
read_again (SimAgent *agent, SimDeed *deed)
{
  sqlite3_stmt *query = ask_journal (agent,
                                     "SELECT patch, elements, doc FROM operation WHERE seq = ?");

  sqlite3_bind_int64 (query, 1, deed->seq);
  sqlite3_step (query);
  g_free (deed->patch);
  deed->patch = column (query, 0);
  g_free (deed->elements);
  deed->elements = column (query, 1);
  g_free (deed->doc);
  deed->doc = column (query, 2);
  sqlite3_reset (query);
  take_saws (agent, deed);
  say_deed (agent, deed);
}

static void
move_deed (SimAgent *agent, SimDeed *deed, AgentOpState state, char *code)
{
  if (state != deed->state && !sim_policy_allows_move (agent->doing, deed, state, code))
    sim_fail (agent->world,
              "%s's %" G_GINT64_FORMAT " went from %s to %s (%s), which nobody asked for",
              agent->member,
              deed->seq,
              agent_op_state_name (deed->state),
              agent_op_state_name (state),
              code != NULL ? code : "");
  if (state != deed->state)
    sim_say (agent->world,
             agent,
             "%" G_GINT64_FORMAT ": %s → %s %s",
             deed->seq,
             agent_op_state_name (deed->state),
             agent_op_state_name (state),
             code != NULL ? code : "");
  if (agent->doing == SIM_DOING_DECIDE && state == AGENT_OP_QUEUED && deed->state != state &&
      deed->type != M77_OPERATION_ACT)
    read_again (agent, deed);
  deed->state = state;
  deed->was_held |= state == AGENT_OP_HELD;
  g_free (deed->code);
  deed->code = code;
}

/* An answer that did not reach the journal was not heard. */
static void
forget_answers (SimAgent *agent)
{
  sqlite3_stmt *query = ask_journal (agent, "SELECT key FROM attempt WHERE closed_at = 0");

  while (sqlite3_step (query) == SQLITE_ROW)
    {
      SimDeed *deed = sim_log_deed_of_key (agent->world,
                                           (const char *) sqlite3_column_text (query, 0));

      if (deed != NULL)
        deed->is_answered = FALSE;
    }
  sqlite3_reset (query);
}

void
sim_log_look (SimAgent *agent)
{
  GPtrArray *deeds = agent->world->log->deeds[agent->index];
  sqlite3_stmt *query;
  guint i = 0;

  read_new (agent, FALSE);
  query = ask_journal (agent,
                       "SELECT seq, state, code, applied_version FROM operation ORDER BY seq");
  while (sqlite3_step (query) == SQLITE_ROW)
    {
      gint64 seq = sqlite3_column_int64 (query, 0);
      SimDeed *deed = i < deeds->len ? deeds->pdata[i++] : NULL;

      if (deed == NULL || deed->seq != seq)
        sim_fail (agent->world,
                  "%s's %" G_GINT64_FORMAT " is in the journal no more",
                  agent->member,
                  deed != NULL ? deed->seq : seq);
      deed->applied_version = sqlite3_column_int64 (query, 3);
      move_deed (agent, deed, sqlite3_column_int (query, 1), column (query, 2));
    }
  sqlite3_reset (query);
  if (i < deeds->len)
    sim_fail (agent->world,
              "%s's %" G_GINT64_FORMAT " is in the journal no more",
              agent->member,
              ((SimDeed *) deeds->pdata[i])->seq);
  if (!agent->is_calling)
    forget_answers (agent);
  g_hash_table_remove_all (agent->world->log->saws[agent->index]);
}

/* ---- On the wire ---- */

/* What the journal holds of an attempt; NULL: nothing. */
static char *
read_attempt (SimAgent *agent, const char *key, gint64 *seq, gint64 *made_at)
{
  sqlite3_stmt *query = ask_journal (agent,
                                     "SELECT bytes, seq, made_at FROM attempt WHERE key = ?");
  char *bytes = NULL;

  sqlite3_bind_text (query, 1, key, -1, SQLITE_STATIC);
  if (sqlite3_step (query) == SQLITE_ROW)
    {
      bytes = column (query, 0);
      *seq = sqlite3_column_int64 (query, 1);
      *made_at = sqlite3_column_int64 (query, 2);
    }
  sqlite3_reset (query);
  return bytes;
}

/* Of bytes that were made just now. */
static gboolean
is_clock_wrong (SimAgent *agent, gint64 made_at)
{
  gint64 off = agent->clock.ahead - agent->world->platform_clock.ahead;

  return ABS (off) > CLOCK_WRONG && made_at == agent->clock.runtime.now (&agent->clock.runtime);
}

static void
check_first (SimAgent *agent, SimDeed *deed, const char *key, gint64 made_at)
{
  SimWorld *world = agent->world;
  const char *why = sim_policy_forbids_sending (deed, made_at);

  if (why == NULL && deed->keys->len == 0 && !deed->is_let_go && is_clock_wrong (agent, made_at))
    why = "its machine's clock is wrong, and nobody has confirmed it";
  if (deed->keys->len > 0 && !deed->is_answered)
    sim_fail (world,
              "%s's %" G_GINT64_FORMAT " leaves under a second key before the first is answered",
              agent->member,
              deed->seq);
  if (why != NULL)
    sim_fail (world, "%s's %" G_GINT64_FORMAT " leaves: %s", agent->member, deed->seq, why);
  g_ptr_array_add (deed->keys, g_strdup (key));
  g_hash_table_insert (world->log->keys, deed->keys->pdata[deed->keys->len - 1], deed);
  deed->is_answered = FALSE;
}

static void
see_operation (SimAgent *agent, const char *body, const M77Json *operation)
{
  const char *key = m77_json_get_string (operation, "key");
  gint64 seq = 0, made_at = 0;
  g_autofree char *bytes = read_attempt (agent, key, &seq, &made_at);
  SimDeed *deed;

  if (bytes == NULL)
    sim_fail (agent->world, "%s sends %s, which the journal knows not", agent->member, key);
  if (strstr (body, bytes) == NULL)
    sim_fail (agent->world, "%s sends %s otherwise than it was frozen", agent->member, key);
  deed = sim_log_deed (agent->world, agent->index, seq);
  if (deed == NULL)
    sim_fail (agent->world, "%s sends %" G_GINT64_FORMAT ", nobody's", agent->member, seq);
  if (sim_log_deed_of_key (agent->world, key) == NULL)
    check_first (agent, deed, key, made_at);
  else if (sim_log_deed_of_key (agent->world, key) != deed)
    sim_fail (agent->world, "%s uses the key %s twice", agent->member, key);
}

/* The operations of a request that pushes; NULL: it is another. */
static const M77Json *
read_operations (M77JsonPool *pool, const M77Request *request, char **body)
{
  gsize size;
  const char *data;

  *body = NULL;
  if (!g_str_has_suffix (request->path, "/operations") || request->body == NULL)
    return NULL;
  data = g_bytes_get_data (request->body, &size);
  *body = g_strndup (data, size);
  return m77_json_get (m77_json_parse (pool, *body, -1, NULL), "operations");
}

void
sim_log_sent (SimAgent *agent, const M77Request *request)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *body = NULL;
  const M77Json *operations = read_operations (pool, request, &body);

  sim_log_look (agent); /* what was held or has lapsed is in the journal before this */
  for (const M77Json *o = m77_json_first (operations); o != NULL; o = m77_json_next (o))
    see_operation (agent, body, o);
}

void
sim_log_answered (SimAgent *agent, const M77Request *request)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *body = NULL;
  const M77Json *operations = read_operations (pool, request, &body);

  for (const M77Json *o = m77_json_first (operations); o != NULL; o = m77_json_next (o))
    sim_log_deed_of_key (agent->world, m77_json_get_string (o, "key"))->is_answered = TRUE;
}

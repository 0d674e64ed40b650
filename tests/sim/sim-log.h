/* sim-log.h: what each person did and was told, kept apart from the agents
 *
 * A deed is one operation as its person meant it: what they saw, what they asked for, whether
 * they were told that it is safe. The log reads the agents' journals as raw tables to see
 * which deeds there are and how they stand, and holds them to what may happen: nothing told
 * is missing, what has ended stays so, only a person's word ends a conflict, an attempt is in
 * the journal as it leaves, there is no second one before the first is answered, and nothing
 * held or lapsed leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "tests/sim/sim-world.h"

G_BEGIN_DECLS

typedef struct
{
  guint agent;
  gint64 seq;
  char *id;
  M77OperationType type;
  char *kind, *record;
  GPtrArray *saws; /* char *: documents, as the person saw the record */
  char *patch, *elements, *doc;
  char *action, *args;
  gint64 undoes;
  gint64 asked_at; /* by the machine's clock, when last asked for */
  gboolean is_told;
  AgentOpState state;
  char *code;
  gint64 applied_version;
  gboolean was_held;    /* seen so since it was last asked for */
  gboolean is_let_go;   /* its person confirmed it, whatever their clock says */
  guint sights;         /* how many of saws count for an action: of when it was last asked for */
  GPtrArray *keys;      /* char *: under which it left */
  gboolean is_answered; /* the last of them, as far as the wire goes */
} SimDeed;

SimLog *sim_log_new (void);
void sim_log_free (SimLog *self);
/* All deeds, by agent, then in order (element SimDeed *). */
GPtrArray *sim_log_deeds (SimWorld *world, guint agent);
SimDeed *sim_log_deed (SimWorld *world, guint agent, gint64 seq); /* NULL: none */
SimDeed *sim_log_deed_of_key (SimWorld *world, const char *key);  /* NULL: none */

/* Makes the platform's database keep every version of every record; before it serves. */
void sim_log_watch_platform (const char *directory, const char *vfs);

/* What the person sees before they act: documents by "kind/id", remembered for the deeds that
 * come of it. */
void sim_log_saw (SimAgent *agent, const char *kind, const char *id, const char *doc);
/* Ends what they did: deeds that are new in the journal are theirs. */
void sim_log_did (SimAgent *agent, gboolean told);
/* They asked again for a held one, with this document before them. It goes before what they did
 * since, so the document without that (base) counts as well; NULL: there is none. */
void sim_log_confirmed (SimAgent *agent, gint64 seq, const char *doc, const char *base);
/* Looks how the journal stands, and whether it may stand so. */
void sim_log_look (SimAgent *agent);

void sim_log_sent (SimAgent *agent, const M77Request *request);
void sim_log_answered (SimAgent *agent, const M77Request *request);

G_END_DECLS

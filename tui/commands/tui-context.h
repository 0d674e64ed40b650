/* tui-context.h: one command as it runs
 *
 * What was typed, how to say it, and the agent. Lives from the parsed command line to the
 * exit of the program; main thread. Calls to the agent are synchronous and bounded
 * (shared/client/m77-client.h), but for the few that last as long as the person wants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *words;    /* char *, after the verb; borrowed */
  GHashTable *options; /* name without dashes → value, "" for a flag; borrowed */
  const char *profile; /* NULL: the one in use */
  gboolean json, quiet, no_input, color;
  int status;        /* exit status where nothing is wrong with the command itself */
  M77Client *client; /* NULL until connected */
  M77Agent1 *agent;
  M77JsonPool *pool; /* for as long as the command */
  gint64 now;
  GTimeZone *zone;
} TuiContext;

void tui_context_clear (TuiContext *self);

/* NULL past the last. */
const char *tui_context_word (const TuiContext *self, guint index);
/* NULL if not given. */
const char *tui_context_option (const TuiContext *self, const char *name);
gboolean tui_context_has (const TuiContext *self, const char *name);
/* An option's duration in seconds; *seconds stays as it is if the option was not given. */
gboolean tui_context_duration (const TuiContext *self,
                               const char *name,
                               gint64 *seconds,
                               GError **error);
/* An option's whole number, likewise. */
gboolean tui_context_number (const TuiContext *self,
                             const char *name,
                             gint64 *number,
                             GError **error);
/* Wrong words on the command line: M77_ERROR_USAGE. Always FALSE. */
gboolean tui_context_misused (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Connects, starting the agent if need be. */
gboolean tui_context_connect (TuiContext *self, GError **error);
/* Without opening a profile: for what works when there is none. */
gboolean tui_context_connect_only (TuiContext *self, GError **error);
/* From here on calls may last as long as they last. */
void tui_context_be_patient (TuiContext *self);

/* A kind's own name for what was typed ("incidents"); what this version does not know is
 * passed on. *kind (may be NULL) is NULL for that. */
const char *tui_context_kind (const char *typed, const M77Kind **kind);

/* What the agent answered, as JSON of self->pool. M77_ERROR_BAD_ANSWER. */
const M77Json *tui_context_parse (TuiContext *self, const char *answer, GError **error);
/* Likewise of a list: its rows, an array. */
const M77Json *tui_context_parse_rows (TuiContext *self, const char *answer, GError **error);
/* The record, and its row as JSON text in *answer (may be NULL; g_free). */
const M77Json *tui_context_record (TuiContext *self,
                                   const char *kind,
                                   const char *id,
                                   char **answer,
                                   GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TuiContext, tui_context_clear)

G_END_DECLS

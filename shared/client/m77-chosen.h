/* m77-chosen.h: the many records that one change is for
 *
 * Those a person marked, by their ids; or all that a filter finds, with how many those were when
 * they were chosen. Before an action is asked for, m77_chosen_fit_async tells which of them it
 * fits, where they are and how dangerous that is: many at once are a step more dangerous than each
 * alone. What is done then is one group: all or nothing is journaled, undo takes it back as one. It
 * is refused where the filter finds another number by then (M77_ERROR_COUNT_CHANGED) or a marked
 * record has gone.
 *
 * Main thread. Answers' sequence numbers go to the client.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"
#include "shared/client/m77-marks.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  const M77Kind *kind;
  char **ids;   /* NULL: all of the filter */
  char *filter; /* "" beside ids */
  guint count;
} M77Chosen;

M77Chosen *m77_chosen_new (const M77Kind *kind, const M77Marks *marks);
M77Chosen *m77_chosen_copy (const M77Chosen *self);
void m77_chosen_free (M77Chosen *self);

/* What an action is to them. */
typedef struct
{
  guint found;
  char **ids; /* those it fits */
  guint n;
  M77Danger danger; /* of all of them at once */
  gboolean in_production;
  char *places; /* "production 9, staging 3"; "" where the kind is in none */
  char *why;    /* of the first it does not fit; "" */
} M77Fit;

void m77_fit_free (M77Fit *self);

void m77_chosen_fit_async (const M77Chosen *self,
                           M77Agent1 *proxy,
                           const M77Action *action,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
M77Fit *m77_chosen_fit_finish (GAsyncResult *result, GError **error);

/* To those it fits. args NULL: none. The source of the result is the proxy. */
void m77_chosen_act_async (const M77Chosen *self,
                           M77Agent1 *proxy,
                           const M77Action *action,
                           const M77Fit *fit,
                           const M77Json *args,
                           const char *reason,
                           GAsyncReadyCallback callback,
                           gpointer data);
/* patch and elements as in Agent1.Edit, or NULL. */
void m77_chosen_edit_async (const M77Chosen *self,
                            M77Agent1 *proxy,
                            const M77Json *patch,
                            const M77Json *elements,
                            GAsyncReadyCallback callback,
                            gpointer data);
/* Of either: *count of records that changed. */
gboolean m77_chosen_finish (GAsyncResult *result, guint64 *seq, guint *count, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Chosen, m77_chosen_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77Fit, m77_fit_free)

G_END_DECLS

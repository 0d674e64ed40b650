/* m77-list-private.h: a list and its query at the agent
 *
 * m77-list.c is the object: what it is to its users. m77-list-query.c is its traffic: it opens the
 * query, fetches windows, and follows splices and reconnects. For these two only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/client/m77-list-slots.h"

G_BEGIN_DECLS

/* One open query at the agent. */
typedef struct
{
  guint32 handle;
  guint size;
  gboolean exact;
  M77ListSlots *slots;
  gboolean grouped, has_window;
  GPtrArray *groups; /* M77ListGroup; NULL: not here yet, or not grouped */
} M77ListOpened;

struct _M77List
{
  GObject parent;
  M77Client *client;
  M77Agent1 *proxy; /* whose handles these are; NULL: not connected */
  char *kind, *filter, *sort;
  char *group, *by; /* NULL: not grouped, not counted */
  GStrv fields;
  M77ListOpened *shown;  /* NULL: nothing yet */
  M77ListOpened *coming; /* opened, its first window not here yet */
  guint asked;           /* number of the last OpenQuery */
  guint look, look_n;
  guint splices, changes; /* so many came: an answer may be older than they */
  gboolean shown_is_dead; /* its handle went with a connection */
  gboolean fetching;
  gboolean asking_groups, groups_again;
  guint idle;
  gboolean loading;
  GError *error;
};

/* m77-list.c. Takes error, which may be NULL. */
void m77_list_set_error (M77List *self, GError *error);
void m77_list_set_loading (M77List *self, gboolean loading);
/* "size" and "exact" may have changed. */
void m77_list_notify_size (M77List *self);
void m77_list_emit_loaded (M77List *self, guint position, guint n);
void m77_list_emit_groups (M77List *self);
void m77_list_emit_renewing (M77List *self);

/* m77-list-query.c. Asks for what the list is now to show; what it shows stays until then. */
void m77_list_open_query (M77List *self);
/* Fetches what should be here and is not, unless an answer is still to come. */
void m77_list_ask_window (M77List *self);
/* Follows the client to its connection, if that is another one now. */
void m77_list_take_proxy (M77List *self);
void m77_list_client_changed_cb (M77Client *client,
                                 guint64 epoch,
                                 guint64 number,
                                 char **kinds,
                                 M77List *self);
/* m77-list-groups.c. Asks how the rows of what is coming, else of what is shown, are grouped. */
void m77_list_ask_groups (M77List *self);
/* m77-list-query.c. Shows what is coming, if its first rows and its groups are here. */
void m77_list_show_coming (M77List *self);

/* Closes everything at the agent. */
void m77_list_end_query (M77List *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-hub"

#include "config.h"

#include "platform/events/platform-hub.h"

#include "shared/base/m77-json.h"

#define PATIENCE 4 /* heartbeats */

typedef struct
{
  guint id;
  char *tenant;
  PlatformHubFunc func;
  gpointer data;
  gboolean busy; /* a frame is on the way */
  guint missed;  /* heartbeats since it left */
  char *cursor;  /* of the newest event that melted; NULL: none */
  GHashTable *kinds;
} Subscriber;

struct _PlatformHub
{
  GHashTable *subscribers; /* id → Subscriber */
  GHashTable *cursors;     /* tenant → newest cursor */
  guint last_id;
};

static void
free_subscriber (gpointer data)
{
  Subscriber *subscriber = data;

  g_free (subscriber->tenant);
  g_free (subscriber->cursor);
  g_hash_table_unref (subscriber->kinds);
  g_free (subscriber);
}

PlatformHub *
platform_hub_new (void)
{
  PlatformHub *self = g_new0 (PlatformHub, 1);

  self->subscribers = g_hash_table_new_full (NULL, NULL, NULL, free_subscriber);
  self->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
platform_hub_free (PlatformHub *self)
{
  g_hash_table_unref (self->subscribers);
  g_hash_table_unref (self->cursors);
  g_free (self);
}

/* The function may unsubscribe: subscriber is not to be touched afterwards. */
static void
send_frame (Subscriber *subscriber, const char *frame)
{
  subscriber->busy = TRUE;
  subscriber->missed = 0;
  subscriber->func (frame, subscriber->data);
}

static void
write_event (GString *frame, const char *cursor, GList *kinds)
{
  if (cursor != NULL)
    g_string_append_printf (frame, "id: %s\n", cursor);
  g_string_append (frame, "data: {\"kinds\":[");
  for (GList *kind = kinds; kind != NULL; kind = kind->next)
    {
      if (kind != kinds)
        g_string_append_c (frame, ',');
      m77_json_write_string (frame, kind->data, -1);
    }
  g_string_append (frame, "]}\n\n");
}

/* Sends what melted into one event, if anything did and the way is free. */
static void
send_pending (Subscriber *subscriber)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  g_autoptr (GList) kinds = NULL;

  if (subscriber->busy || subscriber->cursor == NULL)
    return;

  kinds = g_list_sort (g_hash_table_get_keys (subscriber->kinds), (GCompareFunc) g_strcmp0);
  write_event (frame, subscriber->cursor, kinds);
  g_clear_pointer (&subscriber->cursor, g_free);
  g_hash_table_remove_all (subscriber->kinds);
  send_frame (subscriber, frame->str);
}

guint
platform_hub_subscribe (PlatformHub *self,
                        const char *tenant,
                        const char *last_event_id,
                        PlatformHubFunc func,
                        gpointer data)
{
  Subscriber *subscriber = g_new0 (Subscriber, 1);
  const char *newest = g_hash_table_lookup (self->cursors, tenant);
  g_autoptr (GString) frame = g_string_new (NULL);
  guint id = ++self->last_id;

  subscriber->id = id;
  subscriber->tenant = g_strdup (tenant);
  subscriber->func = func;
  subscriber->data = data;
  subscriber->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->subscribers, GUINT_TO_POINTER (id), subscriber);

  g_string_append_printf (frame, "retry: %d\n\n", PLATFORM_HUB_RETRY_S * 1000);
  if (last_event_id != NULL && g_strcmp0 (last_event_id, newest) != 0)
    write_event (frame, newest, NULL);
  send_frame (subscriber, frame->str);
  return id;
}

void
platform_hub_unsubscribe (PlatformHub *self, guint id)
{
  g_hash_table_remove (self->subscribers, GUINT_TO_POINTER (id));
}

guint
platform_hub_count (PlatformHub *self, const char *tenant)
{
  GHashTableIter each;
  gpointer subscriber;
  guint n = 0;

  if (tenant == NULL)
    return g_hash_table_size (self->subscribers);
  g_hash_table_iter_init (&each, self->subscribers);
  while (g_hash_table_iter_next (&each, NULL, &subscriber))
    n += g_str_equal (((Subscriber *) subscriber)->tenant, tenant);
  return n;
}

/* The ids now subscribed: a subscriber may leave while its function runs. */
static GList *
list_ids (PlatformHub *self)
{
  return g_hash_table_get_keys (self->subscribers);
}

void
platform_hub_publish (PlatformHub *self,
                      const char *tenant,
                      const char *cursor,
                      const char *const *kinds)
{
  g_autoptr (GList) ids = list_ids (self);

  g_hash_table_replace (self->cursors, g_strdup (tenant), g_strdup (cursor));
  for (GList *id = ids; id != NULL; id = id->next)
    {
      Subscriber *subscriber = g_hash_table_lookup (self->subscribers, id->data);

      if (subscriber == NULL || strcmp (subscriber->tenant, tenant) != 0)
        continue;
      g_free (subscriber->cursor);
      subscriber->cursor = g_strdup (cursor);
      for (guint i = 0; kinds[i] != NULL; i++)
        g_hash_table_add (subscriber->kinds, g_strdup (kinds[i]));
      send_pending (subscriber);
    }
}

void
platform_hub_sent (PlatformHub *self, guint id)
{
  Subscriber *subscriber = g_hash_table_lookup (self->subscribers, GUINT_TO_POINTER (id));

  if (subscriber == NULL)
    return;
  subscriber->busy = FALSE;
  send_pending (subscriber);
}

void
platform_hub_beat (PlatformHub *self)
{
  g_autoptr (GList) ids = list_ids (self);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      Subscriber *subscriber = g_hash_table_lookup (self->subscribers, id->data);

      if (subscriber == NULL)
        continue;
      if (!subscriber->busy)
        send_frame (subscriber, ": beat\n\n");
      else if (++subscriber->missed >= PATIENCE)
        subscriber->func (NULL, subscriber->data);
    }
}

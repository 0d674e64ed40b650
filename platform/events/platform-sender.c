/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-sender"

#include "config.h"

#include "platform/events/platform-sender.h"

#include <libsoup/soup.h>

#include "platform/api/platform-core-private.h"
#include "platform/api/platform-letter.h"
#include "platform/events/platform-address.h"
#include "shared/base/m77-time.h"

#define AT_ONCE      8     /* letters on their way */
#define LONGEST_WAIT 60000 /* ms until we look again: a clock may be set */
#define SOON         50    /* ms after something was queued */
#define GAP          20   /* ms after somebody asked: whoever sends much goes on, and goes before */
#define LONGEST_GAP  1000 /* ms that those who ask may go before */
#define USER_AGENT   "m77-platform/" M77_VERSION

struct _PlatformSender
{
  PlatformCore *core;
  GThreadPool *threads;
  GHashTable *busy;    /* lanes of the letters that are on their way */
  GHashTable *errands; /* set of Errand, those letters */
  GAsyncQueue *done;   /* Errand */
  GSource *look;       /* ready when it is time to look */
  gint64 rest_until;   /* monotonic µs: the storage failed */
  gint64 asked_at;     /* monotonic µs: somebody's request was answered */
  gint64 put_off_at;   /* monotonic µs: others went before, and we have not caught up; or 0 */
  guint deadline_ms;
  gint drains; /* of idle sources that were added by threads */
  gboolean stopping;
};

typedef struct
{
  PlatformSender *sender;
  PlatformLetter *letter;
  GCancellable *cancellable;
  guint deadline; /* source; 0: it has passed */
  gboolean is_late;
  PlatformReply reply;
} Errand;

static void
errand_free (Errand *errand)
{
  if (errand->deadline != 0)
    g_source_remove (errand->deadline);
  platform_letter_free (errand->letter);
  g_object_unref (errand->cancellable);
  platform_reply_clear (&errand->reply);
  g_free (errand);
}

static SoupMessage *
message_of (const PlatformLetter *letter)
{
  SoupMessage *message = soup_message_new ("POST", letter->target);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, letter->at);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "webhook-id", letter->id);
  soup_message_headers_replace (headers, "webhook-timestamp", at);
  soup_message_headers_replace (headers, "webhook-signature", letter->signature);
  soup_message_set_request_body_from_bytes (message, "application/json", letter->body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

/* A session for one letter: it may connect to nothing but its target. */
static SoupSession *
session_of (const PlatformLetter *letter, SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable) where = NULL;
  SoupSession *session;
  int port = g_uri_get_port (uri);

  if (port < 0)
    port = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  if (!letter->may_be_private)
    where = platform_address_connectable_new (g_uri_get_host (uri), (guint16) port);
  session = soup_session_new_with_options ("timeout",
                                           PLATFORM_SENDER_DEADLINE_S,
                                           "user-agent",
                                           USER_AGENT,
                                           "remote-connectable",
                                           where,
                                           NULL);
  soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static void
read_status (Errand *errand, SoupMessage *message)
{
  guint status = soup_message_get_status (message);
  const char *after = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                    "retry-after");
  guint64 seconds = 0;

  errand->reply.status = status;
  if (after != NULL && g_ascii_string_to_unsigned (after, 10, 0, 86400, &seconds, NULL))
    errand->reply.retry_after_s = (gint64) seconds;
  /* The status's own name: what the other side wrote is not ours to show. */
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    errand->reply.error = g_strdup_printf ("%u %s", status, soup_status_get_phrase (status));
}

/* On a thread of the pool. */
static void
carry (Errand *errand)
{
  g_autoptr (SoupMessage) message = message_of (errand->letter);
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (GInputStream) body = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  if (message == NULL)
    {
      errand->reply.error = g_strdup ("The target is no address");
      return;
    }
  session = session_of (errand->letter, message);
  body = soup_session_send (session, message, errand->cancellable, &error);
  errand->reply.took_ms = (g_get_monotonic_time () - began) / 1000;
  if (body != NULL)
    read_status (errand, message);
  else
    errand->reply.error = g_strdup (error->message);
  soup_session_abort (session);
}

/* FALSE when it could not be written down. */
static gboolean
write_down (Errand *errand)
{
  g_autoptr (GError) error = NULL;
  PlatformReply *reply = &errand->reply;

  if (errand->is_late && reply->status == 0)
    {
      g_free (reply->error);
      reply->error = g_strdup_printf ("No answer in %.3g s", errand->sender->deadline_ms / 1000.0);
    }
  if (platform_letter_done (errand->sender->core, errand->letter, reply, &error))
    return TRUE;
  g_warning ("What came of a delivery could not be written down: %s", error->message);
  return FALSE;
}

/* What was stopped in the middle counts as never sent. */
static void
drain (PlatformSender *self)
{
  Errand *errand;

  while ((errand = g_async_queue_try_pop (self->done)) != NULL)
    {
      g_autofree char *lane = platform_letter_lane (errand->letter->tenant,
                                                    errand->letter->webhook);

      if ((!self->stopping || errand->reply.status > 0) && !write_down (errand))
        self->rest_until = g_get_monotonic_time () + 1000 * LONGEST_WAIT;
      g_hash_table_remove (self->busy, lane);
      g_hash_table_remove (self->errands, errand);
    }
}

static void
look_within (PlatformSender *self, gint64 ms)
{
  gint64 at = g_get_monotonic_time () + 1000 * ms;
  gint64 before = g_source_get_ready_time (self->look);

  if (before < 0 || at < before)
    g_source_set_ready_time (self->look, at);
}

static gboolean
drain_cb (gpointer data)
{
  PlatformSender *self = data;

  g_atomic_int_add (&self->drains, -1);
  drain (self);
  look_within (self, 0);
  return G_SOURCE_REMOVE;
}

static void
carry_cb (gpointer data, gpointer user_data)
{
  Errand *errand = data;
  PlatformSender *self = errand->sender;

  carry (errand);
  g_atomic_int_inc (&self->drains);
  g_async_queue_push (self->done, errand);
  g_idle_add (drain_cb, self);
}

static gboolean
deadline_cb (gpointer data)
{
  Errand *errand = data;

  errand->deadline = 0;
  errand->is_late = TRUE;
  g_cancellable_cancel (errand->cancellable);
  return G_SOURCE_REMOVE;
}

/* Takes letter. */
static void
send_out (PlatformSender *self, PlatformLetter *letter)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->sender = self;
  errand->letter = letter;
  errand->cancellable = g_cancellable_new ();
  errand->deadline = g_timeout_add (self->deadline_ms, deadline_cb, errand);
  g_hash_table_add (self->busy, platform_letter_lane (letter->tenant, letter->webhook));
  g_hash_table_add (self->errands, errand);
  g_thread_pool_push (self->threads, errand, NULL);
}

typedef struct
{
  GSource source;
  PlatformSender *sender;
} Look;

/* How long others go before us, ms; 0: nobody does. */
static gint64
gap_of (PlatformSender *self)
{
  gint64 now = g_get_monotonic_time (), left = self->asked_at + 1000 * GAP - now;

  if (left <= 0)
    return 0;
  if (self->put_off_at == 0)
    self->put_off_at = now;
  return now - self->put_off_at < 1000 * LONGEST_GAP ? left / 1000 + 1 : 0;
}

static gboolean
look_cb (GSource *source, GSourceFunc func, gpointer data)
{
  PlatformSender *self = ((Look *) source)->sender;
  g_autoptr (GPtrArray) letters = NULL;
  gint64 next = M77_TIME_NONE, wait = gap_of (self);

  g_source_set_ready_time (source, -1);
  if (wait > 0)
    {
      look_within (self, wait);
      return G_SOURCE_CONTINUE;
    }
  wait = LONGEST_WAIT;
  if (g_hash_table_size (self->errands) < AT_ONCE && self->rest_until < g_get_monotonic_time ())
    {
      letters = platform_letters_take (self->core, self->busy, &next);
      while (letters->len > 0 && g_hash_table_size (self->errands) < AT_ONCE)
        send_out (self, g_ptr_array_steal_index_fast (letters, 0));
    }
  if (next != M77_TIME_NONE)
    wait = CLAMP (next - m77_runtime_now (self->core->runtime), 1, LONGEST_WAIT);
  if (wait > 1)
    self->put_off_at = 0;
  look_within (self, wait);
  return G_SOURCE_CONTINUE;
}

static GSource *
look_new (PlatformSender *self)
{
  static GSourceFuncs funcs = { .dispatch = look_cb };
  GSource *source = g_source_new (&funcs, sizeof (Look));

  ((Look *) source)->sender = self;
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_attach (source, NULL);
  return source;
}

void
platform_sender_wake (PlatformSender *self)
{
  look_within (self, SOON);
}

void
platform_sender_make_way (PlatformSender *self)
{
  self->asked_at = g_get_monotonic_time ();
}

PlatformSender *
platform_sender_new (PlatformCore *core)
{
  PlatformSender *self = g_new0 (PlatformSender, 1);

  self->core = core;
  self->deadline_ms = 1000 * PLATFORM_SENDER_DEADLINE_S;
  self->threads = g_thread_pool_new (carry_cb, NULL, AT_ONCE, FALSE, NULL);
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->errands = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) errand_free, NULL);
  self->done = g_async_queue_new ();
  self->look = look_new (self);
  look_within (self, 0);
  return self;
}

void
platform_sender_set_deadline (PlatformSender *self, guint ms)
{
  self->deadline_ms = ms;
}

void
platform_sender_free (PlatformSender *self)
{
  GHashTableIter iter;
  gpointer errand;

  self->stopping = TRUE;
  g_hash_table_iter_init (&iter, self->errands);
  while (g_hash_table_iter_next (&iter, &errand, NULL))
    g_cancellable_cancel (((Errand *) errand)->cancellable);
  g_thread_pool_free (self->threads, FALSE, TRUE);
  drain (self);
  g_source_destroy (self->look);
  g_source_unref (self->look);
  for (; self->drains > 0; self->drains--)
    g_source_remove_by_user_data (self);
  g_hash_table_unref (self->errands);
  g_hash_table_unref (self->busy);
  g_async_queue_unref (self->done);
  g_free (self);
}

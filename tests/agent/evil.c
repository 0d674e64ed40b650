/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/agent/evil.h"

#include <libsoup/soup.h>
#include <string.h>

#define PIECE (64 * 1024)

/* What is done to the requests that begin with `request`; connections under way keep theirs. */
typedef struct
{
  char *request; /* NULL: none */
  char *head;    /* NULL: the platform's own answer */
  GBytes *body;
  guint64 length; /* of the body in all; of the platform's answer, when that is cut */
  gint64 off_s;
} Order;

struct _Evil
{
  gatomicrefcount refs;
  GSocketListener *listener;
  GCancellable *end;
  GThread *thread;
  char *platform; /* HOST:PORT */
  char *url;
  GMutex mutex; /* guards what follows */
  Order *order; /* g_atomic_rc_box */
  guint requests;
  guint64 sent;
};

static void
clear_order (gpointer data)
{
  Order *order = data;

  g_free (order->request);
  g_free (order->head);
  g_clear_pointer (&order->body, g_bytes_unref);
}

static void
order_release (Order *order)
{
  g_atomic_rc_box_release_full (order, clear_order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_release)

static void
give_order (Evil *self, Order *order)
{
  g_mutex_lock (&self->mutex);
  order_release (self->order);
  self->order = order;
  self->requests = 0;
  self->sent = 0;
  g_mutex_unlock (&self->mutex);
}

static Order *
order_new (const char *request)
{
  Order *order = g_atomic_rc_box_new0 (Order);

  order->request = g_strdup (request);
  order->length = G_MAXUINT64;
  return order;
}

static Evil *
evil_ref (Evil *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
evil_unref (Evil *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  order_release (self->order);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_free (self->platform);
  g_free (self->url);
  g_free (self);
}

/* ---- One connection ---- */

/* Head and body of a request, without its Connection header; NULL where it breaks off. */
static GString *
read_request (GInputStream *input)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GString) request = g_string_new (NULL);
  gsize length = 0, got;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        return NULL;
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        length = g_ascii_strtoull (line + 15, NULL, 10);
      if (g_ascii_strncasecmp (line, "connection:", 11) != 0 && *line != '\0')
        g_string_append_printf (request, "%s\r\n", line);
      if (*line == '\0')
        break;
    }
  g_string_append (request, "Connection: close\r\n\r\n");
  got = request->len;
  g_string_set_size (request, got + length);
  if (!g_input_stream_read_all (G_INPUT_STREAM (lines),
                                request->str + got,
                                length,
                                &got,
                                NULL,
                                NULL) ||
      got < length)
    return NULL;
  return g_steal_pointer (&request);
}

static gboolean
send_some (Evil *self, GOutputStream *output, const void *bytes, gsize length, gboolean counts)
{
  gsize sent = 0;
  gboolean ok = g_output_stream_write_all (output, bytes, length, &sent, NULL, NULL);

  g_mutex_lock (&self->mutex);
  self->sent += counts ? sent : 0;
  g_mutex_unlock (&self->mutex);
  return ok;
}

static void
send_evil (Evil *self, GOutputStream *output, const Order *order)
{
  gsize size;
  const guint8 *body = g_bytes_get_data (order->body, &size);
  guint64 left = order->length;

  if (!send_some (self, output, order->head, strlen (order->head), FALSE))
    return;
  while (left > 0 && size > 0 && send_some (self, output, body, MIN (left, size), TRUE))
    left -= MIN (left, size);
}

/* The first piece holds the whole head. */
static GString *
change_date (const char *bytes, gsize length, gint64 off_s)
{
  GString *piece = g_string_new_len (bytes, (gssize) length);
  char *date = off_s == 0 ? NULL : strstr (piece->str, "\r\nDate: ");

  if (date != NULL)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autoptr (GDateTime) then = g_date_time_add_seconds (now, (double) off_s);
      g_autofree char *text = soup_date_time_to_string (then, SOUP_DATE_HTTP);
      gssize at = date + strlen ("\r\nDate: ") - piece->str;

      g_string_erase (piece, at, strcspn (piece->str + at, "\r"));
      g_string_insert (piece, at, text);
    }
  return piece;
}

static void
pass_on (Evil *self, GOutputStream *output, GString *request, const Order *order, gboolean is_meant)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection)
      upstream = g_socket_client_connect_to_host (client, self->platform, 0, NULL, NULL);
  guint64 left = is_meant ? order->length : G_MAXUINT64;
  g_autofree char *buffer = g_malloc (PIECE);
  GInputStream *answer;
  gssize got;
  gboolean is_first = TRUE;

  if (upstream == NULL ||
      !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (upstream)),
                                  request->str,
                                  request->len,
                                  NULL,
                                  NULL,
                                  NULL))
    return;
  answer = g_io_stream_get_input_stream (G_IO_STREAM (upstream));
  while (left > 0 && (got = g_input_stream_read (answer, buffer, PIECE, NULL, NULL)) > 0)
    {
      g_autoptr (GString) piece = change_date (buffer, (gsize) got, is_first ? order->off_s : 0);
      gsize length = MIN (left, piece->len);

      is_first = FALSE;
      left -= length;
      if (!send_some (self, output, piece->str, length, is_meant))
        return;
    }
}

typedef struct
{
  Evil *evil;
  GSocketConnection *connection;
} Talk;

static gpointer
talk_cb (gpointer data)
{
  Talk *talk = data;
  Evil *self = talk->evil;
  GIOStream *stream = G_IO_STREAM (talk->connection);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  GString *request = read_request (g_io_stream_get_input_stream (stream));
  g_autoptr (Order) order = NULL;
  gboolean is_meant;

  g_mutex_lock (&self->mutex);
  order = g_atomic_rc_box_acquire (self->order);
  is_meant = request != NULL && order->request != NULL &&
             g_str_has_prefix (request->str, order->request);
  self->requests += is_meant;
  g_mutex_unlock (&self->mutex);

  if (is_meant && order->head != NULL)
    send_evil (self, output, order);
  else if (request != NULL)
    pass_on (self, output, request, order, is_meant);
  g_io_stream_close (stream, NULL, NULL);
  if (request != NULL)
    g_string_free (request, TRUE);
  g_object_unref (talk->connection);
  evil_unref (self);
  g_free (talk);
  return NULL;
}

static gpointer
accept_cb (gpointer data)
{
  Evil *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->end, NULL)) != NULL)
    {
      Talk *talk = g_new0 (Talk, 1);

      talk->evil = evil_ref (self);
      talk->connection = connection;
      g_thread_unref (g_thread_new ("evil", talk_cb, talk));
    }
  evil_unref (self);
  return NULL;
}

/* ---- The server ---- */

Evil *
evil_new (const char *platform)
{
  Evil *self = g_new0 (Evil, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->order = order_new (NULL);
  self->platform = g_strdup (platform + strlen ("http://"));
  self->end = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener,
                                 any,
                                 G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP,
                                 NULL,
                                 &got,
                                 &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  self->thread = g_thread_new ("evil", accept_cb, evil_ref (self));
  return self;
}

void
evil_free (Evil *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  evil_unref (self);
}

const char *
evil_url (Evil *self)
{
  return self->url;
}

/* ---- Orders ---- */

void
evil_answer (Evil *self,
             const char *request,
             const char *head,
             const char *body,
             gsize body_length,
             guint64 length)
{
  Order *order = order_new (request);

  order->head = g_strdup (head);
  order->body = g_bytes_new (body, body_length);
  order->length = length;
  give_order (self, order);
}

void
evil_cut (Evil *self, const char *request, gsize after)
{
  Order *order = order_new (request);

  order->length = after;
  give_order (self, order);
}

void
evil_watch (Evil *self, const char *request)
{
  give_order (self, order_new (request));
}

void
evil_date (Evil *self, gint64 off_s)
{
  Order *order = order_new (NULL);

  order->off_s = off_s;
  give_order (self, order);
}

void
evil_behave (Evil *self)
{
  give_order (self, order_new (NULL));
}

guint
evil_requests (Evil *self)
{
  guint requests;

  g_mutex_lock (&self->mutex);
  requests = self->requests;
  g_mutex_unlock (&self->mutex);
  return requests;
}

guint64
evil_sent (Evil *self)
{
  guint64 sent;

  g_mutex_lock (&self->mutex);
  sent = self->sent;
  g_mutex_unlock (&self->mutex);
  return sent;
}

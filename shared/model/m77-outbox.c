/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-outbox"

#include "config.h"

#include "shared/model/m77-outbox.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-kind.h"
#include "shared/model/m77-value.h"

static const char *
label_of (const char *label)
{
  return label != NULL && *label != '\0' ? g_dgettext (GETTEXT_PACKAGE, label) : "";
}

static void
append_names (GString *out, const M77Kind *kind, const M77Json *object)
{
  for (const M77Json *member = m77_json_first (object); member != NULL;
       member = m77_json_next (member))
    {
      const M77Field *field = kind != NULL ? m77_kind_field (kind, m77_json_name (member)) : NULL;
      g_autofree char *name = g_utf8_strdown (field != NULL ? label_of (field->label)
                                                            : m77_json_name (member),
                                              -1);

      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
    }
}

char *
m77_outbox_what (const M77Json *operation)
{
  const char *type = m77_json_get_string (operation, "type");
  const char *action = m77_json_get_string (operation, "action");
  const char *kind_name = m77_json_get_string (operation, "kind");
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  GString *names;

  if (action != NULL)
    return g_strdup (g_str_equal (action, "acknowledge") ? _ ("ack") : action);
  if (g_strcmp0 (type, "create") == 0)
    return g_strdup (_ ("create"));
  if (g_strcmp0 (type, "delete") == 0)
    return g_strdup (_ ("delete"));
  names = g_string_new (NULL);
  append_names (names, kind, m77_json_get (operation, "patch"));
  append_names (names, kind, m77_json_get (operation, "elements"));
  return g_string_free (names, FALSE);
}

static gboolean
is_state (const M77Json *operation, const char *state)
{
  return g_strcmp0 (m77_json_get_string (operation, "state"), state) == 0;
}

M77Json *
m77_outbox_content (const M77Json *operation, M77JsonPool *pool)
{
  static const char *const members[] = { "type",     "kind",   "key",  "doc",   "patch",
                                         "elements", "action", "args", "reason" };
  M77Json *content = m77_json_object_new (pool);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!m77_json_is_null (m77_json_get (operation, members[i])))
      m77_json_set (pool,
                    content,
                    members[i],
                    m77_json_copy (pool, m77_json_get (operation, members[i])));
  return content;
}

gboolean
m77_outbox_needs (const M77Json *operation)
{
  return is_state (operation, "held") || is_state (operation, "conflict") ||
         is_state (operation, "rejected");
}

gboolean
m77_outbox_has_way (const M77Json *operation, const char *way)
{
  for (const M77Json *w = m77_json_first (m77_json_get (operation, "ways")); w != NULL;
       w = m77_json_next (w))
    if (g_strcmp0 (m77_json_string (w), way) == 0)
      return TRUE;
  return FALSE;
}

static char *
moment_words (const M77Json *object, const char *name, gint64 now, GTimeZone *zone)
{
  const char *text = m77_json_get_string (object, name);

  return m77_time_short (text != NULL ? m77_time_parse (text) : M77_TIME_NONE, now, zone);
}

char *
m77_outbox_why (const M77Json *operation, gint64 now, GTimeZone *zone)
{
  const char *detail = m77_json_get_string (operation, "detail");
  const char *why = m77_json_get_string (operation, "why");
  const char *code = m77_json_get_string (operation, "code");
  const char *expires = m77_json_get_string (operation, "expires_at");
  const char *since_by = m77_json_get_string (m77_json_get (operation, "since"), "by");
  const M77Json *waits = m77_json_get (operation, "waits_for");
  gint64 until = expires != NULL ? m77_time_parse (expires) : M77_TIME_NONE;
  g_autofree char *lapse = moment_words (operation, "expires_at", now, zone);

  if (g_strcmp0 (m77_json_get_string (waits, "state"), "conflict") == 0)
    return g_strdup (_ ("behind the conflict"));
  if (m77_json_is (waits, M77_JSON_OBJECT) || m77_json_get_bool (operation, "waiting"))
    return g_strdup (_ ("waits for the one before"));
  if (is_state (operation, "held") && m77_outbox_has_way (operation, "join"))
    return g_strdup_printf (_ ("%s acknowledged it"), since_by != NULL ? since_by : _ ("another"));
  if (is_state (operation, "held") && until > now)
    return g_strdup_printf (_ ("lapses %s"), lapse);
  if (is_state (operation, "held") && detail == NULL)
    return g_strdup (_ ("not sent in time: confirm or drop it"));
  if (is_state (operation, "conflict"))
    return g_strdup (why != NULL ? why : _ ("both sides changed it"));
  if (detail != NULL && *detail != '\0')
    return g_strdup (detail);
  if (is_state (operation, "rejected"))
    return g_strdup (why != NULL ? why : code);
  if (*lapse != '\0')
    return g_strdup_printf (_ ("NOT DELIVERED, held %s"), lapse);
  return g_strdup (_ ("not sent yet"));
}

/* A value told raw by the agent, as the field's kind reads it. */
char *
m77_outbox_value (const char *kind_name,
                  const char *path,
                  const M77Json *value,
                  gint64 now,
                  GTimeZone *zone)
{
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const M77Field *field = kind != NULL && path != NULL ? m77_kind_field (kind, path) : NULL;
  g_autofree char *text = NULL;

  if (m77_json_is_null (value))
    return g_strdup ("-");
  if (field != NULL)
    text = m77_value_to_text (field, value, now, zone);
  if (text != NULL)
    return g_steal_pointer (&text);
  return m77_json_string (value) != NULL ? g_strdup (m77_json_string (value))
                                         : m77_json_to_text (value);
}

char *
m77_outbox_since (const M77Json *operation, gint64 now, GTimeZone *zone)
{
  const M77Json *since = m77_json_get (operation, "since");
  const M77Json *field = m77_json_first (m77_json_get (since, "fields"));
  const char *by = m77_json_get_string (since, "by");
  const char *kind = m77_json_get_string (operation, "kind");
  g_autofree char *when = moment_words (since, "at", now, zone);
  g_autoptr (GString) out = g_string_new (NULL);

  if (!m77_json_is (since, M77_JSON_OBJECT))
    return NULL;
  for (guint n = 0; field != NULL; field = m77_json_next (field), n++)
    {
      const char *path = m77_json_get_string (field, "path");
      const char *label = m77_json_get_string (field, "label");
      g_autofree char *word = g_utf8_strdown (label != NULL ? label_of (label) : path, -1);
      g_autofree char *was = m77_outbox_value (kind, path, m77_json_get (field, "was"), now, zone);
      g_autofree char *is = m77_outbox_value (kind, path, m77_json_get (field, "now"), now, zone);

      g_string_append (out, n > 0 ? ", " : "");
      if (m77_json_is_null (m77_json_get (field, "was")))
        g_string_append_printf (out, "%s %s", word, is);
      else
        g_string_append_printf (out, _ ("%s %s to %s"), word, was, is);
    }
  if (by != NULL)
    g_string_append_printf (out, "; %s %s", by, when);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What an operation is put in order by, read once. */
typedef struct
{
  const M77Json *operation;
  guint rank;
  gint64 lapse, seq;
} Order;

static Order
order_of (const M77Json *operation)
{
  static const char *const states[] = { "held", "conflict", "rejected", "queued" };
  const char *expires = m77_json_get_string (operation, "expires_at");
  Order order = { operation, 0, G_MAXINT64, m77_json_get_int (operation, "seq", 0) };

  while (order.rank < G_N_ELEMENTS (states) && !is_state (operation, states[order.rank]))
    order.rank++;
  if (order.rank == 0 && expires != NULL)
    order.lapse = m77_time_parse (expires);
  return order;
}

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  const Order *one = a;
  const Order *other = b;

  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;
  if (one->lapse != other->lapse)
    return one->lapse < other->lapse ? -1 : 1;
  return (one->seq > other->seq) - (one->seq < other->seq);
}

void
m77_outbox_sort (GPtrArray *operations)
{
  g_autoptr (GArray) orders = g_array_sized_new (FALSE, FALSE, sizeof (Order), operations->len);

  for (guint i = 0; i < operations->len; i++)
    {
      Order order = order_of (operations->pdata[i]);

      g_array_append_val (orders, order);
    }
  g_array_sort (orders, compare_orders);
  for (guint i = 0; i < operations->len; i++)
    operations->pdata[i] = (gpointer) g_array_index (orders, Order, i).operation;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-aftermath.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"

#define COUNT_MOST  1000
#define LEVELS_MOST 6

typedef struct
{
  GPtrArray *facts;
  GCancellable *cancellable;
  M77AftermathGot got;
  gpointer data;
  guint waiting; /* answers to come */
} Asking;

typedef struct
{
  Asking *asking;
  const char *kind;
  char *filter;
} Question;

static void
fact_free (gpointer data)
{
  M77AftermathFact *fact = data;

  g_free (fact->filter);
  g_free (fact->words);
  g_free (fact);
}

/* What is bad first, whichever answer came first. */
static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const M77AftermathFact *const *left = a, *const *right = b;
  int kinds = g_strcmp0 ((*right)->kind, (*left)->kind);

  if ((*left)->is_bad != (*right)->is_bad)
    return (*left)->is_bad ? -1 : 1;
  /* Incidents before alerts, levels last. */
  if (g_str_equal ((*left)->kind, "slo") != g_str_equal ((*right)->kind, "slo"))
    return g_str_equal ((*left)->kind, "slo") ? 1 : -1;
  return kinds != 0 ? kinds : g_strcmp0 ((*left)->words, (*right)->words);
}

static Question *
question_new (Asking *asking, const char *kind, char *filter)
{
  Question *self = g_new0 (Question, 1);

  self->asking = asking;
  self->kind = kind;
  self->filter = filter;
  asking->waiting++;
  return self;
}

/* After the last answer all is told, unless nobody wants it any more. */
static void
end_question (Question *self)
{
  Asking *asking = self->asking;

  g_free (self->filter);
  g_free (self);
  if (--asking->waiting > 0)
    return;
  g_ptr_array_sort (asking->facts, compare_facts);
  if (!g_cancellable_is_cancelled (asking->cancellable))
    asking->got (asking->facts, asking->data);
  g_ptr_array_unref (asking->facts);
  g_object_unref (asking->cancellable);
  g_free (asking);
}

static void
add_fact (Question *self, char *words, gboolean is_bad)
{
  M77AftermathFact *fact = g_new0 (M77AftermathFact, 1);

  fact->kind = self->kind;
  fact->filter = g_strdup (self->filter);
  fact->words = words;
  fact->is_bad = is_bad;
  g_ptr_array_add (self->asking->facts, fact);
}

static char *
count_words (const char *kind, gint64 count)
{
  const char *more = count >= COUNT_MOST ? "+" : "";
  guint n = (guint) count;

  if (g_str_equal (kind, "incident"))
    return g_strdup_printf (ngettext ("%u%s incident began", "%u%s incidents began", n), n, more);
  return g_strdup_printf (ngettext ("%u%s alert fired", "%u%s alerts fired", n), n, more);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *self = data;
  gint64 count;

  if (m77_agent1_call_count_finish (M77_AGENT1 (source), &count, result, NULL))
    add_fact (self, count_words (self->kind, CLAMP (count, 0, COUNT_MOST)), count > 0);
  end_question (self);
}

/* "cart-availability: burning, 12% of its budget left" */
static void
add_level (Question *self, const M77Json *doc)
{
  const char *name = m77_json_get_string (doc, "name");
  const char *status = m77_json_get_string (doc, "status");
  gboolean is_bad = g_strcmp0 (status, "burning") == 0 || g_strcmp0 (status, "exhausted") == 0;
  double left;

  if (name == NULL || status == NULL)
    return;
  if (m77_json_double (m77_json_get (doc, "budget_left"), &left))
    add_fact (self,
              g_strdup_printf (_ ("%s: %s, %.0f%% of its budget left"), name, status, left * 100),
              is_bad);
  else
    add_fact (self, g_strdup_printf ("%s: %s", name, status), is_bad);
}

static void
levels_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  const M77Json *list = NULL;
  gint64 total;

  if (m77_agent1_call_list_finish (M77_AGENT1 (source), &rows, &total, &next, result, NULL))
    list = m77_json_parse (pool, rows, -1, NULL);
  for (const M77Json *row = m77_json_first (list); row != NULL; row = m77_json_next (row))
    add_level (self, m77_json_get (row, "doc"));
  end_question (self);
}

void
m77_aftermath_ask (M77Client *client,
                   const char *service,
                   const char *environment,
                   gint64 since,
                   GCancellable *cancellable,
                   M77AftermathGot got,
                   gpointer data)
{
  static const struct
  {
    const char *kind, *began;
  } counted[] = { { "incident", "started_at" }, { "alert", "starts_at" } };
  M77Agent1 *proxy = m77_client_proxy (client);
  g_autofree char *place = g_strdup_printf ("service:\"%s\" environment:%s", service, environment);
  g_autofree char *instant = since != M77_TIME_NONE ? m77_time_format (since) : NULL;
  Asking *asking;
  Question *levels;

  if (proxy == NULL || service == NULL || environment == NULL || instant == NULL)
    return;
  asking = g_new0 (Asking, 1);
  asking->facts = g_ptr_array_new_with_free_func (fact_free);
  asking->cancellable = g_object_ref (cancellable);
  asking->got = got;
  asking->data = data;
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      Question *question = question_new (asking,
                                         counted[i].kind,
                                         g_strdup_printf ("%s %s>=%s",
                                                          place,
                                                          counted[i].began,
                                                          instant));

      m77_agent1_call_count (proxy,
                             question->kind,
                             question->filter,
                             COUNT_MOST,
                             cancellable,
                             count_cb,
                             question);
    }
  levels = question_new (asking, "slo", g_steal_pointer (&place));
  m77_agent1_call_list (proxy,
                        "slo",
                        levels->filter,
                        "status,name",
                        LEVELS_MOST,
                        "",
                        0,
                        cancellable,
                        levels_cb,
                        levels);
}

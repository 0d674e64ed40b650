/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-merge"

#include "config.h"

#include <stdlib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-merge.h"

/* How often a person is asked. 1,000 pairs of two people who worked on one incident at once, each
 * doing one to three of the deeds below, drawn by their weight: mostly they write what happens,
 * then move people and states, and now and then rewrite a text that both have before them. A pair
 * needs a person when a field overlaps, or when an action's expectations no longer hold. */

#define PAIRS     1000
#define ASKS_MOST 50
#define SEED      2041
#define START     G_GINT64_CONSTANT (1905217200000) /* 2030-05-17 */

typedef struct
{
  M77JsonPool *pool;
  GRand *rand;
  char who;
  guint notes;
  M77Json *patch, *elements;
  const char *action;
} Worker;

static int
below (Worker *w, int n)
{
  return g_rand_int_range (w->rand, 0, n);
}

static const char *
member (Worker *w)
{
  return (const char *[]){ "jana", "omar", "lee", "ines", "tomas", "aki" }[below (w, 6)];
}

static void
set_text (Worker *w, const char *field, const char *text)
{
  m77_json_set_string (w->pool, w->patch, field, text);
}

/* The change of a list, made when there is none; its part ("add"), likewise. */
static M77Json *
part_of (Worker *w, const char *field, const char *part)
{
  M77Json *change = (M77Json *) m77_json_get (w->elements, field);
  M77Json *list;

  if (change == NULL)
    {
      change = m77_json_object_new (w->pool);
      m77_json_set (w->pool, w->elements, field, change);
    }
  list = (M77Json *) m77_json_get (change, part);
  if (list == NULL)
    {
      list = m77_json_array_new (w->pool);
      m77_json_set (w->pool, change, part, list);
    }
  return list;
}

static void
element (Worker *w, const char *field, const char *part, const char *text)
{
  m77_json_append (part_of (w, field, part), m77_json_string_new (w->pool, text));
}

static void
note (Worker *w, const M77Json *doc)
{
  M77Json *entry = m77_json_object_new (w->pool);
  g_autofree char *id = g_strdup_printf ("%c-%u", w->who, ++w->notes);
  g_autofree char *at = m77_time_format (START + below (w, 3600) * 1000);

  m77_json_set_string (w->pool, entry, "id", id);
  m77_json_set_string (w->pool, entry, "at", at);
  m77_json_set_string (w->pool, entry, "text", "Restarted the primary; watching the queue");
  m77_json_append (part_of (w, "timeline", "append"), entry);
}

static void
add_label (Worker *w, const M77Json *doc)
{
  element (w,
           "labels",
           "add",
           (const char *[]){ "db", "eu", "card", "customer", "regression" }[below (w, 5)]);
}

static void
remove_label (Worker *w, const M77Json *doc)
{
  element (w, "labels", "remove", (const char *[]){ "new", "db" }[below (w, 2)]);
}

static void
add_responder (Worker *w, const M77Json *doc)
{
  element (w, "responders", "add", member (w));
}

static void
remove_responder (Worker *w, const M77Json *doc)
{
  element (w, "responders", "remove", (const char *[]){ "jana", "omar" }[below (w, 2)]);
}

static void
link_alert (Worker *w, const M77Json *doc)
{
  element (w, "alerts", "add", (const char *[]){ "a1", "a2", "a3", "a4", "a5" }[below (w, 5)]);
}

static void
acknowledge (Worker *w, const M77Json *doc)
{
  w->action = "acknowledge";
}

static void
mitigate (Worker *w, const M77Json *doc)
{
  w->action = "mitigate";
}

static void
resolve (Worker *w, const M77Json *doc)
{
  w->action = "resolve";
}

static void
raise_severity (Worker *w, const M77Json *doc)
{
  set_text (w, "severity", below (w, 3) > 0 ? "sev2" : "sev1");
}

static void
lower_severity (Worker *w, const M77Json *doc)
{
  set_text (w, "severity", "sev4");
}

/* One of the summary's paragraphs is rewritten, or one is added after them. */
static void
edit_summary (Worker *w, const M77Json *doc)
{
  g_auto (GStrv) paragraphs = g_strsplit (m77_json_get_string (doc, "summary"), "\n\n", -1);
  int which = below (w, (int) g_strv_length (paragraphs) + 1);
  g_autofree char *text = NULL, *old = NULL;

  if (paragraphs[which] == NULL)
    text = g_strdup_printf ("%s\nNow also seen by %c.\n",
                            m77_json_get_string (doc, "summary"),
                            w->who);
  else
    {
      old = paragraphs[which];
      paragraphs[which] = g_strdup_printf ("As %c found: %s", w->who, old);
      text = g_strjoinv ("\n\n", paragraphs);
    }
  set_text (w, "summary", text);
}

static void
edit_impact (Worker *w, const M77Json *doc)
{
  g_autofree char *text = g_strdup_printf ("%s\nBy %c: about %d shops.\n",
                                           m77_json_get_string (doc, "impact"),
                                           w->who,
                                           below (w, 100));

  set_text (w, "impact", text);
}

static void
count_customers (Worker *w, const M77Json *doc)
{
  m77_json_set_int (w->pool, w->patch, "customers_affected", 100 * (1 + below (w, 9)));
}

static void
take_lead (Worker *w, const M77Json *doc)
{
  set_text (w, "lead", member (w));
}

static void
take_role (Worker *w, const M77Json *doc)
{
  set_text (w, (const char *[]){ "ops", "comms", "scribe" }[below (w, 3)], member (w));
}

static void
promise_update (Worker *w, const M77Json *doc)
{
  g_autofree char *at = m77_time_format (START + (1 + below (w, 8)) * 900000);

  set_text (w, "next_update_due", at);
}

static M77Json *
tasks_of (Worker *w)
{
  M77Json *tasks = (M77Json *) m77_json_get (w->patch, "tasks");

  if (tasks == NULL)
    {
      tasks = m77_json_object_new (w->pool);
      m77_json_set (w->pool, w->patch, "tasks", tasks);
    }
  return tasks;
}

static void
set_of_task (Worker *w, const char *member_name, const char *value)
{
  M77Json *task = m77_json_object_new (w->pool);

  m77_json_set_string (w->pool, task, member_name, value);
  m77_json_set (w->pool,
                tasks_of (w),
                (const char *[]){ "t1", "t2", "t3", "t4" }[below (w, 4)],
                task);
}

static void
add_task (Worker *w, const M77Json *doc)
{
  M77Json *task = m77_json_object_new (w->pool);
  g_autofree char *id = g_strdup_printf ("%c-%u", w->who, ++w->notes);

  m77_json_set_string (w->pool, task, "text", "Tell support");
  m77_json_set (w->pool, tasks_of (w), id, task);
}

static void
assign_task (Worker *w, const M77Json *doc)
{
  set_of_task (w, "assignee", member (w));
}

static void
finish_task (Worker *w, const M77Json *doc)
{
  g_autofree char *at = m77_time_format (START + below (w, 3600) * 1000);

  set_of_task (w, "done_at", at);
}

static void
set_bridge (Worker *w, const M77Json *doc)
{
  g_autofree char *url = g_strdup_printf ("https://meet.example/%d", below (w, 10));

  set_text (w, "bridge", url);
}

/* Of a hundred things done to an incident. Its state moves some four times in its life, which has
 * eighty such things: notes, half of them. */
static const struct
{
  int weight;
  void (*run) (Worker *w, const M77Json *doc);
} deeds[] = {
  { 44, note },          { 7, add_label },        { 2, remove_label },
  { 8, add_responder },  { 1, remove_responder }, { 4, link_alert },
  { 3, acknowledge },    { 1, mitigate },         { 1, resolve },
  { 3, raise_severity }, { 1, lower_severity },   { 6, edit_summary },
  { 2, edit_impact },    { 2, count_customers },  { 3, take_lead },
  { 2, take_role },      { 3, promise_update },   { 2, add_task },
  { 2, assign_task },    { 2, finish_task },      { 1, set_bridge },
};

static void
work (Worker *w, const M77Json *doc)
{
  w->patch = m77_json_object_new (w->pool);
  w->elements = m77_json_object_new (w->pool);
  w->action = NULL;
  for (int n = below (w, 3); n >= 0; n--)
    {
      int at = below (w, 100);
      guint i = 0;

      while (at >= deeds[i].weight)
        at -= deeds[i++].weight;
      deeds[i].run (w, doc);
    }
}

/* The incident half an hour in. */
static M77Json *
incident (M77JsonPool *pool)
{
  return m77_json_parse (
      pool,
      "{\"title\":\"Card payments failing\",\"status\":\"triggered\",\"severity\":\"sev3\","
      "\"environment\":\"production\",\"service\":\"checkout\",\"lead\":\"jana\","
      "\"responders\":[\"jana\",\"omar\"],\"labels\":[\"new\"],\"customers_affected\":50,"
      "\"escalation_level\":1,\"impact\":\"Cards are refused in some shops.\","
      "\"summary\":\"Since 03:00 every tenth card payment fails.\\n\\nThe gateway answers 502 to "
      "the EU pool;\\nretries help for a while.\\n\\nSuspect: the 02:50 deployment.\\n\\nNext: "
      "roll "
      "back, then look at the pool.\",\"timeline\":[],\"tasks\":{\"t1\":{\"text\":\"Call the "
      "bank\"},\"t2\":{\"text\":\"Roll back\"},\"t3\":{\"text\":\"Status page\"},\"t4\":{\"text\":"
      "\"Drain EU\"}}}",
      -1,
      NULL);
}

/* As the platform leaves the record after an action, as far as others' expectations see it. */
static void
act (M77JsonPool *pool, M77Json *doc, const Worker *w)
{
  const M77Action *action = w->action != NULL
                                ? m77_kind_action (m77_kind_find ("incident"), w->action)
                                : NULL;

  if (action == NULL)
    return;
  m77_json_set_string (pool, doc, "status", action->to);
  if (g_str_equal (w->action, "acknowledge"))
    m77_json_set_string (pool, doc, "acknowledged_by", "omar");
}

static gboolean
still_holds (const char *field, const M77Json *base, const M77Json *theirs)
{
  const M77Json *was = m77_json_get (base, field), *is = m77_json_get (theirs, field);

  return was == is || (was != NULL && is != NULL && m77_json_equal (was, is));
}

/* The field a person is asked about, or NULL. */
static const char *
asked_about (Worker *mine, const M77Json *base, const M77Json *theirs)
{
  const M77Kind *kind = m77_kind_find ("incident");
  const M77Action *action = mine->action != NULL ? m77_kind_action (kind, mine->action) : NULL;
  g_auto (M77MergeResult) result = { 0 };

  if (action != NULL && !still_holds ("status", base, theirs))
    return "status";
  for (guint i = 0; action != NULL && action->expect[i] != NULL; i++)
    if (!still_holds (action->expect[i], base, theirs))
      return g_intern_string (action->expect[i]);
  m77_merge (&result,
             mine->pool,
             kind,
             m77_edit_base (mine->pool, base, mine->patch, mine->elements),
             theirs,
             mine->patch,
             mine->elements);
  return result.overlaps->len > 0 ? g_intern_string (g_ptr_array_index (result.overlaps, 0)) : NULL;
}

static void
test_daily (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const char *seed = g_getenv ("M77_MERGE_SEED");
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed != NULL ? (guint32) atoi (seed) : SEED);
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer field, times;
  int asks = 0;

  for (int i = 0; i < PAIRS; i++)
    {
      M77Json *base = incident (pool);
      Worker theirs = { pool, rand, 't', 0 }, mine = { pool, rand, 'm', 0 };
      M77Json *now;
      const char *asked;

      work (&theirs, base);
      work (&mine, base);
      now = m77_edit_apply (pool, base, theirs.patch, theirs.elements, NULL);
      act (pool, now, &theirs);
      asked = asked_about (&mine, base, now);
      if (asked != NULL)
        {
          times = g_hash_table_lookup (fields, asked);
          g_hash_table_insert (fields,
                               (char *) asked,
                               GINT_TO_POINTER (GPOINTER_TO_INT (times) + 1));
          asks++;
        }
      m77_json_pool_reset (pool);
    }
  g_test_message ("of %d pairs %d need a person", PAIRS, asks);
  g_hash_table_iter_init (&iter, fields);
  while (g_hash_table_iter_next (&iter, &field, &times))
    g_test_message ("%s: %d", (const char *) field, GPOINTER_TO_INT (times));
  g_assert_cmpint (asks, <=, ASKS_MOST);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/daily", test_daily);
  return g_test_run ();
}

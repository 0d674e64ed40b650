/* Merging what is nested, unknown, too much; and operations as a whole.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tests/shared/merge-check.h"

/* A dashboard's body merges as lines; what cannot be read after it asks. */
static void
test_document (void)
{
  CHECK ("dashboard",
         "{'body':{'a':1,'b':2,'c':3}}",
         "{'body':{'a':9,'b':2,'c':3}}",
         "{'body':{'c':8}}",
         NULL,
         "{'body':{'c':8}}");
  CHECK ("dashboard",
         "{'body':{'a':1,'b':2,'c':3}}",
         "{'body':{'a':9,'b':2,'c':3}}",
         "{'body':{'a':8}}",
         NULL,
         NULL,
         NULL,
         "body");
}

/* A patch cannot say a null within an object; one that is there is not lost by it. */
static void
test_null_within (void)
{
  CHECK ("dashboard",
         "{'body':{'a':1,'m':{'x':1},'z':[1]}}",
         "{'body':{'a':1,'m':{'x':1,'n':null},'z':[1]}}",
         "{'body':{'z':[2]}}",
         NULL,
         "{'body':{'z':[2]}}");
}

/* A set whose base nobody kept counts as it is in theirs. */
static void
test_unknown_base (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_auto (M77MergeResult) result = { 0 };

  m77_merge (&result,
             pool,
             m77_kind_find ("incident"),
             NULL,
             test_json (pool, "{'labels':['a','b']}"),
             NULL,
             test_json (pool, "{'labels':{'remove':['a','x']}}"));
  test_assert_json (result.elements, "{'labels':{'remove':['a']}}");
}

/* More fields than an edit may have: those past it ask, and there still is a result. */
static void
test_too_many_fields (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *patch = m77_json_object_new (pool);
  g_auto (M77MergeResult) result = { 0 };

  for (int i = 0; i < M77_PATCH_MOST + 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%d", i);

      m77_json_set_int (pool, patch, name, i);
    }
  m77_merge (&result, pool, NULL, NULL, NULL, patch, NULL);
  g_assert_cmpuint (result.overlaps->len, ==, 2);
  g_assert_cmpuint (m77_json_size (result.merged), ==, M77_PATCH_MOST);
}

/* Both rewrote different members of one task. */
static void
test_nested (void)
{
  CHECK ("incident",
         "{'tasks':{'a':{'text':'t','done_at':null}}}",
         "{'tasks':{'a':{'text':'t','assignee':'omar'}}}",
         "{'tasks':{'a':{'done_at':'2030-05-17T03:00:00.000Z'}}}",
         NULL,
         "{'tasks':{'a':{'done_at':'2030-05-17T03:00:00.000Z'}}}");
  CHECK ("incident",
         "{'tasks':{'a':{'text':'t','due_at':'x'}}}",
         "{'tasks':{'a':{'text':'u'}}}",
         "{'tasks':{'a':{'due_at':null}}}",
         NULL);
  CHECK ("incident",
         "{'tasks':{'a':{'text':'t'}}}",
         "{'tasks':{'a':{'text':'u'}}}",
         "{'tasks':{'a':{'text':'v'},'b':{'text':'w'}}}",
         NULL,
         NULL,
         NULL,
         "tasks");
  CHECK ("incident",
         "{}",
         "{'tasks':{'a':{'text':'u'}}}",
         "{'tasks':{'a':{'assignee':'v'}}}",
         NULL,
         NULL,
         NULL,
         "tasks");
}

/* A note written before another that came first stands before it. */
static void
test_log_order (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *theirs = test_json (pool,
                               "{'timeline':[{'id':'a','at':'2030-05-17T03:00:00.000Z'},"
                               "{'id':'d','at':'2030-05-17T05:00:00+02:00'},"
                               "{'id':'e','at':'2030-05-17T03:00:02.000Z'}]}");
  M77Json *note = test_json (pool,
                             "{'timeline':{'append':[{'id':'c','at':'2030-05-17T03:00:00.000Z'},"
                             "{'id':'b','at':'2030-05-17T03:00:01.500Z'}]}}");
  g_auto (M77MergeResult) result = { 0 };
  g_autoptr (GString) ids = g_string_new (NULL);

  m77_merge (&result, pool, m77_kind_find ("incident"), NULL, theirs, NULL, note);
  for (const M77Json *e = m77_json_first (m77_json_get (result.merged, "timeline")); e != NULL;
       e = m77_json_next (e))
    g_string_append (ids, m77_json_get_string (e, "id"));
  g_assert_cmpstr (ids->str, ==, "acdbe");
}

/* What no side wrote must not break a rule that each kept. */
static void
test_together_too_much (void)
{
  CHECK ("freeze",
         "{'environments':['production','staging']}",
         "{'environments':['staging']}",
         NULL,
         "{'environments':{'remove':['staging']}}",
         NULL,
         NULL,
         "environments");
  CHECK ("maintenance",
         "{'starts_at':'2030-05-17T03:00:00.000Z','ends_at':'2030-05-17T06:00:00.000Z'}",
         "{'starts_at':'2030-05-17T03:00:00.000Z','ends_at':'2030-05-17T04:00:00.000Z'}",
         "{'starts_at':'2030-05-17T05:00:00.000Z'}",
         NULL,
         NULL,
         NULL,
         "starts_at");
  CHECK ("maintenance",
         "{'starts_at':'2030-05-17T03:00:00.000Z','ends_at':'2030-05-17T06:00:00.000Z'}",
         "{'starts_at':'2030-05-17T03:30:00.000Z','ends_at':'2030-05-17T06:00:00.000Z'}",
         "{'ends_at':'2030-05-17T05:00:00.000Z'}",
         NULL,
         "{'ends_at':'2030-05-17T05:00:00.000Z'}");
}

static M77MergeOutcome
meet_record (M77OperationType type, const char *id, const char *mine, const char *theirs)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Operation operation = { .type = type, .kind = "team", .id = id };
  M77Record record = { .kind = "team", .id = "1", .deleted = theirs == NULL };
  g_auto (M77MergeResult) result = { 0 };

  if (type == M77_OPERATION_CREATE)
    operation.doc = test_json (pool, mine);
  else if (mine != NULL)
    operation.patch = test_json (pool, mine);
  if (theirs != NULL)
    record.doc = test_json (pool, theirs);
  return m77_merge_operation (&result,
                              pool,
                              &operation,
                              test_json (pool, "{'title':'a'}"),
                              &record);
}

static void
test_operations (void)
{
  static const struct
  {
    M77OperationType type;
    const char *id, *mine, *theirs;
    M77MergeOutcome outcome;
  } examples[] = {
    { M77_OPERATION_UPDATE, "1", "{'title':'b'}", "{'title':'a'}", M77_MERGE_SEND },
    { M77_OPERATION_UPDATE, "1", "{'title':'b'}", "{'title':'b'}", M77_MERGE_DONE },
    { M77_OPERATION_UPDATE, "1", "{'title':'b'}", "{'title':'c'}", M77_MERGE_PERSON },
    { M77_OPERATION_UPDATE, "1", "{'title':'b'}", NULL, M77_MERGE_PERSON },
    { M77_OPERATION_DELETE, "1", NULL, "{'title':'a'}", M77_MERGE_PERSON },
    { M77_OPERATION_DELETE, "1", NULL, NULL, M77_MERGE_DONE },
    { M77_OPERATION_CREATE, "1", "{'name':'a'}", "{'name':'a','title':'t'}", M77_MERGE_DONE },
    { M77_OPERATION_CREATE, "1", "{'name':'a','leads':['x']}", "{'name':'a'}", M77_MERGE_SEND },
    { M77_OPERATION_CREATE, "1", "{'title':'a'}", "{'title':'b'}", M77_MERGE_PERSON },
    { M77_OPERATION_CREATE, "1", "{'name':'a'}", NULL, M77_MERGE_PERSON },
    { M77_OPERATION_CREATE, "2", "{'name':'a'}", "{'name':'a'}", M77_MERGE_PERSON },
    { M77_OPERATION_UPDATE, "2", "{'title':'b'}", "{'title':'b'}", M77_MERGE_PERSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    g_assert_cmpint (meet_record (examples[i].type,
                                  examples[i].id,
                                  examples[i].mine,
                                  examples[i].theirs),
                     ==,
                     examples[i].outcome);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/document", test_document);
  g_test_add_func ("/merge/null-within", test_null_within);
  g_test_add_func ("/merge/unknown-base", test_unknown_base);
  g_test_add_func ("/merge/too-many-fields", test_too_many_fields);
  g_test_add_func ("/merge/nested", test_nested);
  g_test_add_func ("/merge/log-order", test_log_order);
  g_test_add_func ("/merge/together-too-much", test_together_too_much);
  g_test_add_func ("/merge/operations", test_operations);
  return g_test_run ();
}

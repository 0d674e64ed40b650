/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-merge"

#include "config.h"

#include "shared/model/m77-merge.h"
#include "tests/shared/test-json-text.h"

/* Base and theirs as documents; the edit; what should be left of it and who must decide. */
typedef struct
{
  const char *kind, *base, *theirs, *patch, *elements;
  const char *left_patch, *left_elements, *overlap;
} Example;

static void
check (const Example *e)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *base_doc = test_json (pool, e->base);
  M77Json *theirs = test_json (pool, e->theirs);
  M77Json *patch = e->patch != NULL ? test_json (pool, e->patch) : NULL;
  M77Json *elements = e->elements != NULL ? test_json (pool, e->elements) : NULL;
  g_auto (M77MergeResult) result = { 0 };
  const char *overlap;

  m77_merge (&result,
             pool,
             m77_kind_find (e->kind),
             m77_edit_base (pool, base_doc, patch, elements),
             theirs,
             patch,
             elements);
  overlap = result.overlaps->len > 0 ? g_ptr_array_index (result.overlaps, 0) : NULL;
  if (g_strcmp0 (overlap, e->overlap) != 0)
    g_error ("%s on %s: overlap %s", e->patch != NULL ? e->patch : e->elements, e->theirs, overlap);
  test_assert_json (result.patch, e->left_patch != NULL ? e->left_patch : "null");
  test_assert_json (result.elements, e->left_elements != NULL ? e->left_elements : "null");
  g_assert_true (
      m77_json_equal (result.merged,
                      m77_edit_apply (pool, theirs, result.patch, result.elements, NULL)));
}

#define CHECK(...) check (&(const Example){ __VA_ARGS__ })

static void
test_one_side (void)
{
  CHECK ("incident",
         "{'title':'a'}",
         "{'title':'a','region':'eu'}",
         "{'title':'b'}",
         NULL,
         "{'title':'b'}");
  CHECK ("incident", "{'title':'a'}", "{'title':'b'}", "{'title':'b'}", NULL);
  CHECK ("incident", "{'title':'a'}", "{'title':'b'}", "{'title':'a'}", NULL);
  CHECK ("incident",
         "{'region':'eu'}",
         "{'region':'eu'}",
         "{'region':null}",
         NULL,
         "{'region':null}");
  CHECK ("incident", "{'region':'eu'}", "{}", "{'region':null}", NULL);
}

static void
test_ask (void)
{
  CHECK ("incident", "{'title':'a'}", "{'title':'b'}", "{'title':'c'}", NULL, NULL, NULL, "title");
  CHECK ("incident",
         "{'lead':'jana'}",
         "{'lead':'omar'}",
         "{'lead':null}",
         NULL,
         NULL,
         NULL,
         "lead");
  CHECK ("incident", "{}", "{'lead':'omar'}", "{'lead':'jana'}", NULL, NULL, NULL, "lead");
  CHECK ("incident",
         "{'title':'a'}",
         "{'title':'b'}",
         "{'title':'c','region':'eu'}",
         NULL,
         "{'region':'eu'}",
         NULL,
         "title");
  CHECK ("incident", "{'newer':1}", "{'newer':2}", "{'newer':3}", NULL, NULL, NULL, "newer");
  CHECK ("gadget", "{'x':1}", "{'x':1}", "{'x':3}", NULL, "{'x':3}");
}

static void
test_last (void)
{
  CHECK ("incident", "{'bridge':'a'}", "{'bridge':'b'}", "{'bridge':'c'}", NULL, "{'bridge':'c'}");
  CHECK ("incident",
         "{'bridge':'a'}",
         "{'bridge':'b'}",
         "{'bridge':null}",
         NULL,
         "{'bridge':null}");
}

static void
test_min_max (void)
{
  CHECK ("incident",
         "{'customers_affected':5}",
         "{'customers_affected':7}",
         "{'customers_affected':9}",
         NULL,
         "{'customers_affected':9}");
  CHECK ("incident",
         "{'customers_affected':5}",
         "{'customers_affected':7}",
         "{'customers_affected':6}",
         NULL);
  CHECK ("incident",
         "{'customers_affected':5}",
         "{'customers_affected':7}",
         "{'customers_affected':null}",
         NULL,
         NULL,
         NULL,
         "customers_affected");
  CHECK ("incident",
         "{'customers_affected':5}",
         "{}",
         "{'customers_affected':9}",
         NULL,
         NULL,
         NULL,
         "customers_affected");
  CHECK ("incident",
         "{}",
         "{'next_update_due':'2030-05-17T05:00:00+02:00'}",
         "{'next_update_due':'2030-05-17T04:00:00Z'}",
         NULL);
  CHECK ("incident",
         "{}",
         "{'next_update_due':'2030-05-17T05:00:00Z'}",
         "{'next_update_due':'2030-05-17T04:00:00Z'}",
         NULL,
         "{'next_update_due':'2030-05-17T04:00:00Z'}");
  CHECK ("incident",
         "{}",
         "{'next_update_due':'2030-05-17T05:00:00Z'}",
         "{'next_update_due':'tonight'}",
         NULL,
         NULL,
         NULL,
         "next_update_due");
}

static void
test_raise (void)
{
  CHECK ("incident",
         "{'severity':'sev3'}",
         "{'severity':'sev2'}",
         "{'severity':'sev1'}",
         NULL,
         "{'severity':'sev1'}");
  CHECK ("incident", "{'severity':'sev3'}", "{'severity':'sev1'}", "{'severity':'sev2'}", NULL);
  CHECK ("incident",
         "{'severity':'sev3'}",
         "{'severity':'sev4'}",
         "{'severity':'sev2'}",
         NULL,
         "{'severity':'sev2'}");
  CHECK ("incident",
         "{'severity':'sev3'}",
         "{'severity':'sev2'}",
         "{'severity':'sev4'}",
         NULL,
         NULL,
         NULL,
         "severity");
  CHECK ("incident",
         "{'severity':'sev3'}",
         "{'severity':'sev3'}",
         "{'severity':'sev4'}",
         NULL,
         "{'severity':'sev4'}");
  CHECK ("incident",
         "{'severity':'sev3'}",
         "{'severity':'sev2'}",
         "{'severity':null}",
         NULL,
         NULL,
         NULL,
         "severity");
}

static void
test_set (void)
{
  CHECK ("incident",
         "{'labels':['a']}",
         "{'labels':['a','b']}",
         NULL,
         "{'labels':{'add':['c'],'remove':['a']}}",
         NULL,
         "{'labels':{'add':['c'],'remove':['a']}}");
  CHECK ("incident",
         "{'labels':['a']}",
         "{'labels':['b','c']}",
         NULL,
         "{'labels':{'add':['c'],'remove':['a']}}");
  CHECK ("incident",
         "{'labels':['a']}",
         "{'labels':[]}",
         NULL,
         "{'labels':{'add':['a']}}",
         NULL,
         "{'labels':{'add':['a']}}");
  /* They added what I took out without having seen it: adding wins. */
  CHECK ("incident", "{}", "{'labels':['x']}", NULL, "{'labels':{'remove':['x']}}");
  CHECK ("incident",
         "{'labels':['a','b']}",
         "{'labels':['a','b','c']}",
         "{'labels':['b','d']}",
         NULL,
         NULL,
         "{'labels':{'add':['d'],'remove':['a']}}");
  CHECK ("incident",
         "{'labels':['a']}",
         "{'labels':['a','b']}",
         "{'labels':null}",
         NULL,
         NULL,
         "{'labels':{'remove':['a']}}");
  CHECK ("incident",
         "{'labels':['a']}",
         "{'labels':'odd'}",
         NULL,
         "{'labels':{'add':['c']}}",
         NULL,
         NULL,
         "labels");
}

static void
test_log (void)
{
  CHECK ("incident",
         "{'timeline':[{'id':'1'}]}",
         "{'timeline':[{'id':'1'},{'id':'2'}]}",
         NULL,
         "{'timeline':{'append':[{'id':'3'},{'id':'2'}]}}",
         NULL,
         "{'timeline':{'append':[{'id':'3'}]}}");
  CHECK ("incident",
         "{}",
         "{}",
         NULL,
         "{'timeline':{'append':[{'id':'3'}]}}",
         NULL,
         "{'timeline':{'append':[{'id':'3'}]}}");
  /* What they erased whole does not come back. */
  CHECK ("incident",
         "{'timeline':[{'id':'1'},{'id':'2'}]}",
         "{'timeline':[{'id':'2'}]}",
         "{'timeline':[{'id':'1'},{'id':'2'},{'id':'3'}]}",
         NULL,
         NULL,
         "{'timeline':{'append':[{'id':'3'}]}}");
  /* A redaction stands, whoever made it. */
  CHECK ("incident",
         "{'timeline':[{'id':'1','text':'x'}]}",
         "{'timeline':[{'id':'1'},{'id':'2','text':'y'}]}",
         "{'timeline':[{'id':'1','text':'z'}]}",
         NULL);
  CHECK ("incident",
         "{'timeline':[{'id':'1','text':'x'}]}",
         "{'timeline':[{'id':'1','text':'y'},{'id':'2','text':'y'}]}",
         "{'timeline':[{'id':'1'}]}",
         NULL,
         "{'timeline':[{'id':'1'},{'id':'2','text':'y'}]}");
  CHECK ("incident",
         "{'timeline':[{'id':'1','text':'x'}]}",
         "{'timeline':[{'id':'1','text':'y'}]}",
         "{'timeline':[{'id':'1','text':'z'}]}",
         NULL,
         NULL,
         NULL,
         "timeline");
  CHECK ("incident",
         "{'timeline':[{'id':'1','text':'x'}]}",
         "{'timeline':[{'id':'1','text':'x'}]}",
         "{'timeline':[]}",
         NULL);
}

static void
test_map (void)
{
  CHECK ("incident",
         "{'tasks':{'a':1}}",
         "{'tasks':{'a':1,'b':2}}",
         "{'tasks':{'c':3,'a':null}}",
         NULL,
         "{'tasks':{'c':3,'a':null}}");
  CHECK ("incident",
         "{'tasks':{'a':1}}",
         "{'tasks':{'a':2}}",
         "{'tasks':{'a':3}}",
         NULL,
         NULL,
         NULL,
         "tasks");
  CHECK ("incident",
         "{'tasks':{'a':1}}",
         "{'tasks':{'a':2,'b':2}}",
         "{'tasks':{'a':2,'c':1}}",
         NULL,
         "{'tasks':{'c':1}}");
  CHECK ("incident",
         "{'tasks':{'a':1}}",
         "{'tasks':{'a':2}}",
         "{'tasks':{'a':null}}",
         NULL,
         NULL,
         NULL,
         "tasks");
  CHECK ("incident",
         "{'tasks':{'a':{'t':1,'u':1}}}",
         "{'tasks':{'a':{'t':1,'u':1},'b':1}}",
         "{'tasks':{'a':{'t':2}}}",
         NULL,
         "{'tasks':{'a':{'t':2}}}");
  CHECK ("incident", "{}", "{'tasks':{'b':1}}", "{'tasks':{'a':1}}", NULL, "{'tasks':{'a':1}}");
}

static void
test_text (void)
{
  CHECK ("incident",
         "{'summary':'1\\n2\\n3\\n'}",
         "{'summary':'0\\n1\\n2\\n3\\n'}",
         "{'summary':'1\\n2\\n3\\n4\\n'}",
         NULL,
         "{'summary':'0\\n1\\n2\\n3\\n4\\n'}");
  CHECK ("incident",
         "{'summary':'1\\n2\\n3\\n'}",
         "{'summary':'1\\nx\\n3\\n'}",
         "{'summary':'1\\ny\\n3\\n'}",
         NULL,
         NULL,
         NULL,
         "summary");
  CHECK ("incident",
         "{'summary':'1'}",
         "{'summary':'2'}",
         "{'summary':null}",
         NULL,
         NULL,
         NULL,
         "summary");
  CHECK ("incident", "{}", "{'summary':'2'}", "{'summary':'3'}", NULL, NULL, NULL, "summary");
}

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
  g_test_add_func ("/merge/one-side", test_one_side);
  g_test_add_func ("/merge/ask", test_ask);
  g_test_add_func ("/merge/last", test_last);
  g_test_add_func ("/merge/min-max", test_min_max);
  g_test_add_func ("/merge/raise", test_raise);
  g_test_add_func ("/merge/set", test_set);
  g_test_add_func ("/merge/log", test_log);
  g_test_add_func ("/merge/map", test_map);
  g_test_add_func ("/merge/text", test_text);
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

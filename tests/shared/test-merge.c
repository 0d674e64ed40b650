/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-merge"

#include "config.h"

#include <string.h>

#include "shared/model/m77-diff3.h"
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

static void
test_diff3 (void)
{
  static const char *const examples[][4] = {
    { "", "a\n", "", "a\n" },
    { "a\n", "", "a\n", "" },
    { "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n" },
    { "a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", "a\nc\nd\n" },
    { "a\nb\nc\n", "x\na\nb\nc\n", "a\nb\nc\ny", "x\na\nb\nc\ny" },
    { "a\nb\n", "a\nb\nx\n", "a\nb\nx\n", "a\nb\nx\n" },
    { "a\nb\nc\nd\n", "a\nX\nc\nd\n", "a\nX\nc\nD\n", "a\nX\nc\nD\n" },
    { "a\nb\n", "A\nb\n", "a\nB\n", NULL },
    { "a\n", "a\nx\n", "a\ny\n", NULL },
    { "a\nb\nc\n", "a\nc\n", "a\nB\nc\n", NULL },
    { "a", "a\nb", "c\na", NULL },
    { "a\nx\nb\n", "a\nx\nb\nb\n", "a\na\nx\nb\n", "a\na\nx\nb\nb\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *ab = m77_diff3 (examples[i][0], examples[i][1], examples[i][2]);
      g_autofree char *ba = m77_diff3 (examples[i][0], examples[i][2], examples[i][1]);

      g_assert_cmpstr (ab, ==, examples[i][3]);
      g_assert_cmpstr (ba, ==, examples[i][3]);
    }
}

/* Texts that share nothing are given up soon, not compared for ever. */
static void
test_diff3_gives_up (void)
{
  g_autoptr (GString) base = g_string_new (NULL);
  g_autoptr (GString) mine = g_string_new (NULL);
  g_autofree char *theirs = NULL;
  g_autofree char *merged = NULL;

  for (int i = 0; i < 20000; i++)
    {
      g_string_append_printf (base, "b%d\n", i);
      g_string_append_printf (mine, "m%d\n", i);
    }
  theirs = g_strconcat (base->str, "more\n", NULL);
  merged = m77_diff3 (base->str, mine->str, theirs);
  g_assert_null (merged);
}

/* Random documents of an incident's fields, small enough that they often meet. */
static M77Json *
random_doc (M77JsonPool *pool, const char *writer)
{
  static const char *const texts[] = { "title", "summary", "lead", "bridge", "severity" };
  static const char *const words[] = { "sev1", "sev2", "sev3", "a\nb\nc\n", "a\nb\n", "b\nc\nd\n" };
  M77Json *doc = m77_json_object_new (pool);
  M77Json *labels = m77_json_array_new (pool);
  M77Json *tasks = m77_json_object_new (pool);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_test_rand_int_range (0, 3) > 0)
      m77_json_set_string (pool,
                           doc,
                           texts[i],
                           words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
  if (g_test_rand_int_range (0, 2) > 0)
    m77_json_set_int (pool, doc, "customers_affected", g_test_rand_int_range (0, 3));
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%d",
                                               g_test_rand_int_range (0, 2) ? writer : "",
                                               i);

      if (g_test_rand_int_range (0, 2) > 0)
        m77_json_append (labels, m77_json_string_new (pool, name));
      if (g_test_rand_int_range (0, 2) > 0)
        m77_json_set_int (pool, tasks, name, g_test_rand_int_range (0, 3));
    }
  m77_json_set (pool, doc, "labels", labels);
  m77_json_set (pool, doc, "tasks", tasks);
  return doc;
}

typedef struct
{
  M77JsonPool *pool;
  const M77Kind *kind;
  M77Json *base, *theirs, *mine;
  M77Json *patch, *elements;
  M77MergeResult result;
} Meeting;

static void
meet (Meeting *m)
{
  m77_edit_diff (m->pool, m->kind, m->base, m->mine, &m->patch, &m->elements);
  m77_merge (&m->result,
             m->pool,
             m->kind,
             m77_edit_base (m->pool, m->base, m->patch, m->elements),
             m->theirs,
             m->patch,
             m->elements);
}

/* Sets are without order, and an empty one is none. */
static gboolean
same_docs (M77JsonPool *pool, const M77Kind *kind, const M77Json *a, const M77Json *b)
{
  M77Json *patch, *elements;

  m77_edit_diff (pool, kind, a, b, &patch, &elements);
  return patch == NULL && elements == NULL;
}

static gboolean
has_element (const M77Json *container, const M77Json *element)
{
  const char *name = m77_json_name (element);

  if (name != NULL)
    return m77_json_get (container, name) != NULL &&
           m77_json_equal (m77_json_get (container, name), element);
  for (const M77Json *e = m77_json_first (container); e != NULL; e = m77_json_next (e))
    if (m77_json_equal (e, element))
      return TRUE;
  return FALSE;
}

/* Nothing is in the result that no side wrote: values, elements, lines. */
static void
assert_nothing_new (const Meeting *m)
{
  const M77Json *value = m77_json_first (m->result.merged);

  for (; value != NULL; value = m77_json_next (value))
    {
      const char *name = m77_json_name (value);
      const M77Json *mine = m77_json_get (m->mine, name);
      const M77Json *theirs = m77_json_get (m->theirs, name);

      if (g_str_equal (name, "labels") || g_str_equal (name, "tasks"))
        for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
          g_assert_true (has_element (mine, e) || has_element (theirs, e));
      else if (g_str_equal (name, "summary"))
        {
          g_auto (GStrv) lines = g_strsplit (m77_json_string (value), "\n", -1);

          for (guint i = 0; lines[i] != NULL; i++)
            g_assert_true ((mine != NULL && strstr (m77_json_string (mine), lines[i]) != NULL) ||
                           (theirs != NULL && strstr (m77_json_string (theirs), lines[i]) != NULL));
        }
      else
        g_assert_true ((mine != NULL && m77_json_equal (value, mine)) ||
                       (theirs != NULL && m77_json_equal (value, theirs)));
    }
}

static void
test_properties (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Kind *kind = m77_kind_find ("incident");

  for (int i = 0; i < 1500; i++)
    {
      M77Json *base = random_doc (pool, "b");
      M77Json *theirs = random_doc (pool, "t");
      M77Json *mine = random_doc (pool, "m");
      Meeting both = { pool, kind, base, theirs, mine };
      Meeting only_mine = { pool, kind, base, base, mine };
      Meeting only_theirs = { pool, kind, base, theirs, base };
      Meeting same = { pool, kind, base, theirs, theirs };
      g_auto (M77MergeResult) again = { 0 };

      meet (&only_mine);
      g_assert_cmpuint (only_mine.result.overlaps->len, ==, 0);
      g_assert_true (same_docs (pool, kind, only_mine.result.merged, mine));
      meet (&only_theirs);
      g_assert_null (only_theirs.patch);
      g_assert_true (same_docs (pool, kind, only_theirs.result.merged, theirs));
      meet (&same);
      g_assert_cmpuint (same.result.overlaps->len, ==, 0);
      g_assert_null (same.result.patch);
      g_assert_null (same.result.elements);
      meet (&both);
      assert_nothing_new (&both);
      /* Merging again what is left, with theirs as they were, changes nothing. */
      m77_merge (&again,
                 pool,
                 kind,
                 m77_edit_base (pool, theirs, both.result.patch, both.result.elements),
                 theirs,
                 both.result.patch,
                 both.result.elements);
      g_assert_cmpuint (again.overlaps->len, ==, 0);
      g_assert_true (same_docs (pool, kind, again.merged, both.result.merged));
      m77_merge_result_clear (&only_mine.result);
      m77_merge_result_clear (&only_theirs.result);
      m77_merge_result_clear (&same.result);
      m77_merge_result_clear (&both.result);
      m77_json_pool_reset (pool);
    }
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
  g_test_add_func ("/merge/diff3", test_diff3);
  g_test_add_func ("/merge/diff3-gives-up", test_diff3_gives_up);
  g_test_add_func ("/merge/properties", test_properties);
  return g_test_run ();
}

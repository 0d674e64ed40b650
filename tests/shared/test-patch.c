/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-patch"

#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/model/m77-patch.h"
#include "tests/shared/test-json-text.h"

/* The examples of RFC 7396, appendix A, whose patch is an object. */
static void
test_rfc7396 (void)
{
  static const char *const examples[][3] = {
    { "{'a':'b'}", "{'a':'c'}", "{'a':'c'}" },
    { "{'a':'b'}", "{'b':'c'}", "{'a':'b','b':'c'}" },
    { "{'a':'b'}", "{'a':null}", "{}" },
    { "{'a':'b','b':'c'}", "{'a':null}", "{'b':'c'}" },
    { "{'a':['b']}", "{'a':'c'}", "{'a':'c'}" },
    { "{'a':'c'}", "{'a':['b']}", "{'a':['b']}" },
    { "{'a':{'b':'c'}}", "{'a':{'b':'d','c':null}}", "{'a':{'b':'d'}}" },
    { "{'a':[{'b':'c'}]}", "{'a':[1]}", "{'a':[1]}" },
    { "{'e':null}", "{'a':1}", "{'e':null,'a':1}" },
    { "[1,2]", "{'a':'b','c':null}", "{'a':'b'}" },
    { "{}", "{'a':{'bb':{'ccc':null}}}", "{'a':{'bb':{}}}" },
    { "{'a':'x'}", "{'a':{'b':1,'c':null}}", "{'a':{'b':1}}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      M77Json *result = m77_patch_apply (pool,
                                         test_json (pool, examples[i][0]),
                                         test_json (pool, examples[i][1]));

      test_assert_json (result, examples[i][2]);
    }
}

static void
test_elements (void)
{
  static const char *const examples[][3] = {
    { "{'labels':['a','b']}",
      "{'labels':{'add':['c','a'],'remove':['b','x']}}",
      "{'labels':['a','c']}" },
    { "{}", "{'labels':{'add':['c','c']}}", "{'labels':['c']}" },
    { "{}", "{'labels':{'remove':['c']}}", "{}" },
    { "{'labels':['a']}", "{'labels':{'remove':['a']}}", "{'labels':[]}" },
    { "{'labels':['a']}", "{'labels':{'add':['a'],'remove':['a']}}", "{'labels':['a']}" },
    { "{'n':[1]}", "{'n':{'add':[1.0,2]}}", "{'n':[1,2]}" },
    { "{'t':[{'id':'1','text':'x'}]}",
      "{'t':{'append':[{'id':'1','text':'y'},{'id':'2','text':'z'},{'id':'2','text':'w'}]}}",
      "{'t':[{'id':'1','text':'x'},{'id':'2','text':'z'}]}" },
    { "{'t':null}", "{'t':{'append':[{'id':'1'}]}}", "{'t':[{'id':'1'}]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
      g_autoptr (GError) error = NULL;
      M77Json *result = m77_edit_apply (pool,
                                        test_json (pool, examples[i][0]),
                                        NULL,
                                        test_json (pool, examples[i][1]),
                                        &error);

      g_assert_no_error (error);
      test_assert_json (result, examples[i][2]);
    }
}

static void
test_wrong_shapes (void)
{
  static const char *const examples[] = {
    "[]",
    "{'labels':['a']}",
    "{'labels':{'add':'a'}}",
    "{'labels':{'put':['a']}}",
    "{'labels':{'append':['a']}}",
    "{'labels':{'append':[{'text':'no id'}]}}",
    "{'labels':{'append':[{'id':'1'}],'add':['a']}}",
    "{'title':{'add':['a']}}",
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *doc = test_json (pool, "{'title':'t','labels':['a']}");

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (m77_edit_apply (pool, doc, NULL, test_json (pool, examples[i]), &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
    }
  g_assert_null (m77_edit_apply (pool, doc, test_json (pool, "3"), NULL, NULL));
}

/* Members are found one by one, so a patch of very many is refused, not worked on for ever. */
static void
test_too_many (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *patch = m77_json_object_new (pool);
  M77Json *outer = m77_json_object_new (pool);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < M77_PATCH_MOST; i++)
    {
      g_autofree char *name = g_strdup_printf ("f%d", i);

      m77_json_set_int (pool, patch, name, i);
    }
  m77_json_set (pool, outer, "tasks", patch);
  g_assert_nonnull (m77_edit_apply (pool, NULL, outer, NULL, NULL));
  m77_json_set_int (pool, patch, "more", 1);
  g_assert_null (m77_edit_apply (pool, NULL, outer, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
}

/* What the caller holds is never changed. */
static void
test_arguments_stay (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *doc = test_json (pool, "{'a':{'b':1},'l':['x']}");
  M77Json *patch = test_json (pool, "{'a':{'b':null,'c':2}}");
  M77Json *elements = test_json (pool, "{'l':{'add':['y'],'remove':['x']}}");

  test_assert_json (m77_edit_apply (pool, doc, patch, elements, NULL), "{'a':{'c':2},'l':['y']}");
  test_assert_json (doc, "{'a':{'b':1},'l':['x']}");
  test_assert_json (patch, "{'a':{'b':null,'c':2}}");
  test_assert_json (elements, "{'l':{'add':['y'],'remove':['x']}}");
}

static void
check_diff (const M77Kind *kind,
            const char *before,
            const char *after,
            const char *patch,
            const char *elements)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *made_patch, *made_elements;

  m77_edit_diff (pool,
                 kind,
                 test_json (pool, before),
                 test_json (pool, after),
                 &made_patch,
                 &made_elements);
  test_assert_json (made_patch, patch);
  test_assert_json (made_elements, elements);
}

static void
test_diff (void)
{
  const M77Kind *incident = m77_kind_find ("incident");

  check_diff (incident,
              "{'title':'a','summary':'s'}",
              "{'title':'b'}",
              "{'title':'b','summary':null}",
              "null");
  check_diff (incident,
              "{'labels':['a','b']}",
              "{'labels':['b','c']}",
              "null",
              "{'labels':{'add':['c'],'remove':['a']}}");
  check_diff (incident, "{'labels':['a','b']}", "{'labels':['b','a']}", "null", "null");
  check_diff (incident, "{'labels':['a']}", "{}", "null", "{'labels':{'remove':['a']}}");
  check_diff (incident, "{}", "{'labels':[]}", "null", "null");
  check_diff (incident,
              "{'timeline':[]}",
              "{'timeline':[{'text':'x'}]}",
              "{'timeline':[{'text':'x'}]}",
              "null");
  check_diff (NULL, "{'labels':['a']}", "{'labels':['b']}", "{'labels':['b']}", "null");
  check_diff (incident,
              "{'timeline':[{'id':'1'}]}",
              "{'timeline':[{'id':'1'},{'id':'2'}]}",
              "null",
              "{'timeline':{'append':[{'id':'2'}]}}");
  check_diff (incident,
              "{'timeline':[{'id':'1','text':'x'}]}",
              "{'timeline':[{'id':'1'}]}",
              "{'timeline':[{'id':'1'}]}",
              "null");
  check_diff (incident,
              "{'tasks':{'a':{'text':'x'},'b':{'text':'y'}}}",
              "{'tasks':{'b':{'text':'z'}}}",
              "{'tasks':{'a':null,'b':{'text':'z'}}}",
              "null");
  check_diff (incident, "{'title':'a'}", "{'title':'a'}", "null", "null");
  check_diff (incident, "{'new_field':1.0}", "{'new_field':1}", "null", "null");
}

static void
test_base (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *doc = test_json (pool, "{'title':'a','labels':['x'],'timeline':[{'id':'1'}]}");

  test_assert_json (m77_edit_base (pool,
                                   doc,
                                   test_json (pool, "{'title':'b','bridge':null}"),
                                   test_json (pool, "{'labels':{'add':['y']}}")),
                    "{'title':'a','bridge':null,'labels':['x']}");
  test_assert_json (m77_edit_base (pool,
                                   doc,
                                   NULL,
                                   test_json (pool, "{'timeline':{'append':[{'id':'2'}]}}")),
                    "{}");
}

static M77Json *
random_value (M77JsonPool *pool, int depth)
{
  M77Json *value;

  switch (g_test_rand_int_range (0, depth > 0 ? 6 : 4))
    {
    case 0:
      return m77_json_int_new (pool, g_test_rand_int_range (0, 3));
    case 1:
      return m77_json_bool_new (pool, g_test_rand_int_range (0, 2));
    case 2:
    case 3:
      return m77_json_string_new (pool, g_test_rand_int_range (0, 2) ? "x" : "y");
    case 4:
      value = m77_json_array_new (pool);
      for (int i = g_test_rand_int_range (0, 3); i > 0; i--)
        m77_json_append (value, random_value (pool, depth - 1));
      return value;
    default:
      value = m77_json_object_new (pool);
      for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
        m77_json_set (pool,
                      value,
                      (const char *[]){ "a", "b", "c" }[g_test_rand_int_range (0, 3)],
                      random_value (pool, depth - 1));
      return value;
    }
}

/* The edit that makes one document of another does, whatever the two are. */
static void
test_diff_then_apply (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  for (int i = 0; i < 2000; i++)
    {
      M77Json *before = m77_json_object_new (pool);
      M77Json *after = m77_json_object_new (pool);
      M77Json *patch, *elements, *made;
      g_autoptr (GError) error = NULL;

      m77_json_set (pool, before, "doc", random_value (pool, 3));
      m77_json_set (pool, after, "doc", random_value (pool, 3));
      m77_edit_diff (pool, NULL, before, after, &patch, &elements);
      g_assert_null (elements);
      made = m77_edit_apply (pool, before, patch, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (m77_json_equal (made, after));
      m77_json_pool_reset (pool);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/rfc7396", test_rfc7396);
  g_test_add_func ("/patch/elements", test_elements);
  g_test_add_func ("/patch/wrong-shapes", test_wrong_shapes);
  g_test_add_func ("/patch/too-many", test_too_many);
  g_test_add_func ("/patch/arguments-stay", test_arguments_stay);
  g_test_add_func ("/patch/diff", test_diff);
  g_test_add_func ("/patch/base", test_base);
  g_test_add_func ("/patch/diff-then-apply", test_diff_then_apply);
  return g_test_run ();
}

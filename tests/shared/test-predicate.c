/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-predicate"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"
#include "tests/shared/test-json-text.h"

#define NOW "2030-05-17T03:12:00.000Z"

static gboolean
matches (const char *kind, const char *filter, const char *doc, const char *state)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77FilterContext context = { m77_time_parse (NOW), "jana", NULL };
  M77Record record = { .kind = kind,
                       .id = "018f3c1e-7a40-7c3b-8d2e-0123456789ab",
                       .version = 7,
                       .created_at = m77_time_parse ("2030-05-16T00:00:00Z"),
                       .updated_at = m77_time_parse ("2030-05-17T02:12:00Z"),
                       .updated_by = "omar",
                       .doc = doc != NULL ? test_json (pool, doc) : NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Predicate)
      predicate = m77_filter_parse (filter, m77_kind_find (kind), &context, NULL, &error);

  g_assert_no_error (error);
  return m77_predicate_matches (predicate, m77_kind_find (kind), &record, state);
}

typedef struct
{
  const char *filter, *doc;
  gboolean expected;
} Example;

static void
check_all (const char *kind, const Example *examples, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *negated = g_strconcat ("-", examples[i].filter, NULL);

      if (matches (kind, examples[i].filter, examples[i].doc, NULL) != examples[i].expected)
        g_error ("%s of %s", examples[i].filter, examples[i].doc);
      if (matches (kind, negated, examples[i].doc, NULL) == examples[i].expected)
        g_error ("%s of %s", negated, examples[i].doc);
    }
}

/* Each is also checked negated: what does not match, missing values too, matches then. */
static void
test_values (void)
{
  static const Example examples[] = {
    { "status:triggered", "{'status':'triggered'}", TRUE },
    { "status:triggered", "{'status':'closed'}", FALSE },
    { "status:triggered", "{}", FALSE },
    { "status:triggered", "{'status':null}", FALSE },
    { "status:triggered", "{'status':7}", FALSE },
    { "status:triggered", "{'status':'new-in-v9'}", FALSE },
    { "status:*", "{'status':'new-in-v9'}", TRUE },
    { "severity<=sev2", "{'severity':'sev1'}", TRUE },
    { "severity<=sev2", "{'severity':'sev2'}", TRUE },
    { "severity<=sev2", "{'severity':'sev3'}", FALSE },
    { "severity<=sev2", "{'severity':'sev0'}", TRUE },
    { "severity>sev2", "{'severity':'sev0'}", FALSE },
    { "severity>sev2", "{}", FALSE },
    { "title:\"DISK full\"", "{'title':'Disk Full'}", TRUE },
    { "title:disk*", "{'title':'Disk Full'}", TRUE },
    { "title:*full", "{'title':'Disk Full'}", TRUE },
    { "title:d*k*l", "{'title':'Disk Full'}", TRUE },
    { "title:d*k", "{'title':'Disk Full'}", FALSE },
    { "title:STRASSE", "{'title':'Straße'}", TRUE },
    { "title:50%*", "{'title':'50% of it'}", TRUE },
    { "title:a?c", "{'title':'abc'}", FALSE },
    { "title:[a]*", "{'title':'a'}", FALSE },
    { "title:*", "{'title':''}", TRUE },
    { "title:*", "{}", FALSE },
    { "customers_affected>=10", "{'customers_affected':10.0}", TRUE },
    { "customers_affected>=10", "{'customers_affected':9}", FALSE },
    { "customers_affected>=10", "{'customers_affected':'many'}", FALSE },
    { "started_at<2h", "{'started_at':'2030-05-17T01:12:00.001Z'}", TRUE },
    { "started_at<2h", "{'started_at':'2030-05-17T01:12:00Z'}", FALSE },
    { "started_at<2h", "{'started_at':'2030-05-17T04:30:00+02:00'}", TRUE },
    { "started_at>2h", "{'started_at':'soon'}", FALSE },
    { "lead:@me", "{'lead':'jana'}", TRUE },
    { "lead:@me", "{'lead':'omar'}", FALSE },
  };

  check_all ("incident", examples, G_N_ELEMENTS (examples));
}

static void
test_containers (void)
{
  static const Example examples[] = {
    { "label:db", "{'labels':['web','DB']}", TRUE },
    { "label:db", "{'labels':['dbx']}", FALSE },
    { "label:db*", "{'labels':['dbx']}", TRUE },
    { "label:db,web", "{'labels':['web']}", TRUE },
    { "label:*", "{'labels':[]}", FALSE },
    { "label:*", "{'labels':[{}]}", FALSE },
    { "label:7", "{'labels':[7]}", TRUE },
    { "label:db", "{'labels':'db'}", FALSE },
    { "label:db", "{'labels':{'db':'db'}}", FALSE },
    { "tasks:t1", "{'tasks':{'t1':{'text':'x'}}}", TRUE },
    { "tasks:t1", "{'tasks':{'t12':{'text':'x'}}}", FALSE },
    { "tasks:t*", "{'tasks':{'t12':{'text':'x'}}}", TRUE },
    { "tasks:*", "{'tasks':{}}", FALSE },
    { "tasks:k=V", "{'tasks':{'K':'v'}}", TRUE },
    { "tasks:k=v*", "{'tasks':{'k':'value'}}", TRUE },
    { "tasks:k=true", "{'tasks':{'k':true}}", TRUE },
    { "tasks:k=other", "{'tasks':{'k':'value'}}", FALSE },
    { "timeline:rolled", "{'timeline':[{'id':'1','text':'We Rolled back'}]}", TRUE },
    { "timeline:rolled", "{'timeline':[{'id':'1','text':'no'}]}", FALSE },
    { "timeline:*", "{'timeline':[]}", FALSE },
    { "timeline:*", "{'timeline':[{'id':'1'}]}", TRUE },
  };

  check_all ("incident", examples, G_N_ELEMENTS (examples));
}

static void
test_words (void)
{
  static const Example examples[] = {
    { "disk", "{'title':'The disk-full alarm'}", TRUE },
    { "dis", "{'title':'The disk-full alarm'}", FALSE },
    { "dis*", "{'title':'The disk-full alarm'}", TRUE },
    { "\"disk full\"", "{'title':'The DISK-full alarm'}", TRUE },
    { "\"full disk\"", "{'title':'The disk-full alarm'}", FALSE },
    { "disk-full", "{'title':'disk full'}", TRUE },
    { "\"disk fu\"*", "{'title':'disk full'}", TRUE },
    { "\"disk fu*\"", "{'title':'disk full'}", TRUE },
    { "\"di full\"*", "{'title':'disk full'}", FALSE },
    { "cafe", "{'title':'Café'}", TRUE },
    { "uber", "{'summary':'ÜBER'}", TRUE },
    { "payment", "{'timeline':[{'id':'1','text':'payment retried'}]}", TRUE },
    { "\"a b\"", "{'labels':['a','b']}", FALSE },
    { "b", "{'labels':['a','b']}", TRUE },
    { "secret", "{'bridge':'https://secret'}", FALSE },
    { "disk", "{}", FALSE },
  };

  check_all ("incident", examples, G_N_ELEMENTS (examples));
}

static void
test_other_types (void)
{
  g_assert_true (matches ("flag", "on:yes", "{'on':true}", NULL));
  g_assert_false (matches ("flag", "on:yes", "{'on':'true'}", NULL));
  g_assert_true (matches ("slo", "budget_left<0.25", "{'budget_left':0.1}", NULL));
  g_assert_false (matches ("slo", "budget_left<0.25", "{'budget_left':0.3}", NULL));
  g_assert_true (matches ("slo", "window>=30d", "{'window':2592000}", NULL));
  g_assert_true (matches ("deployment", "plan:*", "{'plan':{}}", NULL));
  g_assert_false (matches ("deployment", "plan:*", "{'plan':null}", NULL));
  g_assert_true (matches ("alert", "label:team=db", "{'series':{'team':'db'}}", NULL));
  g_assert_true (matches ("alert", "label:mine", "{'series':{},'labels':['mine']}", NULL));
}

static void
test_envelope (void)
{
  g_assert_true (matches ("incident", "updated<2h", "{}", NULL));
  g_assert_false (matches ("incident", "updated<1h", "{}", NULL));
  g_assert_true (matches ("incident", "by:omar version>=7 id:456789ab", "{}", NULL));
  g_assert_false (matches ("incident", "deleted:yes", "{}", NULL));
  g_assert_true (matches ("incident", "created:2030-05-16", "{}", NULL));
}

static void
test_is (void)
{
  g_assert_true (matches ("incident", "is:open", "{'status':'mitigated'}", NULL));
  g_assert_false (matches ("incident", "is:open", "{'status':'closed'}", NULL));
  g_assert_true (matches ("team", "is:open", "{'name':'x'}", NULL));
  g_assert_true (matches ("incident", "is:clean", "{}", NULL));
  g_assert_true (matches ("incident", "is:clean -is:pending", "{}", "clean"));
  g_assert_true (matches ("incident", "is:conflict,held", "{}", "held"));
  g_assert_false (matches ("incident", "is:pending", "{}", "waiting"));
}

/* A tombstone has no document; a kind unknown here has no fields. */
static void
test_without_document_or_kind (void)
{
  g_assert_false (matches ("incident", "status:triggered", NULL, NULL));
  g_assert_true (matches ("incident", "-status:triggered", NULL, NULL));
  g_assert_false (matches ("incident", "is:open", NULL, NULL));
  g_assert_true (matches ("gadget", "deep by:omar", "{'x':[{'y':'Deep inside'}]}", NULL));
  g_assert_false (matches ("gadget", "shallow", "{'x':[{'y':'Deep inside'}]}", NULL));
}

/* Many stars cost no more than one: this would take for ever by trying all. */
static void
test_glob_is_fast (void)
{
  g_autoptr (GString) pattern = g_string_new (NULL);
  g_autofree char *text = g_strnfill (60000, 'a');

  for (int i = 0; i < 2000; i++)
    g_string_append (pattern, "*a");
  g_assert_true (m77_predicate_glob (pattern->str, text));
  g_string_append (pattern, "*b");
  g_assert_false (m77_predicate_glob (pattern->str, text));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/predicate/values", test_values);
  g_test_add_func ("/predicate/containers", test_containers);
  g_test_add_func ("/predicate/words", test_words);
  g_test_add_func ("/predicate/other-types", test_other_types);
  g_test_add_func ("/predicate/envelope", test_envelope);
  g_test_add_func ("/predicate/is", test_is);
  g_test_add_func ("/predicate/without-document-or-kind", test_without_document_or_kind);
  g_test_add_func ("/predicate/glob-is-fast", test_glob_is_fast);
  return g_test_run ();
}

/* Merging by the rules of the fields.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "tests/shared/merge-check.h"

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
  return g_test_run ();
}

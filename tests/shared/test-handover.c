/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-handover"

#include "config.h"

#include "shared/base/m77-time.h"
#include "shared/model/m77-handover.h"
#include "tests/shared/test-json-text.h"

#define NOW "2030-05-17T03:12:00.000Z"
#define SCHEDULE                                                                                   \
  "{'name':'primary','shifts':[{'starts_at':'2030-05-16T06:00:00.000Z','ends_at':"                 \
  "'2030-05-17T06:00:00.000Z','member':'jana'},{'starts_at':'2030-05-17T06:00:00.000Z',"           \
  "'ends_at':'2030-05-18T06:00:00.000Z','member':'omar'}]}"

static void
test_draft (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Handover *handover = m77_handover_new (pool,
                                            test_json (pool, SCHEDULE),
                                            "jana",
                                            NULL,
                                            m77_time_parse (NOW),
                                            NULL);
  const M77Json *doc;

  m77_handover_add (handover,
                    m77_kind_find ("incident"),
                    "i1",
                    test_json (pool,
                               "{'number':2041,'severity':'sev1','status':'triggered','title':"
                               "'Card payments failing','service':'checkout'}"));
  m77_handover_add (handover,
                    m77_kind_find ("deployment"),
                    "d1",
                    test_json (pool,
                               "{'service':'checkout','version':'4.18.0','status':'paused',"
                               "'weight':25}"));
  m77_handover_add (
      handover,
      m77_kind_find ("silence"),
      "s1",
      test_json (pool, "{'comment':'temp','ends_at':'2030-05-17T03:38:00.000Z','hides':5}"));
  m77_handover_add (handover, m77_kind_find ("alert"), "a1", test_json (pool, "{}"));
  doc = m77_handover_end (handover);
  test_assert_json (
      doc,
      "{'schedule':'primary','from':'jana','to':'omar','shift_ends_at':'2030-05-17T06:00:00.000Z',"
      "'incidents':['i1'],'deployments':['d1'],'silences':['s1'],"
      "'summary':'- INC-2041 S1 triggered: Card payments failing (checkout, lead nobody)\\n',"
      "'watch':'- checkout 4.18.0 is paused at 25%\\n- silence \\\"temp\\\" of nobody ends 03:38, "
      "hides 5\\n'}");
}

/* Nobody is made up: where none is known to be next there is no `to`. */
static void
test_nobody (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *doc = m77_handover_end (m77_handover_new (pool,
                                                           test_json (pool, "{'name':'primary'}"),
                                                           "jana",
                                                           NULL,
                                                           m77_time_parse (NOW),
                                                           NULL));

  test_assert_json (doc, "{'schedule':'primary','from':'jana','summary':'Nothing is open.\\n'}");
}

/* However much is open, the texts stay readable; the sets have all of it. */
static void
test_much (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Handover *handover = m77_handover_new (pool,
                                            test_json (pool, SCHEDULE),
                                            "jana",
                                            "mika",
                                            m77_time_parse (NOW),
                                            NULL);
  const M77Json *doc;
  guint lines = 0;

  for (guint i = 0; i < 100; i++)
    m77_handover_add (handover, m77_kind_find ("incident"), "i", test_json (pool, "{'number':1}"));
  doc = m77_handover_end (handover);
  g_assert_cmpuint (m77_json_size (m77_json_get (doc, "incidents")), ==, 100);
  for (const char *c = m77_json_get_string (doc, "summary"); *c != '\0'; c++)
    lines += *c == '\n';
  g_assert_cmpuint (lines, ==, 40);
  g_assert_cmpstr (m77_json_get_string (doc, "to"), ==, "mika");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/handover/draft", test_draft);
  g_test_add_func ("/handover/nobody", test_nobody);
  g_test_add_func ("/handover/much", test_much);

  return g_test_run ();
}

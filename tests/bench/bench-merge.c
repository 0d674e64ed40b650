/* bench-merge: an incident merged, with a long text on all sides
 *
 *   bench-merge
 *
 * Ten kilobytes of timeline in the summary; somebody else rewrote some lines of it and set the
 * status, and so did the person, elsewhere, with labels. From documents as text to the patch that
 * is sent, as the agent does it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-merge"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-merge.h"
#include "tests/bench/bench-times.h"

#define LINES  160 /* of 64 bytes */
#define EDITED 12
#define ROUNDS 2000

/* A text whose lines from `from` on somebody wrote anew. */
static void
append_text (GString *out, const char *who, guint from, guint round)
{
  for (guint i = 0; i < LINES; i++)
    if (i >= from && i < from + EDITED)
      g_string_append_printf (out,
                              "%02u:%02u %-20s wrote this line anew in round %05u\\n",
                              i / 60,
                              i % 60,
                              who,
                              round);
    else
      g_string_append_printf (out,
                              "%02u:%02u checkout answers in %04u ms; nobody knows why yet %04u\\n",
                              i / 60,
                              i % 60,
                              i * 37 % 5000,
                              i);
}

static char *
make_document (const char *status, const char *who, guint from, guint round)
{
  GString *out = g_string_new ("{\"title\":\"Checkout answers slowly\",\"severity\":\"sev2\",");

  g_string_append_printf (out,
                          "\"status\":\"%s\",\"labels\":[\"north\",\"cart\"],\"summary\":\"",
                          status);
  append_text (out, who, from, round);
  g_string_append (out, "\"}");
  return g_string_free (out, FALSE);
}

int
main (void)
{
  const M77Kind *kind = m77_kind_find ("incident");
  g_autoptr (GArray) times = bench_times_new ();
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gsize bytes = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *base = make_document ("triggered", "", LINES, 0);
      g_autofree char *theirs = make_document ("mitigated", "jana", round % 60, round);
      g_autofree char *mine = make_document ("triggered", "omar", 90 + round % 50, round);
      g_auto (M77MergeResult) result = { 0 };
      gint64 start = g_get_monotonic_time ();
      g_autofree char *patch = NULL;

      m77_json_pool_reset (pool);
      m77_merge (&result,
                 pool,
                 kind,
                 m77_json_parse (pool, base, -1, NULL),
                 m77_json_parse (pool, theirs, -1, NULL),
                 m77_json_parse (pool, mine, -1, NULL),
                 NULL);
      patch = result.patch != NULL ? m77_json_to_text (result.patch) : NULL;
      bench_times_add (times, start);
      if (patch == NULL || result.overlaps->len > 0)
        g_error ("it did not merge: %s",
                 patch == NULL ? "nothing is left" : (char *) result.overlaps->pdata[0]);
      bytes = strlen (base);
    }
  g_print ("{\"bytes\":%" G_GSIZE_FORMAT, bytes);
  bench_times_print (times, "merge");
  g_print ("}\n");
  return EXIT_SUCCESS;
}

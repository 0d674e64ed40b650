/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "agent/store/agent-feed-line.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The bytes that are kept are the document that was read. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_auto (AgentFeedLine) line = { 0 };
  g_autoptr (GError) error = NULL;

  if (!agent_feed_line_read (&line, pool, (const char *) data, size, &error))
    g_assert_nonnull (error);
  else if (line.doc != NULL)
    g_assert_true (m77_json_equal (m77_json_parse (pool, line.doc, (gssize) line.length, NULL),
                                   line.record.doc));
  return 0;
}

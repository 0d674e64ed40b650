/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "agent/store/agent-journal-carve.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Every byte of every text, so that one outside is found. */
static void
read_all_cb (gint64 rowid, const AgentCarved *values, guint n_values, gpointer data)
{
  for (guint i = 0; i < n_values; i++)
    for (gsize at = 0; values[i].is_text && at < values[i].length; at++)
      *(guint *) data += (guint8) values[i].text[at];
}

/* As a file, and as the log of an empty one. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  guint sum = 0;

  agent_carve (bytes, NULL, read_all_cb, &sum);
  agent_carve (nothing, bytes, read_all_cb, &sum);
  return 0;
}

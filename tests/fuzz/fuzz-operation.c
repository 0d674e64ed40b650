/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/model/m77-operation.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* An operation or an answer that is taken is written as one that is taken. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *input = m77_json_parse (pool, (const char *) data, (gssize) size, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  M77Operation operation;
  M77Outcome outcome;

  if (m77_operation_from_json (&operation, input, NULL))
    {
      m77_operation_write (&operation, text);
      input = m77_json_parse (pool, text->str, -1, NULL);
      g_assert_true (m77_operation_from_json (&operation, input, NULL));
    }
  else if (m77_outcome_from_json (&outcome, input, NULL))
    {
      m77_outcome_write (&outcome, text);
      input = m77_json_parse (pool, text->str, -1, NULL);
      g_assert_true (m77_outcome_from_json (&outcome, input, NULL));
    }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "tests/tui/key-storm.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever is pressed, pasted and resized: what is drawn stays whole. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  key_storm_run (data, size);
  return 0;
}

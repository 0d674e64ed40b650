/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "tui/actions/tui-keymap.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever a file has, it is read to its end, and no key is lost by it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (TuiSettings) settings = tui_settings_parse ("f", (const char *) data, size);
  g_autoptr (TuiKeymap) keymap = tui_keymap_new (settings);

  g_assert_cmpuint (tui_keymap_translate (keymap, TUI_KEY_LEFT, TUI_ON_LIST), !=, 1);
  return 0;
}

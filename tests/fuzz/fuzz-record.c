/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdint.h>

#include "shared/model/m77-validate.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* One line of the feed, whatever it holds, is refused or can be named, checked and written. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *key = NULL, *title = NULL;
  const M77Kind *kind;
  GPtrArray *faults;
  M77Record record, again;

  if (!m77_record_parse (&record, pool, (const char *) data, (gssize) size, NULL))
    return 0;

  kind = m77_kind_find (record.kind);
  key = m77_record_key (kind, record.doc, record.id, 0);
  title = m77_record_title (kind, record.doc, record.id);
  g_assert_nonnull (key);
  g_assert_nonnull (title);
  m77_record_write (&record, text);
  g_assert_true (m77_record_parse (&again, pool, text->str, (gssize) text->len, NULL));
  g_assert_true (m77_json_equal (record.doc, again.doc) || record.doc == NULL);

  faults = kind != NULL ? m77_validate_doc (kind, record.doc) : NULL;
  g_clear_pointer (&faults, g_ptr_array_unref);
  for (const M77Json *m = m77_json_first (record.doc); m != NULL; m = m77_json_next (m))
    {
      const M77Field *field = kind != NULL ? m77_kind_field (kind, m77_json_name (m)) : NULL;
      g_autofree char *shown = field != NULL ? m77_value_to_text (field, m, 0, NULL) : NULL;

      g_assert_true (field == NULL || shown != NULL);
    }
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/m77-delivery.h"

#include <glib/gi18n-lib.h>

static char *
time_words (gint64 ms)
{
  if (ms < 0)
    return g_strdup ("");
  if (ms < 1000)
    return g_strdup_printf ("%" G_GINT64_FORMAT " ms", ms);
  return g_strdup_printf ("%.1f s", (double) ms / 1000);
}

/* "503 upstream timed out"; either may be missing. */
static char *
answer_words (gint64 code, const char *error)
{
  if (code > 0 && error != NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT " %s", code, error);
  if (code > 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, code);
  return g_strdup (error != NULL ? error : _ ("no answer"));
}

char *
m77_delivery_try_words (const M77Json *attempt)
{
  g_autofree char *answer = answer_words (m77_json_get_int (attempt, "code", 0),
                                          m77_json_get_string (attempt, "error"));
  g_autofree char *time = time_words (m77_json_get_int (attempt, "ms", -1));

  return *time != '\0' ? g_strdup_printf ("%s, %s", answer, time) : g_steal_pointer (&answer);
}

char *
m77_delivery_words (const M77Json *doc)
{
  const char *status = m77_json_get_string (doc, "status");
  gint64 tries = m77_json_get_int (doc, "attempts", 0);
  gint64 code = m77_json_get_int (doc, "response_code", 0);
  const char *error = m77_json_get_string (doc, "error");
  g_autofree char *answer = answer_words (code, error);
  const char *state = status != NULL ? status : "?";

  if (tries == 0)
    return g_strdup_printf (_ ("%s, not tried yet"), state);
  /* Translators: a state, two numbers and the last answer: dead after 8 of 8 tries: 503 */
  return g_strdup_printf (_ ("%s after %" G_GINT64_FORMAT " of %d tries: %s"),
                          state,
                          tries,
                          M77_DELIVERY_TRIES,
                          answer);
}

M77PayloadState
m77_delivery_check (const M77Json *doc)
{
  const M77Json *payload = m77_json_get (doc, "payload");
  const char *noted = m77_json_get_string (doc, "sha256");
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;

  if (m77_json_is_null (payload))
    return M77_PAYLOAD_NONE;
  if (noted == NULL)
    return M77_PAYLOAD_UNKNOWN;
  text = m77_json_to_text (payload);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return g_str_equal (hash, noted) ? M77_PAYLOAD_AS_WAS : M77_PAYLOAD_OTHER;
}

M77Json *
m77_delivery_masked (const M77Json *doc, M77Mask *mask, M77JsonPool *pool)
{
  const M77Json *payload = m77_json_get (doc, "payload");
  const M77Field *field = m77_kind_field (m77_kind_find ("delivery"), "payload");
  const M77Json *data = m77_json_get (payload, "data");
  const char *name = m77_json_get_string (data, "kind");
  const M77Kind *kind = name != NULL ? m77_kind_find (name) : NULL;
  const M77Json *masked;
  M77Json *copy;

  if (m77_json_is_null (payload))
    return NULL;
  masked = m77_mask_value (mask, pool, field, payload);
  copy = m77_json_copy (pool, masked != NULL ? masked : payload);
  if (kind != NULL && m77_json_is (m77_json_get (data, "doc"), M77_JSON_OBJECT))
    m77_json_set (pool,
                  (M77Json *) m77_json_get (copy, "data"),
                  "doc",
                  m77_mask_document (mask, pool, kind, m77_json_get (data, "doc")));
  return copy;
}

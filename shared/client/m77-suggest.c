/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-suggest"

#include "config.h"

#include "shared/client/m77-suggest.h"

#include <string.h>

#include "shared/model/m77-filter.h"
#include "shared/model/m77-record.h"

#define WORDS_MOST 200
#define ASKED_MOST 50

void
m77_suggest_init (M77Suggest *self,
                  M77Client *client,
                  void (*changed) (gpointer data),
                  gpointer data)
{
  *self = (M77Suggest){ .client = client, .changed = changed, .data = data };
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->abouts = g_ptr_array_new_with_free_func (g_free);
}

static void
stop_asking (M77Suggest *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

void
m77_suggest_clear (M77Suggest *self)
{
  stop_asking (self);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->abouts, g_ptr_array_unref);
  g_clear_pointer (&self->hint, g_free);
  g_clear_pointer (&self->typed, g_free);
  g_clear_pointer (&self->prefix, g_free);
}

void
m77_suggest_begin (M77Suggest *self, gsize start, gsize end)
{
  stop_asking (self);
  g_ptr_array_set_size (self->words, 0);
  g_ptr_array_set_size (self->abouts, 0);
  g_clear_pointer (&self->hint, g_free);
  self->start = start;
  self->end = end;
  self->chosen = 0;
  self->taken = FALSE;
}

void
m77_suggest_add (M77Suggest *self, const char *word, const char *about)
{
  if (self->words->len >= WORDS_MOST)
    return;
  for (guint i = 0; i < self->words->len; i++)
    if (g_str_equal (self->words->pdata[i], word))
      return;
  g_ptr_array_add (self->words, g_strdup (word));
  g_ptr_array_add (self->abouts, g_strdup (about != NULL ? about : ""));
}

/* ---- What the agent knows ---- */

/* A value with a blank or a sign of the language is put in quotes. */
static char *
quote_value (const char *value)
{
  g_autofree char *escaped = NULL;

  if (*value != '\0' && strpbrk (value, " \"\\,:<>=*()") == NULL)
    return g_strdup (value);
  escaped = g_strescape (value, NULL);
  return strpbrk (value, "\"\\") == NULL ? g_strdup_printf ("\"%s\"", value) : NULL;
}

static void
offer_asked (M77Suggest *self, const char *word, const char *about)
{
  g_autofree char *whole = g_strconcat (self->prefix, word, NULL);

  /* What stands there already is no news. */
  if (g_str_equal (word, self->typed))
    return;
  if (g_ascii_strncasecmp (word, self->typed, strlen (self->typed)) == 0)
    m77_suggest_add (self, whole, about);
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  M77Suggest *self = data;
  g_autoptr (GVariant) groups = NULL;
  g_autoptr (GError) error = NULL;
  GVariantIter iter;
  const char *value;
  gint64 count;

  if (!m77_agent1_call_groups_finish (M77_AGENT1 (source), &groups, result, &error))
    return;
  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_next (&iter, "(&sx)", &value, &count))
    {
      g_autofree char *word = quote_value (value);
      g_autofree char *about = g_strdup_printf ("%d", (int) count);

      if (*value != '\0' && word != NULL)
        offer_asked (self, word, about);
    }
  self->changed (self->data);
}

static void
ask_values (M77Suggest *self, const M77Kind *kind, const M77Field *field, const char *typed)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;

  if (proxy == NULL || kind == NULL || (field->flags & M77_FIELD_INDEXED) == 0)
    return;
  g_free (self->typed);
  self->typed = g_strdup (typed);
  g_free (self->prefix);
  self->prefix = g_strdup ("");
  self->asking = g_cancellable_new ();
  m77_agent1_call_groups (proxy,
                          kind->name,
                          "",
                          field->name,
                          ASKED_MOST,
                          self->asking,
                          groups_cb,
                          self);
}

static void
offer_key (M77Suggest *self, const M77Json *row)
{
  const M77Json *doc = m77_json_get (row, "doc");
  const char *id = m77_json_get_string (row, "id");
  g_autofree char *key = NULL;
  g_autofree char *title = NULL;
  const char *bare;

  if (id == NULL)
    return;
  key = m77_record_key (self->kind, doc, id, m77_json_get_int (row, "local_number", 0));
  title = m77_record_title (self->kind, doc, id);
  bare = self->kind->key == M77_KEY_NUMBER && strrchr (key, '-') != NULL ? strrchr (key, '-') + 1
                                                                         : key;
  offer_asked (self, bare, g_str_equal (title, key) ? NULL : title);
}

static void
keys_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  M77Suggest *self = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;
  gint64 total;

  if (!m77_agent1_call_list_finish (M77_AGENT1 (source), &rows, &total, &next, result, &error))
    return;
  for (const M77Json *row = m77_json_first (m77_json_parse (pool, rows, -1, NULL)); row != NULL;
       row = m77_json_next (row))
    offer_key (self, row);
  self->changed (self->data);
}

void
m77_suggest_ask_keys (M77Suggest *self, const M77Kind *kind, const char *prefix, const char *typed)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  g_autofree char *filter = NULL;

  if (proxy == NULL || kind == NULL)
    return;
  if (kind->key == M77_KEY_FIELD && *typed != '\0' && strpbrk (typed, " \"*@,") == NULL)
    filter = g_strdup_printf ("%s:%s*", kind->key_field, typed);
  else
    filter = g_strdup (kind->state_field != NULL ? "is:open" : "");
  self->kind = kind;
  g_free (self->typed);
  self->typed = g_strdup (typed);
  g_free (self->prefix);
  self->prefix = g_strdup (prefix);
  self->asking = g_cancellable_new ();
  m77_agent1_call_list (
      proxy, kind->name, filter, "", ASKED_MOST, "", 0, self->asking, keys_cb, self);
}

/* ---- What is known here ---- */

void
m77_suggest_filter (M77Suggest *self,
                    const char *text,
                    gsize cursor,
                    gsize from,
                    const M77Kind *kind)
{
  g_autoptr (M77FilterCompletion) found = NULL;
  g_autofree char *typed = NULL;

  m77_suggest_begin (self, cursor, cursor);
  if (cursor < from)
    return;
  found = m77_filter_complete (text + from, cursor - from, kind);
  self->start = from + found->start;
  self->end = from + found->end;
  self->hint = g_strdup (found->hint);
  for (guint i = 0; i < found->candidates->len; i++)
    m77_suggest_add (self, found->candidates->pdata[i], NULL);
  if (self->words->len == 1 && self->end - self->start == strlen (self->words->pdata[0]) &&
      g_str_has_prefix (text + self->start, self->words->pdata[0]))
    m77_suggest_begin (self, self->start, self->end);
  if (found->values_of == NULL)
    return;
  typed = g_strndup (text + self->start, MIN (cursor, self->end) - self->start);
  if (found->values_of->ref != NULL && m77_kind_ref_by_key (m77_kind_find (found->values_of->ref)))
    m77_suggest_ask_keys (self, m77_kind_find (found->values_of->ref), "", typed);
  else
    ask_values (self, kind, found->values_of, typed);
}

void
m77_suggest_past (M77Suggest *self, const GPtrArray *lines, const char *text)
{
  g_autofree char *typed = g_utf8_casefold (text, -1);

  m77_suggest_begin (self, 0, strlen (text));
  for (guint i = lines->len; i > 0; i--)
    {
      g_autofree char *line = g_utf8_casefold (lines->pdata[i - 1], -1);

      if (strstr (line, typed) != NULL)
        m77_suggest_add (self, lines->pdata[i - 1], NULL);
    }
}

gboolean
m77_suggest_is_part (const M77Suggest *self, const char *text)
{
  const char *typed = text + MIN (self->start, strlen (text));
  gboolean longer = FALSE;

  if (self->end != strlen (text) || *typed == '\0')
    return FALSE;
  for (guint i = 0; i < self->words->len; i++)
    {
      if (g_str_equal (self->words->pdata[i], typed))
        return FALSE;
      longer = longer || g_str_has_prefix (self->words->pdata[i], typed);
    }
  return longer;
}

/* ---- Choosing ---- */

void
m77_suggest_choose (M77Suggest *self, int by)
{
  int n = self->words->len;

  if (n > 0)
    self->chosen = ((int) self->chosen + by + n) % n;
}

gboolean
m77_suggest_take (M77Suggest *self, GString *text)
{
  const char *word;

  if (self->words->len == 0)
    return FALSE;
  if (self->taken)
    m77_suggest_choose (self, 1);
  word = self->words->pdata[self->chosen];
  self->end = MIN (self->end, text->len);
  g_string_erase (text, self->start, self->end - self->start);
  g_string_insert (text, self->start, word);
  self->end = self->start + strlen (word);
  self->taken = TRUE;
  return TRUE;
}

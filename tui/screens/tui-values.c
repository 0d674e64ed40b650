/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-values.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-record.h"

#define KEYS_MOST  1000
#define WORDS_MOST 200

struct _TuiValues
{
  GHashTable *sources; /* name -> GPtrArray of Value */
  GCancellable *cancellable;
};

typedef struct
{
  char *value;
  char *words; /* case-folded: what it is found by */
} Value;

static void
free_value (gpointer data)
{
  Value *self = data;

  g_free (self->value);
  g_free (self->words);
  g_free (self);
}

void
tui_values_free (TuiValues *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->sources);
  g_free (self);
}

static TuiValues *
values_kept (TuiApp *app)
{
  if (app->values == NULL)
    {
      app->values = g_new0 (TuiValues, 1);
      app->values->cancellable = g_cancellable_new ();
      app->values->sources = g_hash_table_new_full (g_str_hash,
                                                    g_str_equal,
                                                    g_free,
                                                    (GDestroyNotify) g_ptr_array_unref);
    }
  return app->values;
}

static GPtrArray *
new_values (TuiApp *app, const char *source)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (free_value);

  g_hash_table_replace (values_kept (app)->sources, g_strdup (source), values);
  return values;
}

static void
add_value (GPtrArray *values, const char *value, const char *more)
{
  Value *added = g_new0 (Value, 1);
  g_autofree char *words = g_strconcat (value, " ", more, NULL);

  added->value = g_strdup (value);
  added->words = g_utf8_casefold (words, -1);
  g_ptr_array_add (values, added);
}

void
tui_values_put (TuiApp *app, const char *source, const char *const *values)
{
  GPtrArray *added = new_values (app, source);

  for (guint i = 0; values[i] != NULL; i++)
    add_value (added, values[i], NULL);
}

/* ---- Asking ---- */

typedef struct
{
  TuiApp *app;
  char *source;
  const M77Kind *kind;
} Asked;

static void
free_asked (Asked *self)
{
  g_free (self->source);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

static void
keys_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  gint64 total;
  GPtrArray *values;

  if (!m77_agent1_call_list_finish (M77_AGENT1 (object), &rows, &total, &next, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tui_app_ended (asked->app);
      return;
    }
  values = new_values (asked->app, asked->source);
  for (const M77Json *row = m77_json_first (m77_json_parse (pool, rows, -1, NULL)); row != NULL;
       row = m77_json_next (row))
    {
      TuiRecord record;
      g_autofree char *key = NULL;
      g_autofree char *title = NULL;

      if (!tui_record_from_json (&record, row))
        continue;
      key = tui_record_short_key (&record);
      title = tui_record_title (&record);
      add_value (values, *key == '@' ? key + 1 : key, title);
    }
  tui_app_ended (asked->app);
}

static void
words_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) groups = NULL;
  GVariantIter iter;
  const char *word;
  gint64 count;
  GPtrArray *values;

  if (!m77_agent1_call_groups_finish (M77_AGENT1 (object), &groups, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tui_app_ended (asked->app);
      return;
    }
  values = new_values (asked->app, asked->source);
  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_next (&iter, "(&sx)", &word, &count))
    if (*word != '\0')
      add_value (values, word, NULL);
  tui_app_ended (asked->app);
}

/* The values of a source; NULL: being asked, or there is nobody to ask. */
static GPtrArray *
values_of (TuiApp *app, const M77Kind *kind, const M77Field *field, const char *source)
{
  TuiValues *self = values_kept (app);
  GPtrArray *values = g_hash_table_lookup (self->sources, source);
  M77Agent1 *proxy = app->client != NULL ? m77_client_proxy (app->client) : NULL;
  Asked *asked;

  if (values != NULL || proxy == NULL)
    return values;
  new_values (app, source); /* asked once */
  asked = g_new0 (Asked, 1);
  *asked = (Asked){ app, g_strdup (source), kind };
  tui_app_began (app);
  if (field->ref != NULL)
    m77_agent1_call_list (proxy,
                          field->ref,
                          m77_kind_find (field->ref)->open_states != NULL ? "is:open" : "",
                          "",
                          KEYS_MOST,
                          "",
                          0,
                          self->cancellable,
                          keys_cb,
                          asked);
  else
    m77_agent1_call_groups (proxy,
                            kind->name,
                            "",
                            field->name,
                            WORDS_MOST,
                            self->cancellable,
                            words_cb,
                            asked);
  return NULL;
}

/* ---- Finding ---- */

static void
take (GPtrArray *found, const char *value, const char *typed, guint most)
{
  if (found->len < most && !g_str_equal (value, typed))
    g_ptr_array_add (found, g_strdup (value));
}

static void
find_names (GPtrArray *found, const M77Field *field, const char *typed, guint most)
{
  for (const M77Value *value = field->values; value != NULL && value->name != NULL; value++)
    if (g_ascii_strncasecmp (value->name, typed, strlen (typed)) == 0)
      take (found, value->name, typed, most);
}

/* Those that begin with it, then those that have it. */
static void
find_values (GPtrArray *found, GPtrArray *values, const char *typed, guint most)
{
  g_autofree char *folded = g_utf8_casefold (*typed == '@' ? typed + 1 : typed, -1);

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < values->len && found->len < most; i++)
      {
        const Value *value = values->pdata[i];
        gboolean begins = g_str_has_prefix (value->words, folded);

        if (pass == 0 ? begins : !begins && strstr (value->words, folded) != NULL)
          take (found, value->value, typed, most);
      }
}

GPtrArray *
tui_values_for (TuiApp *app,
                const M77Kind *kind,
                const M77Field *field,
                const char *typed,
                guint most)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  gboolean is_set = field->type == M77_TYPE_SET;
  g_autofree char *source = field->ref != NULL ? g_strdup (field->ref)
                                               : g_strdup_printf ("%s.%s",
                                                                  kind != NULL ? kind->name : "",
                                                                  field->name);
  GPtrArray *values = NULL;

  if (field->values != NULL)
    find_names (found, field, typed, most);
  else if (field->ref != NULL ? m77_kind_find (field->ref) != NULL
                              : is_set && kind != NULL && (field->flags & M77_FIELD_INDEXED) != 0)
    values = values_of (app, kind, field, source);
  if (values != NULL)
    find_values (found, values, typed, most);
  return found;
}

/* TRUE: all keys of that kind are known, and this is none of them. */
static gboolean
is_nobodys (const GPtrArray *keys, const char *key)
{
  const char *bare = *key == '@' ? key + 1 : key;

  if (g_str_equal (bare, "me"))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (g_str_equal (((const Value *) keys->pdata[i])->value, bare))
      return FALSE;
  return keys->len > 0 && keys->len < KEYS_MOST;
}

static gboolean
has_element (const M77Json *set, const char *element)
{
  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (g_strcmp0 (m77_json_string (e), element) == 0)
      return TRUE;
  return g_strcmp0 (m77_json_string (set), element) == 0;
}

char *
tui_values_fault (TuiApp *app, const M77Field *field, const M77Json *value, const M77Json *before)
{
  const M77Kind *to = field->ref != NULL ? m77_kind_find (field->ref) : NULL;
  const M77Json *first = m77_json_is (value, M77_JSON_ARRAY) ? m77_json_first (value) : value;
  GPtrArray *keys;

  if (to == NULL || !m77_kind_ref_by_key (to) || m77_json_is_null (value))
    return NULL;
  keys = values_of (app, NULL, field, field->ref);
  for (const M77Json *e = first; keys != NULL && e != NULL;
       e = e == value ? NULL : m77_json_next (e))
    {
      const char *key = m77_json_string (e);

      if (key != NULL && !has_element (before, key) && is_nobodys (keys, key))
        /* Translators: the label of a kind ("Member"), and what was typed */
        return g_strdup_printf (_ ("%s: there is no “%s”"), tui_label (to->label), key);
    }
  return NULL;
}

/* TRUE: the source is of that kind: its keys, or words of a field of it. */
static gboolean
is_of_kind (gpointer source, gpointer values, gpointer kind)
{
  const char *rest = g_str_has_prefix (source, kind) ? (char *) source + strlen (kind) : NULL;

  if (*(const char *) kind == '\0')
    return TRUE;
  return rest != NULL && (*rest == '\0' || *rest == '.');
}

void
tui_values_forget (TuiApp *app, const char *kind)
{
  if (app->values != NULL)
    g_hash_table_foreach_remove (app->values->sources, is_of_kind, (gpointer) kind);
}

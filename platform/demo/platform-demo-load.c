/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include "platform/demo/platform-demo-load.h"

#include "shared/base/m77-error.h"

#define SEED 2041
#define ZONE "Europe/Berlin"

typedef struct
{
  PlatformTemplate template;
  GHashTable *symbols; /* name → id */
  GArray *seeds;       /* of PlatformSeed, in the template's pool */
  guint64 part_number; /* over all files */
} Loader;

typedef gboolean (*EachFunc) (Loader *self, const PlatformDemoForm *form, GError **error);

static const char *
find_symbol (const PlatformTemplate *template, const char *name)
{
  const Loader *self = template->data;

  return g_hash_table_lookup (self->symbols, name);
}

static const M77Json *
read_file (const char *name, M77JsonPool *pool, GError **error)
{
  g_autoptr (GBytes) bytes = platform_template_file (name, error);
  gsize size;
  const char *data;
  const M77Json *file;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  file = m77_json_parse (pool, data, (gssize) size, error);
  if (file == NULL)
    g_prefix_error (error, "Demo content, %s: ", name);
  return file;
}

static gboolean
each_record (Loader *self, const PlatformDemoForm *form, EachFunc func, GError **error)
{
  gint64 count = m77_json_get_int (form->record, "repeat", 1);

  for (gint64 i = 0; i < count; i++)
    {
      self->template.at = self->template.now;
      if (!platform_demo_form_begin (form, &self->template, (guint64) i, (guint64) count, error) ||
          !func (self, form, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
each_of_file (Loader *self, const M77Json *file, EachFunc func, GError **error)
{
  const M77Json *parts = m77_json_get (file, "parts");

  self->template.lists = m77_json_get (file, "lists");
  for (const M77Json *part = m77_json_first (parts); part != NULL; part = m77_json_next (part))
    {
      const M77Json *records = m77_json_get (part, "records");
      guint64 number = 0;

      self->part_number++;
      for (const M77Json *record = m77_json_first (records); record != NULL;
           record = m77_json_next (record), number++)
        {
          PlatformDemoForm form = { part, record, SEED, self->part_number << 48 | number << 32 };

          if (!each_record (self, &form, func, error))
            {
              g_prefix_error (error, "%s %u: ", m77_json_get_string (part, "kind"), (guint) number);
              return FALSE;
            }
        }
    }
  return TRUE;
}

/* First pass: what each record is called, so that any may refer to any. */
static gboolean
note_symbol (Loader *self, const PlatformDemoForm *form, GError **error)
{
  const M77Json *said = platform_demo_form_get (form, "sym");
  M77Json *sym = NULL;
  PlatformDice dice;
  const char *name;

  if (said == NULL)
    return TRUE;
  if (!platform_template_make (&self->template, said, &sym, error))
    return FALSE;
  name = m77_json_string (sym);
  dice = platform_dice_new (SEED, g_str_hash (name));
  if (g_hash_table_insert (self->symbols,
                           g_strdup (name),
                           platform_template_id (&dice, self->template.at)))
    return TRUE;
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, "Demo content: two are called “%s”", name);
  return FALSE;
}

static gboolean
make_record (Loader *self, const PlatformDemoForm *form, GError **error)
{
  PlatformSeed seed = { 0 };

  if (!platform_demo_form_make (form, &self->template, &seed, error))
    return FALSE;
  g_array_append_val (self->seeds, seed);
  return TRUE;
}

static int
compare_seeds (gconstpointer a, gconstpointer b)
{
  const PlatformSeed *one = a, *other = b;

  if (one->updated_at != other->updated_at)
    return one->updated_at < other->updated_at ? -1 : 1;
  return g_strcmp0 (one->id, other->id);
}

static gboolean
put_seeds (Loader *self, PlatformCore *core, GError **error)
{
  g_array_sort (self->seeds, compare_seeds);
  for (guint i = 0; i < self->seeds->len; i++)
    {
      const PlatformSeed *seed = &g_array_index (self->seeds, PlatformSeed, i);

      if (!platform_core_seed_put (core, seed, error))
        {
          g_prefix_error (error, "Demo content, %s %s: ", seed->kind, seed->id);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
platform_demo_load (PlatformCore *core, const char *const *files, gint64 now, GError **error)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GHashTable) symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (PlatformSeed));
  g_autoptr (GPtrArray) read = g_ptr_array_new ();
  const EachFunc passes[] = { note_symbol, make_record };
  Loader self = { .symbols = symbols, .seeds = seeds };

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  self.template.pool = pool;
  self.template.now = now;
  self.template.zone = zone;
  self.template.find_id = find_symbol;
  self.template.data = &self;

  for (guint i = 0; files[i] != NULL; i++)
    {
      const M77Json *file = read_file (files[i], pool, error);

      if (file == NULL)
        return FALSE;
      g_ptr_array_add (read, (gpointer) file);
    }
  for (guint pass = 0; pass < G_N_ELEMENTS (passes); pass++)
    {
      self.part_number = 0;
      for (guint i = 0; i < read->len; i++)
        if (!each_of_file (&self, read->pdata[i], passes[pass], error))
          {
            g_prefix_error (error, "%s, ", files[i]);
            return FALSE;
          }
    }
  return put_seeds (&self, core, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include <string.h>

#include "platform/demo/platform-demo-load.h"
#include "platform/demo/platform-demo.h"
#include "shared/base/m77-error.h"

#define CONTENT "generate.json"
#define PARTS   64
#define SPAN    (G_GINT64_CONSTANT (90) * 86400000) /* ms over which records were made */

/* A part has a "count" of its own or a "share" of what is left after those. */
typedef struct
{
  PlatformDemoForm form;
  gint64 share;
  guint64 made, wanted;
} Part;

typedef struct
{
  PlatformTemplate template;
  Part parts[PARTS];
  guint n_parts;
  guint64 to_share; /* records of those with a share, still to be made */
  guint64 seed;
} Generator;

/* In closed form, so that a record can name another that is long gone or not yet made. */
static gint64
time_of (const Generator *self, const Part *part, guint64 index)
{
  return self->template.now - SPAN + (gint64) (index * (SPAN / MAX (part->wanted, 1)));
}

static const char *
id_of (const Generator *self, const Part *part, guint64 index)
{
  PlatformDice dice = platform_dice_new (self->seed, (part->form.stream + index) ^ (1ull << 63));
  g_autofree char *id = platform_template_id (&dice, time_of (self, part, index));

  return m77_json_string (m77_json_string_new (self->template.pool, id));
}

/* "incident-12345": one of the part's records, wherever the number points. */
static const char *
find_id (const PlatformTemplate *template, const char *name)
{
  const Generator *self = template->data;
  const char *dash = strrchr (name, '-');

  for (guint i = 0; dash != NULL && i < self->n_parts; i++)
    {
      const Part *part = &self->parts[i];
      const char *kind = m77_json_get_string (part->form.part, "kind");

      if (strlen (kind) == (gsize) (dash - name) && g_str_has_prefix (name, kind) &&
          part->wanted > 0)
        return id_of (self, part, g_ascii_strtoull (dash + 1, NULL, 10) % part->wanted);
    }
  return NULL;
}

static gboolean
make_one (Generator *self, Part *part, PlatformCore *core, GError **error)
{
  PlatformSeed seed = { 0 };

  m77_json_pool_reset (self->template.pool);
  self->template.at = time_of (self, part, part->made);
  if (!platform_demo_form_begin (&part->form, &self->template, part->made, part->wanted, error) ||
      !platform_demo_form_make (&part->form, &self->template, &seed, error))
    return FALSE;
  part->made++;
  return platform_core_seed_put (core, &seed, error);
}

static gboolean
read_parts (Generator *self, const M77Json *file, guint64 count, GError **error)
{
  guint64 left = count;
  gint64 total = 0;
  guint biggest = 0;

  self->template.lists = m77_json_get (file, "lists");
  for (const M77Json *each = m77_json_first (m77_json_get (file, "parts")); each != NULL;
       each = m77_json_next (each))
    {
      Part *part = &self->parts[self->n_parts];

      if (self->n_parts == PARTS)
        {
          g_set_error (error, M77_ERROR, M77_ERROR_TOO_LARGE, "%s has too many parts", CONTENT);
          return FALSE;
        }
      part->form = (PlatformDemoForm){ each, each, self->seed, (guint64) ++self->n_parts << 48 };
      part->share = m77_json_get_int (each, "share", 0);
      part->wanted = MIN ((guint64) m77_json_get_int (each, "count", 0), left);
      left -= part->wanted;
      total += part->share;
      if (part->share > self->parts[biggest].share)
        biggest = self->n_parts - 1;
    }
  self->to_share = left;
  for (guint i = 0; i < self->n_parts; i++)
    if (self->parts[i].share > 0)
      {
        self->parts[i].wanted = self->to_share * (guint64) self->parts[i].share / (guint64) total;
        left -= self->parts[i].wanted;
      }
  self->parts[biggest].wanted += left;
  return TRUE;
}

static gboolean
make_counted (Generator *self, PlatformCore *core, GError **error)
{
  for (guint i = 0; i < self->n_parts; i++)
    while (self->parts[i].share == 0 && self->parts[i].made < self->parts[i].wanted)
      if (!make_one (self, &self->parts[i], core, error))
        return FALSE;
  return TRUE;
}

/* Kinds in turn by chance, as in life, so that neighbours in the feed are strangers. */
static gboolean
make_shared (Generator *self, PlatformCore *core, GError **error)
{
  PlatformDice dice = platform_dice_new (self->seed, 0);

  for (; self->to_share > 0; self->to_share--)
    {
      guint64 throw = platform_dice_below (&dice, self->to_share);
      guint i = 0;

      while (self->parts[i].share == 0 || throw >= self->parts[i].wanted - self->parts[i].made)
        {
          if (self->parts[i].share > 0)
            throw -= self->parts[i].wanted - self->parts[i].made;
          i++;
        }
      if (!make_one (self, &self->parts[i], core, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
platform_demo_generate (PlatformCore *core,
                        const char *tenant,
                        guint64 count,
                        guint32 seed,
                        const M77Runtime *runtime,
                        GError **error)
{
  g_autoptr (M77JsonPool) content = m77_json_pool_new ();
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GBytes) bytes = platform_template_file (CONTENT, error);
  g_autofree Generator *self = g_new0 (Generator, 1);
  const M77Json *file;

  if (bytes == NULL)
    return FALSE;
  file = m77_json_parse (content,
                         g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes),
                         error);
  if (file == NULL)
    return FALSE;
  self->seed = seed;
  self->template.pool = pool;
  self->template.now = m77_runtime_now (runtime);
  self->template.zone = zone;
  self->template.find_id = find_id;
  self->template.data = self;

  if (!read_parts (self, file, count, error))
    return FALSE;
  if (!platform_core_has_tenant (core, tenant) &&
      !platform_core_tenant_create (core, tenant, error))
    return FALSE;
  return platform_core_seed_begin (core, tenant, error) && make_counted (self, core, error) &&
         make_shared (self, core, error) && platform_core_seed_end (core, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include "platform/demo/platform-demo-template.h"

#include <string.h>

#include <gio/gio.h>

#include "platform/demo/platform-demo-time.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

#define RESOURCES "/com/mogothrow77/platform/demo/"

static gboolean
fail_form (const M77Json *form, const char *what, GError **error)
{
  g_autofree char *text = m77_json_to_text (form);

  if (strlen (text) > 200)
    text[200] = '\0';
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, "Demo content: %s: %s", what, text);
  return FALSE;
}

char *
platform_template_id (PlatformDice *dice, gint64 at)
{
  guint64 a = platform_dice_next (dice);
  guint64 b = platform_dice_next (dice);
  guint64 ms = (guint64) MAX (at, 0);

  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%012" G_GINT64_MODIFIER "x",
                          (guint) (ms >> 16),
                          (guint) (ms & 0xffff),
                          (guint) (a & 0xfff),
                          (guint) (0x8000 | ((a >> 12) & 0x3fff)),
                          b & G_GUINT64_CONSTANT (0xffffffffffff));
}

GBytes *
platform_template_file (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static const M77Json *
nth (const M77Json *array, guint64 index)
{
  const M77Json *element = m77_json_first (array);

  while (index-- > 0 && element != NULL)
    element = m77_json_next (element);
  return element;
}

/* An array written out, or one of the lists by its name. */
static const M77Json *
find_list (const PlatformTemplate *self, const M77Json *form)
{
  const char *name = m77_json_string (form);

  return name == NULL ? form : m77_json_get (self->lists, name);
}

static const M77Json *
find_variable (const PlatformTemplate *self, const char *start, gsize length)
{
  char name[32];

  if (length == 0 || length >= sizeof name)
    return NULL;
  memcpy (name, start, length);
  name[length] = '\0';
  return m77_json_get (self->variables, name);
}

static void
append_variable (const M77Json *value, GString *out)
{
  if (m77_json_string (value) != NULL)
    g_string_append (out, m77_json_string (value));
  else
    m77_json_write (value, out);
}

/* Whole text one variable: that; else the text with its variables written in. */
static const M77Json *
substitute (const PlatformTemplate *self, const char *text, GString *out)
{
  const char *open;

  while ((open = strchr (text, '{')) != NULL)
    {
      gsize length = strspn (open + 1, "abcdefghijklmnopqrstuvwxyz_0123456789");
      const M77Json *value = open[1 + length] == '}' ? find_variable (self, open + 1, length)
                                                     : NULL;

      if (value != NULL && open == text && out->len == 0 && open[2 + length] == '\0')
        return value;
      g_string_append_len (out, text, open - text);
      if (value == NULL)
        g_string_append_c (out, '{');
      else
        append_variable (value, out);
      text = value == NULL ? open + 1 : open + 2 + length;
    }
  g_string_append (out, text);
  return NULL;
}

static gboolean
make_string (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (64);
  const M77Json *variable = substitute (self, m77_json_string (form), text);
  const char *id;

  if (variable != NULL)
    *value = m77_json_copy (self->pool, variable);
  else if (text->str[0] == '@')
    {
      gint64 time = platform_demo_time (text->str + 1, self->now, self->at, self->zone);
      g_autofree char *written = NULL;

      if (time == M77_TIME_NONE)
        return fail_form (form, "not a time", error);
      written = m77_time_format (time);
      *value = m77_json_string_new (self->pool, written);
    }
  else if (text->str[0] == '#' && g_ascii_islower (text->str[1]))
    {
      id = self->find_id (self, text->str + 1);
      if (id == NULL)
        return fail_form (form, "no record of that name", error);
      *value = m77_json_string_new (self->pool, id);
    }
  else
    *value = m77_json_string_new_len (self->pool, text->str, text->len);
  return TRUE;
}

static gboolean
make_pick (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  const M77Json *list = find_list (self, form);
  const M77Json *chosen = nth (list, platform_dice_below (&self->dice, m77_json_size (list)));

  return platform_template_make (self, chosen, value, error);
}

static gboolean
make_turn (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  const M77Json *list = find_list (self, form);

  if (m77_json_size (list) == 0)
    return fail_form (form, "nothing to choose from", error);
  return platform_template_make (self,
                                 nth (list, self->index % m77_json_size (list)),
                                 value,
                                 error);
}

static gboolean
make_int (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  gint64 least = 0, most = 0;

  if (!m77_json_int (nth (form, 0), &least) || !m77_json_int (nth (form, 1), &most) || most < least)
    return fail_form (form, "not two whole numbers", error);
  least += (gint64) platform_dice_below (&self->dice, (guint64) (most - least) + 1);
  *value = m77_json_int_new (self->pool, least);
  return TRUE;
}

static gboolean
make_num (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  double least = 0, most = 0;
  gint64 hundredths;

  if (!m77_json_double (nth (form, 0), &least) || !m77_json_double (nth (form, 1), &most))
    return fail_form (form, "not two numbers", error);
  hundredths = (gint64) (least * 100) +
               (gint64) platform_dice_below (&self->dice, (guint64) ((most - least) * 100) + 1);
  *value = m77_json_double_new (self->pool, (double) hundredths / 100);
  return TRUE;
}

static gboolean
make_spread (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  const char *from = m77_json_string (nth (form, 0));
  const char *to = m77_json_string (nth (form, 1));
  gint64 first, last, step, uneven;

  if (from == NULL || to == NULL || !m77_duration_parse (from, &first) ||
      !m77_duration_parse (to, &last))
    return fail_form (form, "not two durations", error);
  step = (last - first) / (gint64) MAX (self->count, 1);
  uneven = (gint64) platform_dice_below (&self->dice, (guint64) ABS (step) + 1);
  first += step * (gint64) self->index + (step < 0 ? -uneven : uneven);
  *value = m77_json_int_new (self->pool, first);
  return TRUE;
}

static gboolean
make_some (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  gint64 percent = 0;

  if (!m77_json_int (nth (form, 0), &percent))
    return fail_form (form, "no percentage", error);
  if ((gint64) platform_dice_below (&self->dice, 100) >= percent)
    return TRUE;
  return platform_template_make (self, nth (form, 1), value, error);
}

static gboolean
make_case (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *subject = m77_json_string (nth (form, 0));
  const M77Json *variable, *chosen;

  if (subject == NULL)
    return fail_form (form, "no text to choose by", error);
  variable = substitute (self, subject, text);
  if (variable != NULL)
    append_variable (variable, text);
  chosen = m77_json_get (nth (form, 1), text->str);
  if (chosen == NULL)
    chosen = m77_json_get (nth (form, 1), "*");
  return chosen == NULL || platform_template_make (self, chosen, value, error);
}

static gboolean
make_subset (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  const M77Json *list = find_list (self, nth (form, 1));
  guint64 left = m77_json_size (list);
  gint64 wanted = 0;

  if (!m77_json_int (nth (form, 0), &wanted))
    return fail_form (form, "no number", error);
  *value = m77_json_array_new (self->pool);
  for (const M77Json *each = m77_json_first (list); each != NULL; each = m77_json_next (each))
    if ((gint64) platform_dice_below (&self->dice, left--) < wanted)
      {
        M77Json *element = NULL;

        wanted--;
        if (!platform_template_make (self, each, &element, error))
          return FALSE;
        m77_json_append (*value, element);
      }
  return TRUE;
}

static gboolean
make_add (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  gint64 sum = 0;

  for (const M77Json *each = m77_json_first (form); each != NULL; each = m77_json_next (each))
    {
      M77Json *made = NULL;
      gint64 number = 0;

      if (!platform_template_make (self, each, &made, error))
        return FALSE;
      if (!m77_json_int (made, &number) &&
          !(m77_json_string (made) != NULL && g_ascii_string_to_signed (m77_json_string (made),
                                                                        10,
                                                                        G_MININT64,
                                                                        G_MAXINT64,
                                                                        &number,
                                                                        NULL)))
        return fail_form (form, "not a whole number", error);
      sum += number;
    }
  *value = m77_json_int_new (self->pool, sum);
  return TRUE;
}

static gboolean
make_hex (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 digits = 0;

  if (!m77_json_int (form, &digits) || digits < 1 || digits > 128)
    return fail_form (form, "not 1 to 128 digits", error);
  while ((gint64) text->len < digits)
    g_string_append_printf (text, "%08x", (guint) (platform_dice_next (&self->dice) >> 32));
  g_string_truncate (text, (gsize) digits);
  *value = m77_json_string_new (self->pool, text->str);
  return TRUE;
}

static gboolean
make_uuid (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  g_autofree char *id = platform_template_id (&self->dice, self->at);

  *value = m77_json_string_new (self->pool, id);
  return TRUE;
}

static gboolean
make_sha256 (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  g_autofree char *hash = NULL;
  M77Json *text = NULL;

  if (!platform_template_make (self, form, &text, error))
    return FALSE;
  if (m77_json_string (text) == NULL)
    return fail_form (form, "no text", error);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, m77_json_string (text), -1);
  *value = m77_json_string_new (self->pool, hash);
  return TRUE;
}

static gboolean
make_file (PlatformTemplate *self, const M77Json *form, M77Json **value, GError **error)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  substitute (self, m77_json_string (form) != NULL ? m77_json_string (form) : "", name);
  bytes = platform_template_file (name->str, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  *value = m77_json_string_new_len (self->pool, data, size);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*make) (PlatformTemplate *, const M77Json *, M77Json **, GError **);
} makers[] = {
  { "$pick", make_pick }, { "$turn", make_turn },     { "$int", make_int },
  { "$num", make_num },   { "$spread", make_spread }, { "$some", make_some },
  { "$case", make_case }, { "$subset", make_subset }, { "$hex", make_hex },
  { "$add", make_add },   { "$uuid", make_uuid },     { "$sha256", make_sha256 },
  { "$file", make_file },
};

static gboolean
make_children (PlatformTemplate *self, const M77Json *form, M77Json *value, GError **error)
{
  for (const M77Json *each = m77_json_first (form); each != NULL; each = m77_json_next (each))
    {
      M77Json *child = NULL;

      if (!platform_template_make (self, each, &child, error))
        return FALSE;
      if (child == NULL)
        continue;
      if (m77_json_name (each) == NULL)
        m77_json_append (value, child);
      else
        m77_json_set (self->pool, value, m77_json_name (each), child);
    }
  return TRUE;
}

gboolean
platform_template_make (PlatformTemplate *self,
                        const M77Json *form,
                        M77Json **value,
                        GError **error)
{
  const M77Json *only = m77_json_size (form) == 1 ? m77_json_first (form) : NULL;
  const char *name = only == NULL ? NULL : m77_json_name (only);

  *value = NULL;
  if (m77_json_is (form, M77_JSON_STRING))
    return make_string (self, form, value, error);
  if (name != NULL && name[0] == '$')
    {
      for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
        if (g_str_equal (name, makers[i].name))
          return makers[i].make (self, only, value, error);
      return fail_form (form, "nobody makes that", error);
    }
  if (m77_json_is (form, M77_JSON_ARRAY))
    *value = m77_json_array_new (self->pool);
  else if (m77_json_is (form, M77_JSON_OBJECT))
    *value = m77_json_object_new (self->pool);
  else
    {
      *value = m77_json_copy (self->pool, form);
      return TRUE;
    }
  return make_children (self, form, *value, error);
}

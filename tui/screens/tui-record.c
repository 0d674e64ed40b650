/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"
#include "shared/model/m77-value.h"

gboolean
tui_record_from_row (TuiRecord *self, M77Row *row)
{
  if (row == NULL || !m77_row_is_loaded (row))
    return FALSE;
  *self = (TuiRecord){
    .kind = m77_kind_find (m77_row_kind (row)),
    .kind_name = m77_row_kind (row),
    .id = m77_row_id (row),
    .state = m77_row_state (row),
    .pending = m77_row_pending_action (row),
    .doc = m77_row_doc (row),
    .version = m77_row_version (row),
    .updated_at = m77_row_updated_at (row),
    .local_number = m77_row_local_number (row),
  };
  return TRUE;
}

gboolean
tui_record_from_json (TuiRecord *self, const M77Json *row)
{
  const M77Json *pending = m77_json_get (row, "pending_action");
  const char *updated = m77_json_get_string (row, "updated_at");

  *self = (TuiRecord){
    .kind_name = m77_json_get_string (row, "kind"),
    .id = m77_json_get_string (row, "id"),
    .state = m77_json_get_string (row, "state"),
    .pending = m77_json_is (pending, M77_JSON_OBJECT) ? pending : NULL,
    .doc = m77_json_get (row, "doc"),
    .version = m77_json_get_int (row, "version", 0),
    .updated_at = updated != NULL ? m77_time_parse (updated) : M77_TIME_NONE,
    .local_number = (guint) m77_json_get_int (row, "local_number", 0),
  };
  if (self->kind_name == NULL || self->id == NULL)
    return FALSE;
  self->kind = m77_kind_find (self->kind_name);
  return TRUE;
}

char *
tui_record_name (const TuiRecord *self)
{
  return m77_record_key (self->kind, self->doc, self->id, self->local_number);
}

char *
tui_record_short_key (const TuiRecord *self)
{
  char *key = tui_record_name (self);
  const char *prefix = self->kind != NULL ? self->kind->number_prefix : NULL;
  gsize length = prefix != NULL ? strlen (prefix) : 0;

  if (length > 0 && g_str_has_prefix (key, prefix) && key[length] == '-')
    memmove (key, key + length + 1, strlen (key + length + 1) + 1);
  return key;
}

char *
tui_record_title (const TuiRecord *self)
{
  return m77_record_title (self->kind, self->doc, self->id);
}

const char *
tui_record_environment (const TuiRecord *self)
{
  return m77_json_get_string (self->doc, "environment");
}

char *
tui_record_place (const TuiRecord *self)
{
  const char *environment = tui_record_environment (self);
  const char *region = m77_json_get_string (self->doc, "region");
  const char *brief = environment;

  if (environment == NULL)
    return g_strdup ("-");
  if (g_str_equal (environment, "production"))
    brief = "prod";
  else if (g_str_equal (environment, "development"))
    brief = "dev";
  else if (g_str_equal (environment, "testing"))
    brief = "test";
  if (region == NULL || *region == '\0')
    return g_strdup (brief);
  if (g_str_equal (environment, "staging"))
    brief = "stag";
  return g_strdup_printf ("%s-%s", brief, region);
}

char *
tui_age (gint64 instant, gint64 now)
{
  g_autofree char *age = m77_time_age (instant, now);

  if (*age == '-')
    return g_strdup_printf (_ ("in %s"), age + 1);
  return g_steal_pointer (&age);
}

char *
tui_age_of (const M77Json *doc, const char *field, gint64 now)
{
  const char *text = m77_json_get_string (doc, field);

  return tui_age (text != NULL ? m77_time_parse (text) : M77_TIME_NONE, now);
}

const char *
tui_label (const char *label)
{
  return label != NULL && *label != '\0' ? g_dgettext (GETTEXT_PACKAGE, label) : "";
}

TuiStyle
tui_value_style (const char *name)
{
  static const TuiStyle styles[] = {
    [M77_TONE_PLAIN] = TUI_PLAIN, [M77_TONE_ALARM] = TUI_BAD | TUI_BOLD,
    [M77_TONE_BAD] = TUI_BAD,     [M77_TONE_WARN] = TUI_WARN,
    [M77_TONE_DIM] = TUI_DIM,
  };

  return styles[m77_value_tone (name)];
}

char *
tui_value_brief (const M77Field *field, const char *name)
{
  const M77Value *value = name != NULL ? m77_field_value (field, name) : NULL;

  if (value == NULL)
    return g_strdup (name != NULL ? name : "-");
  return g_strdup (value->brief != NULL ? value->brief : tui_label (value->label));
}

static char *
time_cell (const M77Field *field, const M77Json *value, const TuiMoment *moment, TuiStyle *style)
{
  gint64 instant = m77_json_string (value) != NULL ? m77_time_parse (m77_json_string (value))
                                                   : M77_TIME_NONE;

  if (g_str_has_suffix (field->name, "_due") && instant != M77_TIME_NONE &&
      instant < moment->now + 300000)
    *style = TUI_WARN;
  if (instant == M77_TIME_NONE)
    return g_strdup ("-");
  if (g_str_has_suffix (field->name, "_due") && instant < moment->now)
    {
      g_autofree char *late = tui_age (instant, moment->now);

      return g_strdup_printf ("%s!", late);
    }
  return tui_age (instant, moment->now);
}

char *
tui_value_text (const M77Field *field, const M77Json *value, const TuiMoment *moment)
{
  g_autoptr (M77JsonPool) pool = NULL;
  const M77Json *masked = NULL;

  if (moment->mask != NULL)
    {
      pool = m77_json_pool_new ();
      masked = m77_mask_value (moment->mask, pool, field, value);
    }
  if (masked != NULL && (field->flags & M77_FIELD_PERSONAL) && m77_json_string (masked) != NULL)
    return g_strdup (m77_json_string (masked));
  return m77_value_to_text (field, masked != NULL ? masked : value, moment->now, moment->zone);
}

static gboolean
is_masked (const M77Field *field, const M77Json *value, const TuiMoment *moment)
{
  return moment->mask != NULL && (field->flags & M77_FIELD_PERSONAL) != 0 &&
         field->type != M77_TYPE_MAP && field->type != M77_TYPE_LOG &&
         field->type != M77_TYPE_JSON && !m77_json_is_null (value);
}

/* A list's rows do not have it, but an id tells when it was made. */
static gint64
created_at (const TuiRecord *self)
{
  gint64 at = m77_id_time (self->id);

  return at >= 0 ? at : M77_TIME_NONE;
}

char *
tui_record_cell (const TuiRecord *self,
                 const M77Field *field,
                 const TuiMoment *moment,
                 TuiStyle *style)
{
  const M77Json *value = m77_json_get (self->doc, field->name);
  g_autofree char *text = NULL;

  if (self->kind != NULL && g_strcmp0 (self->kind->key_field, field->name) == 0)
    return tui_record_short_key (self);
  if (is_masked (field, value, moment))
    return g_strdup (M77_MASKED);
  if (g_str_equal (field->name, "updated_at"))
    return tui_age (self->updated_at, moment->now);
  if (g_str_equal (field->name, "created_at"))
    return tui_age (created_at (self), moment->now);
  if (g_str_equal (field->name, "environment"))
    {
      if (g_strcmp0 (m77_json_string (value), "production") == 0)
        *style = TUI_BOLD;
      return tui_record_place (self);
    }

  switch (field->type)
    {
    case M77_TYPE_TIME:
      return time_cell (field, value, moment, style);
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      *style = tui_value_style (m77_json_string (value));
      return tui_value_brief (field, m77_json_string (value));
    case M77_TYPE_MAP:
    case M77_TYPE_LOG:
    case M77_TYPE_JSON:
      return m77_json_is_null (value) ? g_strdup ("-")
                                      : g_strdup_printf ("%u", m77_json_size (value));
    default:
      break;
    }

  text = m77_json_is_null (value) ? NULL : tui_value_text (field, value, moment);
  return text == NULL || *text == '\0' ? g_strdup ("-") : g_steal_pointer (&text);
}

TuiGlyph
tui_state_glyph (const char *state, const M77Json *pending, TuiStyle *style)
{
  static const struct
  {
    const char *state;
    TuiGlyph glyph;
    TuiStyle style;
  } glyphs[] = {
    { "pending", TUI_GLYPH_PENDING, TUI_MINE },
    { "waiting", TUI_GLYPH_WAITING, TUI_MINE },
    { "held", TUI_GLYPH_HELD, TUI_WARN | TUI_BOLD },
    { "conflict", TUI_GLYPH_CONFLICT, TUI_CONFLICT | TUI_BOLD },
    { "rejected", TUI_GLYPH_REJECTED, TUI_BAD | TUI_BOLD },
  };
  const char *action = m77_json_get_string (pending, "state");

  if (g_strcmp0 (action, "queued") == 0 &&
      (state == NULL || g_str_equal (state, "clean") || g_str_equal (state, "pending")))
    {
      *style = TUI_MINE;
      return TUI_GLYPH_QUEUED;
    }
  for (guint i = 0; i < G_N_ELEMENTS (glyphs); i++)
    if (g_strcmp0 (glyphs[i].state, state) == 0)
      {
        *style = glyphs[i].style;
        return glyphs[i].glyph;
      }
  return TUI_N_GLYPHS;
}

char *
tui_pending_words (const M77Json *pending)
{
  const char *action = m77_json_get_string (pending, "action");
  const char *state = m77_json_get_string (pending, "state");

  if (action == NULL || state == NULL)
    return NULL;
  if (g_str_equal (action, "acknowledge"))
    action = _ ("ack");
  if (g_str_equal (state, "held"))
    return g_strdup_printf (_ ("%s HELD"), action);
  if (g_str_equal (state, "rejected"))
    return g_strdup_printf (_ ("%s REJECTED"), action);
  return g_strdup_printf (_ ("%s queued"), action);
}

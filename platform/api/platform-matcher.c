/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-matcher"

#include "config.h"

#include "platform/api/platform-matcher.h"

#include <string.h>

/* Steps of PCRE, a millisecond or so; what people write takes a few hundred. Only at the very
 * start of a pattern may they be said. */
#define STEPS_MOST "(*LIMIT_MATCH=20000)"

typedef struct
{
  char *name, *value;
  gboolean negated, is_regex;
  GRegex *regex; /* NULL: none, it cannot be read, or it was given up */
} Matcher;

struct _PlatformMatchers
{
  GArray *all; /* Matcher */
  gboolean is_broken;
};

static void
matcher_clear (gpointer data)
{
  Matcher *matcher = data;

  g_free (matcher->name);
  g_free (matcher->value);
  g_clear_pointer (&matcher->regex, g_regex_unref);
}

static GRegex *
make_regex (const char *expression)
{
  g_autofree char *pattern = g_strdup_printf (STEPS_MOST "^(?:%s)$", expression);

  return strlen (expression) <= PLATFORM_MATCHER_LONGEST ? g_regex_new (pattern, 0, 0, NULL) : NULL;
}

static gboolean
parse_matcher (const char *text, Matcher *matcher)
{
  gsize name = strcspn (text, "=!~");
  const char *at = text + name;
  gsize length;

  *matcher = (Matcher){ .negated = *at == '!' };
  if (name == 0 || *at == '\0')
    return FALSE;
  at++;
  if (matcher->negated && *at != '=' && *at != '~')
    return FALSE;
  if (matcher->negated)
    matcher->is_regex = *at++ == '~';
  else if (*at == '~')
    {
      matcher->is_regex = TRUE;
      at++;
    }
  length = strlen (at);
  if (length < 2 || at[0] != '"' || at[length - 1] != '"')
    return FALSE;
  matcher->name = g_strndup (text, name);
  matcher->value = g_strndup (at + 1, length - 2);
  if (matcher->is_regex)
    matcher->regex = make_regex (matcher->value);
  return !matcher->is_regex || matcher->regex != NULL;
}

gboolean
platform_matcher_is_valid (const char *text)
{
  Matcher matcher = { NULL };
  gboolean valid = text != NULL && parse_matcher (text, &matcher);

  matcher_clear (&matcher);
  return valid;
}

PlatformMatchers *
platform_matchers_new (const M77Json *matchers)
{
  PlatformMatchers *self = g_new0 (PlatformMatchers, 1);

  self->all = g_array_new (FALSE, TRUE, sizeof (Matcher));
  g_array_set_clear_func (self->all, matcher_clear);
  for (const M77Json *m = m77_json_first (matchers); m != NULL; m = m77_json_next (m))
    {
      Matcher matcher = { NULL };

      if (m77_json_string (m) == NULL || !parse_matcher (m77_json_string (m), &matcher))
        self->is_broken = TRUE;
      g_array_append_val (self->all, matcher);
    }
  return self;
}

void
platform_matchers_free (PlatformMatchers *self)
{
  g_array_unref (self->all);
  g_free (self);
}

static gboolean
fits (PlatformMatchers *self, const Matcher *matcher, const M77Json *alert)
{
  const char *is = m77_json_get_string (m77_json_get (alert, "series"), matcher->name);
  g_autoptr (GError) error = NULL;
  gboolean same;

  if (is == NULL)
    is = m77_json_get_string (alert, matcher->name);
  if (is == NULL)
    is = "";
  if (!matcher->is_regex)
    return g_str_equal (matcher->value, is) != matcher->negated;
  same = g_regex_match_full (matcher->regex, is, -1, 0, 0, NULL, &error);
  self->is_broken |= error != NULL;
  return error == NULL && same != matcher->negated;
}

gboolean
platform_matchers_fit (PlatformMatchers *self, const M77Json *alert)
{
  for (guint i = 0; i < self->all->len && !self->is_broken; i++)
    if (!fits (self, &g_array_index (self->all, Matcher, i), alert))
      return FALSE;
  return self->all->len > 0 && !self->is_broken;
}

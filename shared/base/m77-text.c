/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-text"

#include "config.h"

#include "shared/base/m77-text.h"

#include <string.h>

#define LONGEST_TEXT      (64 * 1024) /* bytes read */
#define MARKS_PER_CELL    2
#define TAB_STOP          8
#define REPLACEMENT       0xfffd
#define DOTTED_CIRCLE     0x25cc /* carries a mark that has no base */
#define FIRST_FLAG_LETTER 0x1f1e6
#define LAST_FLAG_LETTER  0x1f1ff

typedef struct
{
  GString *out;
  gboolean keep_lines;
  guint column;  /* cells in the line so far */
  guint marks;   /* on the last cell */
  gboolean base; /* the last thing written can carry a mark */
} Safe;

/* Bidirectional formatting, which would reorder what stands around it. */
static gboolean
is_bidi (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/* Shows nothing by itself, in some terminals or in all (Unicode's
 * Default_Ignorable_Code_Point, and what else is of type Cf). */
static gboolean
is_invisible (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_FORMAT || c == 0x034f || c == 0x115f || c == 0x1160 ||
         c == 0x17b4 || c == 0x17b5 || (c >= 0x180b && c <= 0x180f) || c == 0x3164 ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xffa0 || (c >= 0xe0000 && c <= 0xe0fff);
}

static gboolean
is_flag_letter (gunichar c)
{
  return c >= FIRST_FLAG_LETTER && c <= LAST_FLAG_LETTER;
}

static guint
char_width (gunichar c)
{
  /* Most of what is measured. */
  if (c < 0x7f)
    return c >= 0x20;
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

static void
put (Safe *self, gunichar c)
{
  g_string_append_unichar (self->out, c);
  self->column += char_width (c);
  self->marks = 0;
  self->base = TRUE;
}

static void
put_code (Safe *self, gunichar c)
{
  gsize before = self->out->len;

  g_string_append_printf (self->out, "<%02X>", c);
  self->column += (guint) (self->out->len - before);
  self->base = FALSE;
}

static void
put_newline (Safe *self)
{
  put (self, self->keep_lines ? '\n' : '\\');
  self->base = FALSE;
  if (self->keep_lines)
    self->column = 0;
}

static void
put_tab (Safe *self)
{
  do
    put (self, ' ');
  while (self->keep_lines && self->column % TAB_STOP != 0);
}

static void
put_mark (Safe *self, gunichar c)
{
  if (!self->base)
    put (self, DOTTED_CIRCLE);
  if (self->marks == MARKS_PER_CELL)
    return;

  g_string_append_unichar (self->out, c);
  self->marks++;
}

static void
put_char (Safe *self, gunichar c)
{
  GUnicodeType type;

  if (c >= 0x20 && c < 0x7f)
    {
      put (self, c);
      return;
    }

  type = g_unichar_type (c);
  if (c == '\n' || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
    put_newline (self);
  else if (c == '\t')
    put_tab (self);
  else if (type == G_UNICODE_CONTROL || is_bidi (c))
    put_code (self, c);
  else if (is_invisible (c))
    return;
  else if (type == G_UNICODE_UNASSIGNED || type == G_UNICODE_SURROGATE)
    put (self, REPLACEMENT);
  else if (g_unichar_iszerowidth (c))
    put_mark (self, c);
  else
    put (self, c);
}

/* The character at `at`; an invalid byte counts as one U+FFFD. */
static gunichar
read_char (const char *at, const char *end, const char **next)
{
  gunichar c = (guchar) *at < 0x80 ? (guchar) *at : g_utf8_get_char_validated (at, end - at);

  if (c >= (gunichar) -2)
    {
      *next = at + 1;
      return REPLACEMENT;
    }

  *next = at + g_unichar_to_utf8 (c, NULL);
  return c;
}

/* Two flag letters would become a flag in some terminals: "[DE]" in all. */
static const char *
put_flag (Safe *self, gunichar first, const char *at, const char *end)
{
  const char *next = at;
  gunichar second = at < end ? read_char (at, end, &next) : 0;

  put (self, '[');
  put (self, 'A' + first - FIRST_FLAG_LETTER);
  if (is_flag_letter (second))
    {
      put (self, 'A' + second - FIRST_FLAG_LETTER);
      at = next;
    }
  put (self, ']');
  return at;
}

/* Where to stop reading: not inside a character that is too long for it. */
static const char *
find_end (const char *text, gssize length)
{
  gsize count = length < 0 ? strnlen (text, LONGEST_TEXT + 1) : (gsize) length;

  if (count <= LONGEST_TEXT)
    return text + count;

  count = LONGEST_TEXT;
  for (guint i = 0; i < 3 && ((guchar) text[count] & 0xc0) == 0x80; i++)
    count--;

  return text + count;
}

static char *
make_safe (const char *text, gssize length, gboolean keep_lines)
{
  const char *end = find_end (text, length);
  Safe self = { .keep_lines = keep_lines };

  self.out = g_string_sized_new ((gsize) (end - text) + 1);
  while (text < end)
    {
      gunichar c = read_char (text, end, &text);

      if (c == '\r' && text < end && *text == '\n')
        continue;
      if (is_flag_letter (c))
        text = put_flag (&self, c, text, end);
      else
        put_char (&self, c);
    }

  return g_string_free (self.out, FALSE);
}

char *
m77_text_safe_line (const char *text, gssize length)
{
  return make_safe (text, length, FALSE);
}

char *
m77_text_safe_lines (const char *text, gssize length)
{
  return make_safe (text, length, TRUE);
}

guint
m77_text_width (const char *safe)
{
  guint cells = 0;

  for (; *safe != '\0'; safe = g_utf8_next_char (safe))
    cells += char_width (g_utf8_get_char (safe));

  return cells;
}

gsize
m77_text_prefix (const char *safe, guint cells, guint *used)
{
  const char *at = safe;
  guint sum = 0;

  while (*at != '\0')
    {
      guint width = char_width (g_utf8_get_char (at));

      if (width > cells - sum)
        break;
      sum += width;
      at = g_utf8_next_char (at);
    }

  if (used != NULL)
    *used = sum;
  return (gsize) (at - safe);
}

char *
m77_text_fit (const char *safe, guint cells, const char *ellipsis)
{
  guint used;
  gsize length = m77_text_prefix (safe, cells, &used);
  GString *out = g_string_sized_new (length + cells);

  if (safe[length] != '\0')
    {
      guint tail = m77_text_width (ellipsis);

      if (tail > cells)
        {
          ellipsis = "";
          tail = 0;
        }
      length = m77_text_prefix (safe, cells - tail, &used);
      g_string_append_len (out, safe, (gssize) length);
      g_string_append (out, ellipsis);
      used += tail;
    }
  else
    g_string_append_len (out, safe, (gssize) length);

  for (; used < cells; used++)
    g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

/* Bytes of the first line of `text`, which ends at `end`; at least one character. */
static gsize
find_break (const char *text, const char *end, guint cells)
{
  gsize length = m77_text_prefix (text, cells, NULL);
  gsize space;

  if (text + length >= end)
    return (gsize) (end - text);

  for (space = length; space > 0 && text[space] != ' '; space--)
    ;
  while (space > 0 && text[space - 1] == ' ')
    space--;
  if (space > 0)
    return space;

  /* One long word, perhaps indented, or a character wider than the line. */
  return length > 0 ? length : (gsize) (g_utf8_next_char (text) - text);
}

static void
wrap_paragraph (GPtrArray *lines, const char *text, const char *end, guint cells)
{
  do
    {
      gsize length = find_break (text, end, cells);

      g_ptr_array_add (lines, g_strndup (text, length));
      text += length;
      while (text < end && *text == ' ')
        text++;
    }
  while (text < end);
}

char **
m77_text_wrap (const char *safe, guint cells)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (;;)
    {
      const char *end = strchrnul (safe, '\n');

      wrap_paragraph (lines, safe, end, cells);
      if (*end == '\0')
        break;
      safe = end + 1;
    }

  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}

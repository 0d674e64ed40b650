/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-journal"

#include "config.h"

#include "agent/store/agent-journal-carve.h"

#include <string.h>

#define PAGE_SIZE     4096 /* of every file that agent-db.c makes */
#define FIRST_HEADER  100  /* bytes ahead of page 1's own header */
#define LEAF_TABLE    0x0d
#define LEAF_HEADER   8
#define LOG_HEADER    32
#define FRAME_HEADER  24
#define LOCAL_MOST    (PAGE_SIZE - 35) /* payload of a cell without overflow pages */
#define LOCAL_LEAST   ((PAGE_SIZE - 12) * 32 / 255 - 23)
#define OVERFLOW_BODY (PAGE_SIZE - 4)

typedef struct
{
  GPtrArray *pages; /* const guint8 *, by page number − 1 */
  GByteArray *payload;
  AgentCarveFunc func;
  gpointer data;
} Carver;

static guint64
read_big_endian (const guint8 *bytes, guint size)
{
  guint64 number = 0;

  for (guint i = 0; i < size; i++)
    number = number << 8 | bytes[i];
  return number;
}

/* A variable-length integer; 0: it does not fit. Answers its bytes. */
static guint
read_varint (const guint8 *bytes, gsize size, guint64 *number)
{
  *number = 0;
  for (guint i = 0; i < MIN (size, 9); i++)
    {
      if (i == 8)
        {
          *number = *number << 8 | bytes[i];
          return 9;
        }
      *number = *number << 7 | (bytes[i] & 0x7f);
      if ((bytes[i] & 0x80) == 0)
        return i + 1;
    }
  return 0;
}

static const guint8 *
find_page (const Carver *self, guint64 number)
{
  return number == 0 || number > self->pages->len ? NULL : self->pages->pdata[number - 1];
}

static void
set_page (GPtrArray *pages, guint64 number, const guint8 *bytes)
{
  if (number == 0 || number > G_MAXINT32 / PAGE_SIZE)
    return;
  if (number > pages->len)
    g_ptr_array_set_size (pages, number);
  pages->pdata[number - 1] = (gpointer) bytes;
}

/* The newest committed copy of each page. */
static GPtrArray *
lay_out_pages (GBytes *file, GBytes *log)
{
  GPtrArray *pages = g_ptr_array_new ();
  g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (const guint8 *));
  gsize size, log_size = 0;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  const guint8 *frames = log == NULL ? NULL : g_bytes_get_data (log, &log_size);

  for (gsize at = 0; at + PAGE_SIZE <= size; at += PAGE_SIZE)
    g_ptr_array_add (pages, (gpointer) (bytes + at));
  for (gsize at = LOG_HEADER; at + FRAME_HEADER + PAGE_SIZE <= log_size;
       at += FRAME_HEADER + PAGE_SIZE)
    {
      const guint8 *frame = frames + at;

      /* Frames of another generation of the log have another salt. */
      if (memcmp (frame + 8, frames + 16, 8) != 0)
        break;
      g_array_append_val (pending, frame);
      if (read_big_endian (frame + 4, 4) == 0)
        continue;
      for (guint i = 0; i < pending->len; i++)
        {
          const guint8 *committed = g_array_index (pending, const guint8 *, i);

          set_page (pages, read_big_endian (committed, 4), committed + FRAME_HEADER);
        }
      g_array_set_size (pending, 0);
    }
  return pages;
}

/* What a value of this serial type holds; FALSE: no such. */
static gboolean
read_value (guint64 type, const guint8 *bytes, gsize left, gsize *size, AgentCarved *value)
{
  static const guint8 sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

  *value = (AgentCarved){ .is_absent = type == 0, .is_text = type >= 12 };
  if (type == 7 || type == 10 || type == 11)
    return FALSE;
  *size = type >= 12 ? (type - 12) / 2 : sizes[type];
  if (*size > left)
    return FALSE;
  value->text = (const char *) bytes;
  value->length = *size;
  if (type == 8 || type == 9)
    value->number = type == 9;
  else if (type > 0 && type < 7)
    value->number = (gint64) (read_big_endian (bytes, *size) << (64 - 8 * *size)) >>
                    (64 - 8 * *size);
  return TRUE;
}

static void
read_record (Carver *self, gint64 rowid, const guint8 *bytes, gsize size)
{
  AgentCarved values[AGENT_CARVE_COLUMNS_MOST];
  guint64 header, type;
  guint n_values = 0;
  gsize at = read_varint (bytes, size, &header);
  gsize body = header;

  if (at == 0 || header > size)
    return;
  while (at < header && n_values < AGENT_CARVE_COLUMNS_MOST)
    {
      guint used = read_varint (bytes + at, header - at, &type);
      gsize length;

      if (used == 0 || !read_value (type, bytes + body, size - body, &length, &values[n_values]))
        return;
      at += used;
      body += length;
      n_values++;
    }
  if (at == header && n_values > 0)
    self->func (rowid, values, n_values, self->data);
}

/* The payload with what is on overflow pages; FALSE: some of it is not there. */
static gboolean
gather_payload (Carver *self, const guint8 *cell, gsize left, gsize size)
{
  gsize fitting = LOCAL_LEAST + (size - LOCAL_LEAST) % OVERFLOW_BODY;
  gsize local = size <= LOCAL_MOST ? size : fitting <= LOCAL_MOST ? fitting : LOCAL_LEAST;
  const guint8 *page;

  g_byte_array_set_size (self->payload, 0);
  if (local + (local < size ? 4 : 0) > left)
    return FALSE;
  g_byte_array_append (self->payload, cell, local);
  if (local == size)
    return TRUE;
  page = find_page (self, read_big_endian (cell + local, 4));
  while (page != NULL)
    {
      g_byte_array_append (self->payload, page + 4, MIN (OVERFLOW_BODY, size - self->payload->len));
      if (self->payload->len == size)
        return TRUE;
      page = find_page (self, read_big_endian (page, 4));
    }
  return FALSE;
}

static void
read_cell (Carver *self, const guint8 *page, gsize at)
{
  guint64 size, rowid;
  guint used = read_varint (page + at, PAGE_SIZE - at, &size);

  if (used == 0 || size == 0 || size > (guint64) self->pages->len * PAGE_SIZE)
    return;
  at += used;
  used = read_varint (page + at, PAGE_SIZE - at, &rowid);
  if (used == 0)
    return;
  at += used;
  if (gather_payload (self, page + at, PAGE_SIZE - at, size))
    read_record (self, (gint64) rowid, self->payload->data, size);
}

static void
read_page (Carver *self, const guint8 *page, gsize header)
{
  guint n_cells = read_big_endian (page + header + 3, 2);

  if (page[header] != LEAF_TABLE)
    return;
  for (guint i = 0; i < n_cells; i++)
    {
      gsize pointer = header + LEAF_HEADER + 2 * i;
      gsize at;

      if (pointer + 2 > PAGE_SIZE)
        return;
      at = read_big_endian (page + pointer, 2);
      if (at < PAGE_SIZE)
        read_cell (self, page, at);
    }
}

void
agent_carve (GBytes *file, GBytes *log, AgentCarveFunc func, gpointer data)
{
  g_autoptr (GPtrArray) pages = lay_out_pages (file, log);
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  Carver self = { pages, payload, func, data };

  for (guint i = 0; i < pages->len; i++)
    if (pages->pdata[i] != NULL)
      read_page (&self, pages->pdata[i], i == 0 ? FIRST_HEADER : 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include "shared/base/m77-json-private.h"

#define FIRST_BLOCK   (16 * 1024)   /* bytes */
#define LARGEST_BLOCK (256 * 1024)  /* bytes, unless one value needs more */
#define KEPT_BY_RESET (1024 * 1024) /* bytes */

M77JsonPool *
m77_json_pool_new (void)
{
  return g_new0 (M77JsonPool, 1);
}

static void
free_blocks (M77JsonBlock *block)
{
  while (block != NULL)
    {
      M77JsonBlock *next = block->next;

      g_free (block);
      block = next;
    }
}

void
m77_json_pool_reset (M77JsonPool *pool)
{
  M77JsonBlock *block, *next;
  gsize kept = 0;

  for (block = pool->spare; block != NULL; block = block->next)
    kept += block->size;

  for (block = pool->used; block != NULL; block = next)
    {
      next = block->next;
      if (kept + block->size <= KEPT_BY_RESET)
        {
          kept += block->size;
          block->next = pool->spare;
          pool->spare = block;
        }
      else
        g_free (block);
    }

  pool->used = NULL;
  pool->free = pool->end = NULL;
}

void
m77_json_pool_free (M77JsonPool *pool)
{
  if (pool == NULL)
    return;

  free_blocks (pool->used);
  free_blocks (pool->spare);
  g_free (pool);
}

/* What is left of the block in use is given up: blocks are large beside values. */
gpointer
m77_json_pool_grow (M77JsonPool *pool, gsize size)
{
  M77JsonBlock *block = pool->spare;

  if (block != NULL && block->size >= size)
    pool->spare = block->next;
  else
    {
      gsize doubled = pool->used != NULL ? pool->used->size * 2 : FIRST_BLOCK;
      gsize room = MAX (size, MIN (doubled, LARGEST_BLOCK));

      block = g_malloc (sizeof *block + room);
      block->size = room;
    }

  block->next = pool->used;
  pool->used = block;
  pool->free = (char *) (block + 1) + size;
  pool->end = (char *) (block + 1) + block->size;
  return block + 1;
}

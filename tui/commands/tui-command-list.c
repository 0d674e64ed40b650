/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"
#include "tui/commands/tui-rows.h"
#include "tui/commands/tui-view.h"

#define LIMIT_USUAL 100
#define PAGE        1000 /* rows of one answer */

typedef struct
{
  TuiContext *context;
  const char *kind, *sort;
  char *filter;
  const M77Kind *table; /* NULL: unknown to this version */
  TuiRows *rows;        /* of a text; NULL: JSON */
  gint64 total;
  guint printed;
  char *next; /* where to go on; "" at the end */
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->rows, tui_rows_free);
  g_free (list->next);
  g_free (list->filter);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static guint
count_rows (const char *rows)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  return m77_json_size (m77_json_parse (pool, rows, -1, NULL));
}

/* The elements of an array's text, between what was printed before and will be after. */
static void
print_page (List *list, const char *rows, guint n)
{
  gsize length = strlen (rows);

  if (n == 0 || length < 2)
    return;
  if (list->printed > 0)
    putchar (',');
  fwrite (rows + 1, 1, length - 2, stdout);
}

static gboolean
take_page (List *list, const char *rows, guint *n, GError **error)
{
  const M77Json *value;

  if (list->rows == NULL)
    {
      *n = count_rows (rows);
      print_page (list, rows, *n);
      return TRUE;
    }

  value = tui_context_parse (list->context, rows, error);
  *n = m77_json_size (value);
  for (const M77Json *row = m77_json_first (value); row != NULL; row = m77_json_next (row))
    tui_rows_add (list->rows, row);
  return value != NULL;
}

/* All pages up to the limit (0: none). */
static gboolean
read_pages (List *list, guint limit, GError **error)
{
  TuiContext *self = list->context;

  do
    {
      guint page = limit == 0 ? PAGE : MIN (limit - list->printed, PAGE);
      g_autofree char *after = g_steal_pointer (&list->next);
      g_autofree char *rows = NULL;
      gint64 total;
      guint n;

      if (!m77_agent1_call_list_sync (self->agent,
                                      list->kind,
                                      list->filter,
                                      list->sort,
                                      page,
                                      after,
                                      m77_client_least (self->client),
                                      &rows,
                                      &total,
                                      &list->next,
                                      NULL,
                                      error))
        return FALSE;
      if (list->printed == 0 && list->rows == NULL)
        {
          list->total = total;
          printf ("{\"kind\":");
          tui_print_json_string (list->kind);
          if (total >= 0)
            printf (",\"total\":%" G_GINT64_FORMAT ",\"rows\":[", total);
          else
            printf (",\"total\":null,\"rows\":[");
        }
      if (!take_page (list, rows, &n, error))
        return FALSE;
      list->total = total;
      list->printed += n;
      if (n == 0)
        break;
    }
  while (*list->next != '\0' && (limit == 0 || list->printed < limit));

  return TRUE;
}

static void
print_end (List *list)
{
  TuiContext *self = list->context;

  if (list->rows == NULL)
    {
      printf ("],\"next\":");
      if (*list->next != '\0')
        tui_print_json_string (list->next);
      else
        printf ("null");
      puts ("}");
      return;
    }

  tui_rows_print (list->rows);
  if (list->printed == 0)
    tui_print_notice (self, _ ("none: how fresh that is, m77 status tells"));
  else if (*list->next != '\0' && list->total >= 0)
    tui_print_notice (self,
                      _ ("%u of %u: --limit N for more, --limit 0 for all"),
                      list->printed,
                      (guint) list->total);
  else if (*list->next != '\0')
    tui_print_notice (self, _ ("there is more: --limit N, or --limit 0 for all"));
}

static char *
join_columns (const M77View *view, const M77Kind *kind)
{
  g_autoptr (GArray) columns = m77_view_shown_columns (view, kind);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (out,
                            "%s%s",
                            i > 0 ? "," : "",
                            g_array_index (columns, M77ViewColumn, i).field);
  return g_string_free (out, FALSE);
}

/* What was typed goes before what a saved view says; filters of both must hold. *columns is the
 * context's. */
static gboolean
read_query (List *list, const char **columns, GError **error)
{
  TuiContext *self = list->context;
  const char *name = tui_context_option (self, "view");
  const char *kind = tui_context_word (self, 0);
  const char *filter = tui_context_word (self, 1);
  g_autoptr (M77Views) views = NULL;
  g_autofree char *joined = NULL;
  const M77View *view;

  *columns = tui_context_option (self, "columns");
  list->sort = tui_context_option (self, "sort");
  list->sort = list->sort != NULL ? list->sort : "";
  if (name == NULL && kind == NULL)
    return tui_context_misused (error, _ ("of which kind? m77 list KIND, or --view NAME"));
  if (name == NULL)
    {
      list->kind = tui_context_kind (kind, &list->table);
      list->filter = g_strdup (filter != NULL ? filter : "");
      return TRUE;
    }
  views = tui_view_open_all (self, error);
  view = views != NULL ? tui_view_find (views, name, error) : NULL;
  if (view == NULL || !m77_view_check (view, error))
    return FALSE;
  list->table = m77_kind_find (view->kind);
  list->kind = list->table->name;
  if (kind != NULL && m77_kind_find (kind) != list->table)
    return tui_context_misused (error, _ ("%s is a view of %s"), name, list->kind);
  list->filter = g_strstrip (g_strjoin (" ", view->filter, filter, NULL));
  joined = join_columns (view, list->table);
  if (*columns == NULL)
    *columns = m77_json_string (m77_json_string_new (self->pool, joined));
  if (*list->sort == '\0' && view->sort != NULL)
    list->sort = m77_json_string (m77_json_string_new (self->pool, view->sort));
  return TRUE;
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *columns;
  const char *after = tui_context_option (self, "after");
  gint64 limit = LIMIT_USUAL;
  g_auto (List) list = { .context = self, .total = -1 };

  list.next = g_strdup (after != NULL ? after : "");
  if (!tui_context_number (self, "limit", &limit, error) || !read_query (&list, &columns, error))
    return FALSE;
  /* Also for JSON, which has all fields: a wrong column is wrong there too. */
  list.rows = tui_rows_new (self, list.table, columns, error);
  if (list.rows == NULL)
    return FALSE;
  if (self->json)
    g_clear_pointer (&list.rows, tui_rows_free);
  if ((self->client == NULL && !tui_context_connect (self, error)) ||
      !read_pages (&list, (guint) limit, error))
    return FALSE;

  print_end (&list);
  return TRUE;
}

static const TuiOption options[] = {
  { "sort", "F", N_ ("Fields in order, - before one turns it round: severity,-started_at") },
  { "limit", "N", N_ ("At most so many rows (100); 0 for all") },
  { "after", "CURSOR", N_ ("Go on after this: \"next\" of an earlier answer") },
  { "columns", "A,B", N_ ("These fields instead of the usual ones") },
  { "view", "NAME", N_ ("As a saved view has it (m77 view); KIND may be left out") },
  { NULL },
};

const TuiCommand tui_command_list = {
  .name = "list",
  .synopsis = "KIND [FILTER] [--sort F] [--limit N] [--after CURSOR] [--columns A,B] [--view NAME]",
  .summary = N_ ("Records of a kind that a filter finds"),
  .help = N_ ("The filter is one word, quoted: m77 list incident 'is:open severity<=sev2 -lead:*'"),
  .options = options,
  .words_most = 2,
  .run = run,
};

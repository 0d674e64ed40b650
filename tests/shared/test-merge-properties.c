/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-merge"

#include "config.h"

#include <stdlib.h>

#include "shared/model/m77-merge.h"
#include "tests/shared/merge-oracle.h"
#include "tests/shared/random-doc.h"

/* What must hold of every merge, over random edits of random documents of every kind. A failure
 * prints the seed of its case and the smallest case it found; M77_MERGE_SEED replays one. */

#define CASES 4000

typedef struct
{
  M77JsonPool *pool;
  const M77Kind *kind;
  M77Json *base;
  M77Json *my_patch, *my_elements;
  M77Json *their_patch, *their_elements;
  gboolean is_junk;
} Case;

typedef struct
{
  const M77Json *mine, *theirs; /* whole documents */
  M77MergeResult result;
} Meeting;

static void
meeting_clear (Meeting *self)
{
  m77_merge_result_clear (&self->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Meeting, meeting_clear)

static void
merge_edit (M77MergeResult *result,
            const Case *c,
            const M77Json *base,
            const M77Json *theirs,
            const M77Json *patch,
            const M77Json *elements)
{
  m77_merge (result,
             c->pool,
             c->kind,
             m77_edit_base (c->pool, base, patch, elements),
             theirs,
             patch,
             elements);
}

static Meeting
meet (const Case *c)
{
  Meeting m = { oracle_apply (c->pool, c->base, c->my_patch, c->my_elements),
                oracle_apply (c->pool, c->base, c->their_patch, c->their_elements),
                { 0 } };

  merge_edit (&m.result, c, c->base, m.theirs, c->my_patch, c->my_elements);
  return m;
}

static gboolean
asks (const M77MergeResult *result, const char *name)
{
  for (guint i = 0; i < result->overlaps->len; i++)
    if (g_str_equal (g_ptr_array_index (result->overlaps, i), name))
      return TRUE;
  return FALSE;
}

/* Of every field, or of those that are not by the later applied. */
static gboolean
same_docs (const M77Kind *kind, const M77Json *a, const M77Json *b, gboolean with_last)
{
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    if ((with_last || m77_field_merge (field) != M77_MERGE_LAST) &&
        !oracle_same_value (field, m77_json_get (a, field->name), m77_json_get (b, field->name)))
      return FALSE;
  return TRUE;
}

static gboolean
is_valid (const M77Kind *kind, const M77Json *doc)
{
  g_autoptr (GPtrArray) faults = m77_validate_doc (kind, doc);

  return faults == NULL;
}

static const char *
base_is_theirs (const Case *c)
{
  const M77Json *mine = oracle_apply (c->pool, c->base, c->my_patch, c->my_elements);
  g_auto (M77MergeResult) result = { 0 };

  merge_edit (&result, c, c->base, c->base, c->my_patch, c->my_elements);
  if (result.overlaps->len > 0)
    return "asks though nobody else changed anything";
  if (!same_docs (c->kind, result.merged, mine, TRUE))
    return "a merge with the base is not mine";
  return NULL;
}

static const char *
base_is_mine (const Case *c)
{
  const M77Json *theirs = oracle_apply (c->pool, c->base, c->their_patch, c->their_elements);
  g_auto (M77MergeResult) result = { 0 };

  merge_edit (&result, c, c->base, theirs, NULL, NULL);
  if (result.overlaps->len > 0 || result.patch != NULL || result.elements != NULL)
    return "an empty edit leaves something to do";
  if (!m77_json_equal (result.merged, theirs))
    return "a merge of nothing is not theirs";
  return NULL;
}

static const char *
both_did_the_same (const Case *c)
{
  const M77Json *mine = oracle_apply (c->pool, c->base, c->my_patch, c->my_elements);
  g_auto (M77MergeResult) result = { 0 };

  merge_edit (&result, c, c->base, mine, c->my_patch, c->my_elements);
  if (result.overlaps->len > 0)
    return "equal edits conflict";
  if (result.patch != NULL || result.elements != NULL)
    return "equal edits leave something to do";
  if (!m77_json_equal (result.merged, mine))
    return "equal edits change something";
  return NULL;
}

static const char *
check_text (const M77Json *base, const M77Json *theirs, const M77Json *mine, const M77Json *merged)
{
  if (m77_json_string (base) != NULL)
    return oracle_lines_fault (m77_json_string (base),
                               m77_json_string (theirs),
                               m77_json_string (mine),
                               m77_json_string (merged));
  for (const M77Json *m = m77_json_first (merged); m != NULL; m = m77_json_next (m))
    if (m77_json_get (theirs, m77_json_name (m)) == NULL &&
        m77_json_get (mine, m77_json_name (m)) == NULL)
      return "a member nobody wrote";
  return NULL;
}

/* Field by field what the oracle says; it may ask besides where a rule would be broken. */
static const char *
as_the_oracle (const Case *c)
{
  g_auto (Meeting) m = meet (c);

  for (const M77Field *field = c->kind->fields; field->name != NULL; field++)
    {
      const M77Json *base = m77_json_get (c->base, field->name);
      const M77Json *theirs = m77_json_get (m.theirs, field->name);
      const M77Json *mine = m77_json_get (m.mine, field->name);
      const M77Json *merged = m77_json_get (m.result.merged, field->name);
      const M77Json *expected;
      OracleVerdict verdict = oracle_field (c->pool, field, base, theirs, mine, &expected);

      if (asks (&m.result, field->name))
        {
          g_autoptr (M77Fault) fault = m77_validate_value (c->kind, field, expected);

          if (!oracle_same_value (field, merged, theirs))
            return "a field that asks is not as theirs";
          if (verdict == ORACLE_VALUE && fault == NULL && !g_str_has_suffix (field->name, "s_at"))
            return "asks without need";
          continue;
        }
      if (verdict == ORACLE_ASKS)
        return "does not ask where it must";
      if (verdict == ORACLE_VALUE && !oracle_same_value (field, merged, expected))
        return "not the value the rule gives";
      if (verdict == ORACLE_TEXT && check_text (base, theirs, mine, merged) != NULL)
        return check_text (base, theirs, mine, merged);
    }
  return NULL;
}

static const char *
order_does_not_matter (const Case *c)
{
  Case turned = { c->pool,           c->kind,     c->base,       c->their_patch,
                  c->their_elements, c->my_patch, c->my_elements };
  g_auto (Meeting) m = meet (c);
  g_auto (Meeting) other = meet (&turned);

  if (m.result.overlaps->len == 0 && other.result.overlaps->len == 0 &&
      !same_docs (c->kind, m.result.merged, other.result.merged, FALSE))
    return "the order of two edits matters";
  return NULL;
}

/* What is left to send gives the result, and once it is there nothing is left. */
static const char *
again_changes_nothing (const Case *c)
{
  g_auto (Meeting) m = meet (c);
  g_auto (M77MergeResult) again = { 0 };
  const M77Json *sent = oracle_apply (c->pool, m.theirs, m.result.patch, m.result.elements);

  if (!same_docs (c->kind, sent, m.result.merged, TRUE))
    return "what is left to send does not make the result";
  merge_edit (&again, c, m.theirs, m.result.merged, m.result.patch, m.result.elements);
  if (again.overlaps->len > 0 || again.patch != NULL || again.elements != NULL)
    return "merged again, something is left to do";
  return NULL;
}

static const char *
stays_valid (const Case *c)
{
  g_auto (Meeting) m = meet (c);

  if (!is_valid (c->kind, m.result.merged))
    return "three valid documents merge into one that is not";
  return NULL;
}

/* Any JSON in any place has a result. */
static const char *
takes_anything (const Case *c)
{
  g_auto (M77MergeResult) result = { 0 };

  m77_merge (&result, c->pool, c->kind, c->base, c->their_patch, c->my_patch, c->my_elements);
  if (result.merged == NULL || result.overlaps == NULL)
    return "no result";
  if (!m77_json_equal (result.merged,
                       m77_edit_apply (c->pool,
                                       c->their_patch,
                                       result.patch,
                                       result.elements,
                                       NULL)))
    return "what is left to send does not make the result";
  return NULL;
}

typedef const char *(*Property) (const Case *c);

/* Junk, or two edits that each keep the rules. */
static gboolean
is_fair (const Case *c)
{
  return c->is_junk ||
         (is_valid (c->kind, c->base) &&
          is_valid (c->kind, oracle_apply (c->pool, c->base, c->my_patch, c->my_elements)) &&
          is_valid (c->kind, oracle_apply (c->pool, c->base, c->their_patch, c->their_elements)));
}

/* The case without each member that it fails without as well. */
static void
shrink (Case *c, Property property)
{
  M77Json **parts[] = {
    &c->my_patch, &c->my_elements, &c->their_patch, &c->their_elements, &c->base
  };
  gboolean smaller = TRUE;

  while (smaller)
    {
      smaller = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        for (const M77Json *m = m77_json_first (*parts[i]); m != NULL; m = m77_json_next (m))
          {
            M77Json *whole = *parts[i];

            *parts[i] = m77_json_copy (c->pool, whole);
            m77_json_remove (*parts[i], m77_json_name (m));
            smaller = is_fair (c) && property (c) != NULL;
            if (smaller)
              break;
            *parts[i] = whole;
          }
    }
}

static void
check (Case *c, Property property, guint32 seed)
{
  const char *fault = property (c);

  if (fault == NULL)
    return;
  shrink (c, property);
  g_test_message ("kind %s\nbase %s\nmine %s %s\ntheirs %s %s",
                  c->kind != NULL ? c->kind->name : "unknown",
                  m77_json_to_text (c->base),
                  m77_json_to_text (c->my_patch),
                  m77_json_to_text (c->my_elements),
                  m77_json_to_text (c->their_patch),
                  m77_json_to_text (c->their_elements));
  g_error ("%s; M77_MERGE_SEED=%u replays it", property (c), seed);
}

static void
draw_edits (Case *c, RandomDoc *draw)
{
  c->base = random_doc (draw, c->kind);
  do
    {
      draw->writer = 'm';
      random_edit (draw, c->kind, c->base, &c->my_patch, &c->my_elements);
      draw->writer = 't';
      random_edit (draw, c->kind, c->base, &c->their_patch, &c->their_elements);
    }
  while (!is_fair (c));
}

/* Any JSON in place of some fields. */
static void
put_junk (Case *c, RandomDoc *draw)
{
  M77Json *const places[] = { c->my_patch, c->my_elements, c->their_patch, c->base };

  for (int i = random_below (draw, 4); i >= 0; i--)
    {
      M77Json *place = places[random_below (draw, G_N_ELEMENTS (places))];
      const M77Field *field = &c->kind->fields[0];

      for (int n = random_below (draw, 12); n > 0 && field[1].name != NULL; n--)
        field++;
      m77_json_set (c->pool, place, field->name, random_junk (draw, 3));
    }
}

static void
run_case (guint32 seed, gboolean junk)
{
  static const Property properties[] = {
    base_is_theirs,        base_is_mine,          both_did_the_same, as_the_oracle,
    order_does_not_matter, again_changes_nothing, stays_valid,
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  RandomDoc draw = { pool, rand, 'b', 0, 0 };
  Case c = { .pool = pool };
  guint n_kinds = 0;

  while (m77_kinds ()[n_kinds] != NULL)
    n_kinds++;
  c.kind = m77_kinds ()[random_below (&draw, (int) n_kinds)];
  draw.focus = random_below (&draw, 64);
  draw_edits (&c, &draw);
  c.is_junk = junk;
  if (junk)
    {
      put_junk (&c, &draw);
      check (&c, takes_anything, seed);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    check (&c, properties[i], seed);
}

static void
test_random (gconstpointer junk)
{
  const char *replay = g_getenv ("M77_MERGE_SEED");

  if (replay != NULL)
    {
      run_case ((guint32) strtoul (replay, NULL, 10), junk != NULL);
      return;
    }
  for (int i = 0; i < CASES; i++)
    run_case ((guint32) g_test_rand_int (), junk != NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/merge/properties", NULL, test_random);
  g_test_add_data_func ("/merge/properties/junk", "junk", test_random);
  return g_test_run ();
}

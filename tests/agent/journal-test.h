/* journal-test.h: a test of the journal alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tests/agent/journal-fixture.h"

#define RECORD  "0190f3a1-0000-7000-8000-000000000001"
#define RECORD2 "0190f3a1-0000-7000-8000-000000000002"

static inline void
journal_test_begin (JournalFixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture);
}

static inline void
journal_test_end (JournalFixture *fixture, gconstpointer data)
{
  fixture_tear_down (fixture);
}

/* The numbers of these, which it frees: "1 2". */
static inline void
journal_assert_seqs (GPtrArray *operations, const char *expected)
{
  g_autoptr (GString) seqs = g_string_new (NULL);

  g_assert_nonnull (operations);
  for (guint i = 0; i < operations->len; i++)
    g_string_append_printf (seqs,
                            "%s%" G_GINT64_FORMAT,
                            i == 0 ? "" : " ",
                            ((AgentOperation *) operations->pdata[i])->seq);
  g_assert_cmpstr (seqs->str, ==, expected);
  g_ptr_array_unref (operations);
}

#define JOURNAL_TEST(name, func)                                                                   \
  g_test_add ("/journal/" name, JournalFixture, NULL, journal_test_begin, func, journal_test_end)

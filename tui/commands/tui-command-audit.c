/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"

static void
print_platform (TuiContext *self, const M77Json *platform)
{
  gint64 compared = m77_json_get_int (platform, "compared", 0);

  if (!m77_json_get_bool (platform, "asked"))
    tui_print_notice (self,
                      /* Translators: why */
                      _ ("not compared with what the platform has seen, so a cut end would not be "
                         "found: %s"),
                      m77_json_get_string (platform, "detail"));
  else if (compared == 0)
    tui_print_notice (self, "%s", _ ("the platform has not seen this chain yet"));
  else
    tui_print_line (self,
                    TUI_PLAIN,
                    ngettext ("compared with %" G_GINT64_FORMAT " checkpoint of the platform",
                              "compared with %" G_GINT64_FORMAT " checkpoints of the platform",
                              compared),
                    compared);
}

static void
print_report (TuiContext *self, const M77Json *report)
{
  const M77Json *findings = m77_json_get (report, "findings");
  const M77Json *begins = m77_json_get (report, "begins");

  for (const M77Json *finding = m77_json_first (findings); finding != NULL;
       finding = m77_json_next (finding))
    tui_print_line (self,
                    TUI_BAD,
                    "%s: %s",
                    m77_json_get_string (finding, "code"),
                    m77_json_get_string (finding, "text"));
  if (m77_json_size (findings) == 0)
    tui_print_line (self,
                    TUI_GOOD,
                    ngettext ("%" G_GINT64_FORMAT " entry, as it was written",
                              "%" G_GINT64_FORMAT " entries, all as they were written",
                              m77_json_get_int (report, "entries", 0)),
                    m77_json_get_int (report, "entries", 0));
  if (m77_json_get_string (begins, "why") != NULL)
    tui_print_line (self,
                    TUI_PLAIN,
                    /* Translators: a time, and one word: new, upgraded, rescued, restored, lost */
                    _ ("the chain begins at %s: %s"),
                    m77_json_get_string (begins, "at"),
                    m77_json_get_string (begins, "why"));
  for (const M77Json *before = m77_json_first (m77_json_get (begins, "after")); before != NULL;
       before = m77_json_next (before))
    tui_print_line (self,
                    TUI_PLAIN,
                    /* Translators: the id of a chain, the number of an entry */
                    _ ("the chain %s ended there, at entry %" G_GINT64_FORMAT),
                    m77_json_get_string (before, "chain"),
                    m77_json_get_int (before, "last", 0));
  print_platform (self, m77_json_get (report, "platform"));
}

static gboolean
run (TuiContext *self, GError **error)
{
  g_autofree char *answer = NULL;
  const M77Json *report;

  if (g_strcmp0 (tui_context_word (self, 0), "verify") != 0)
    return tui_context_misused (error, _ ("verify expected: m77 audit verify"));
  if (!tui_context_connect (self, error))
    return FALSE;

  tui_context_be_patient (self);
  if (!m77_agent1_call_audit_verify_sync (self->agent, &answer, NULL, error) ||
      (report = tui_context_parse (self, answer, error)) == NULL)
    return FALSE;

  if (self->json)
    tui_print_json (answer);
  else
    print_report (self, report);
  if (m77_json_get_bool (report, "whole"))
    return TRUE;
  g_set_error_literal (error,
                       M77_ERROR,
                       M77_ERROR_TAMPERED,
                       _ ("The record of what was done here is not as it was written: keep a copy "
                          "of the profile and look into it"));
  return FALSE;
}

const TuiCommand tui_command_audit = {
  .name = "audit",
  .synopsis = "verify",
  .summary = N_ ("Check that nobody changed the record of what was done here"),
  .help = N_ ("Walks the hash chain of all that was done, decided and sent from this machine, and "
              "compares it with what the platform has seen of it. Exit status 1 if anything is "
              "not as it was written."),
  .words_least = 1,
  .words_most = 1,
  .run = run,
};

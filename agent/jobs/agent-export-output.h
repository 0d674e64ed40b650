/* agent-export-output.h: bytes on their way to whoever reads an export
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GString *bytes; /* to be written */
  int fd;
  gboolean is_file; /* never waits */
} AgentExportOutput;

void agent_export_output_init (AgentExportOutput *self, int fd);
void agent_export_output_clear (AgentExportOutput *self);
/* Writes when there is enough of it, or at the end. */
gboolean agent_export_output_flush (AgentExportOutput *self, gboolean end, GError **error);
/* Appends a cell with what RFC 4180 and spreadsheets want; is_text: foreign text, which
 * must not become a formula. */
void agent_export_output_cell (AgentExportOutput *self, const char *text, gboolean is_text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentExportOutput, agent_export_output_clear)

G_END_DECLS

/* gui-act-dialog.h: asking for an action
 *
 * Says what it is done to, where and as whom, what it will do, and what happens offline; takes its
 * arguments and a reason. What is dangerous, and a change in production, wants a name typed, not
 * pasted. What was seen goes with it: the platform refuses where that has changed since. Its button
 * is the truth: send, queue or hold. No key counts until a quarter of a second after it was shown.
 *
 * Signal "asked" (const char *action): the agent has taken it.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "shared/base/m77-json.h"
#include "shared/client/m77-client.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef struct
{
  M77Client *client;
  const M77Kind *kind;
  const M77Action *action;
  const char *id, *key, *title;
  const M77Json *doc;  /* as it was seen */
  const M77Json *args; /* what its arguments begin with; NULL: nothing */
  gboolean is_offline;
  const char *note;       /* what is to be known first; NULL: nothing */
  const char *wanted;     /* what is typed before it goes; NULL: by its danger */
  const char *const *ids; /* of many: these it is done to, as far as it still fits; id and doc are
                             of one of them; NULL: of one */
} GuiActRequest;

#define GUI_TYPE_ACT_DIALOG (gui_act_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GuiActDialog, gui_act_dialog, GUI, ACT_DIALOG, AdwWindow)

/* Over the window of `near`, which tells what came of it. Copies what it needs. */
GuiActDialog *gui_act_dialog_open (GtkWidget *near, const GuiActRequest *request);
/* Why it cannot be asked for now, translated; NULL: it can. Free with g_free. */
char *gui_act_refusal (const M77Kind *kind,
                       const M77Action *action,
                       const M77Json *doc,
                       gboolean is_offline);

G_END_DECLS

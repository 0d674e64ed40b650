/* tui-deployment-verbs.h: the verbs of a deployment, the safe directions first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-rollout.h"
#include "tui/screens/tui-app.h"
#include "tui/screens/tui-prompt.h"

G_BEGIN_DECLS

/* The overlay of ".", with what each would do. */
void tui_deployment_verbs_open (TuiApp *app, const TuiRecord *record, const M77RolloutView *view);
/* In the bar of one: what it will do, and what it leaves behind. */
void tui_deployment_verbs_add_effect (TuiPrompt *prompt,
                                      const TuiRecord *record,
                                      const M77Action *action);

G_END_DECLS

/* gui-deployment-view.h: a deployment under way
 *
 * Its steps with the weight wanted and the one measured; the canary beside its baseline, by how
 * many samples; what each verb would do, said before anybody asks, with why it cannot be asked for
 * now; and what else matters to it: what cannot be undone, freezes, incidents, flags changed
 * meanwhile.
 *
 * The rules are those of m77-rollout.h. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "gui/pages/gui-record-view.h"

G_BEGIN_DECLS

#define GUI_TYPE_DEPLOYMENT_VIEW (gui_deployment_view_get_type ())
G_DECLARE_FINAL_TYPE (GuiDeploymentView, gui_deployment_view, GUI, DEPLOYMENT_VIEW, AdwBin)

G_END_DECLS

/* tui-deployment.h: a deployment under way: the canary beside its baseline, and what each verb
 * would do
 *
 * The figures with their age, the steps with the weight wanted and measured, the effect of every
 * verb before it is asked for, and what else matters to it: what cannot be undone, flags changed
 * meanwhile, freezes, incidents. From 110 columns its events stand beside that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/screens/tui-app.h"

G_BEGIN_DECLS

TuiScreen *tui_deployment_new (TuiApp *app, const TuiRecord *record);
/* By any way people name it. */
TuiScreen *tui_deployment_new_by_key (TuiApp *app, const char *key);
/* The record as a list of fields. */
void tui_deployment_open_fields (TuiScreen *self);
/* The verbs of ".". */
void tui_deployment_open_verbs (TuiScreen *self);

G_END_DECLS

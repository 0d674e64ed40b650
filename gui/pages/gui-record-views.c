/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-record-views"

#include "config.h"

#include "gui/pages/gui-record-views.h"

#include <glib/gi18n.h>

#include "gui/pages/gui-activity-view.h"
#include "gui/pages/gui-audit-view.h"
#include "gui/pages/gui-config-view.h"
#include "gui/pages/gui-connector-view.h"
#include "gui/pages/gui-delivery-view.h"
#include "gui/pages/gui-deployment-view.h"
#include "gui/pages/gui-details-view.h"
#include "gui/pages/gui-flag-view.h"
#include "gui/pages/gui-history-view.h"
#include "gui/pages/gui-links-view.h"
#include "gui/pages/gui-member-view.h"
#include "gui/pages/gui-postmortem-view.h"
#include "gui/pages/gui-raw-view.h"
#include "gui/pages/gui-review-view.h"
#include "gui/pages/gui-room-view.h"
#include "gui/pages/gui-window-view.h"

/* Those made by hand, one line each. */
static const GuiRecordTab tabs[] = {
  { "flag", "flag", N_ ("Flag"), gui_flag_view_get_type },
  { "deployment", "rollout", N_ ("Rollout"), gui_deployment_view_get_type },
  { "incident", "room", N_ ("Room"), gui_room_view_get_type },
  { "delivery", "delivery", N_ ("Delivery"), gui_delivery_view_get_type },
  { "audit", "audit", N_ ("Entry"), gui_audit_view_get_type },
  { "member", "access", N_ ("Access"), gui_member_view_get_type },
  { "config", "config", N_ ("Configuration"), gui_config_view_get_type },
  { "connector", "connector", N_ ("Connector"), gui_connector_view_get_type },
  { "review", "review", N_ ("Review"), gui_review_view_get_type },
  { "freeze", "window", N_ ("Window"), gui_window_view_get_type },
  { "maintenance", "window", N_ ("Window"), gui_window_view_get_type },
  { NULL, "details", N_ ("Details"), gui_details_view_get_type },
  { "incident", "postmortem", N_ ("Postmortem"), gui_postmortem_view_get_type },
  { NULL, "activity", N_ ("Activity"), gui_activity_view_get_type },
  { NULL, "links", N_ ("Links"), gui_links_view_get_type },
  { NULL, "history", N_ ("History"), gui_history_view_get_type },
  { NULL, "raw", N_ ("Raw"), gui_raw_view_get_type },
};

static gboolean
has_log (const M77Kind *kind)
{
  const M77Field *field = kind->fields;

  while (field->name != NULL && field->type != M77_TYPE_LOG)
    field++;
  return field->name != NULL;
}

GPtrArray *
gui_record_tabs (const M77Kind *kind)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    if ((tabs[i].kind == NULL || g_str_equal (tabs[i].kind, kind->name)) &&
        (tabs[i].type != gui_activity_view_get_type || has_log (kind)))
      g_ptr_array_add (found, (gpointer) &tabs[i]);
  return found;
}

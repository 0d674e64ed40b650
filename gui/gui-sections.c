/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-sections"

#include "config.h"

#include "gui/gui-sections.h"

#include <glib/gi18n.h>

#define NOW    N_ ("Now")
#define CHANGE N_ ("Change")
#define KNOW   N_ ("Know")
#define ADMIN  N_ ("Administer")

// clang-format off
static const GuiSection sections[] = {
  { "overview", NOW, N_ ("Overview"), "go-home-symbolic", { NULL } },
  { "inbox", NOW, N_ ("Inbox"), "mail-unread-symbolic", { NULL } },
  { "incidents", NOW, N_ ("Incidents"), "dialog-warning-symbolic", { "incident" },
    "incident", "status:triggered" },
  { "alerts", NOW, N_ ("Alerts"), "preferences-system-notifications-symbolic",
    { "alert", "silence" },
    "alert", "status:firing" },
  { "oncall", NOW, N_ ("On-call"), "call-start-symbolic",
    { "schedule", "escalation", "page", "handover" },
    "page", "status:failed queued_at<1d" },
  { "deployments", CHANGE, N_ ("Deployments"), "software-update-available-symbolic",
    { "deployment" },
    "deployment", "status:running,paused" },
  { "flags", CHANGE, N_ ("Flags"), "emoji-flags-symbolic", { "flag" },
    "flag", "stale:yes changed_by:@me" },
  { "configuration", CHANGE, N_ ("Configuration"), "preferences-system-symbolic", { "config" },
    "config", "status:in-review" },
  { "freezes", CHANGE, N_ ("Freezes"), "weather-snow-symbolic", { "freeze", "maintenance" },
    "freeze", "status:active" },
  { "services", CHANGE, N_ ("Services"), "network-server-symbolic", { "service" } },
  { "runbooks", KNOW, N_ ("Runbooks"), "help-contents-symbolic", { "runbook" } },
  { "runs", KNOW, N_ ("Runs"), "media-playback-start-symbolic", { "run" },
    "run", "status:active driver:@me" },
  { "dashboards", KNOW, N_ ("Dashboards"), "view-grid-symbolic", { "dashboard" } },
  { "levels", KNOW, N_ ("Service levels"), "power-profile-performance-symbolic", { "slo" },
    "slo", "status:exhausted,burning" },
  { "members", ADMIN, N_ ("Members"), "system-users-symbolic", { "member", "team" } },
  { "roles", ADMIN, N_ ("Roles"), "security-high-symbolic", { "role" } },
  { "reviews", ADMIN, N_ ("Reviews"), "object-select-symbolic", { "review" },
    "review", "status:open reviewer:@me" },
  { "credentials", ADMIN, N_ ("Credentials"), "dialog-password-symbolic", { "credential" },
    "credential", "is:open expires_at<+14d" },
  { "connectors", ADMIN, N_ ("Connectors"), "network-wired-symbolic", { "connector" },
    "connector", "is:open health<=degraded" },
  { "webhooks", ADMIN, N_ ("Webhooks"), "send-to-symbolic", { "webhook", "delivery" },
    "delivery", "status:dead" },
  { "retention", ADMIN, N_ ("Retention"), "user-trash-symbolic", { "retention" } },
  { "usage", ADMIN, N_ ("Usage"), "accessories-calculator-symbolic", { "usage" } },
  { "audit", ADMIN, N_ ("Audit"), "document-open-recent-symbolic", { "audit" } },
  { "other", ADMIN, N_ ("Other"), "view-list-symbolic", { NULL } },
  { NULL },
};
// clang-format on

const GuiSection *
gui_sections (void)
{
  return sections;
}

const GuiSection *
gui_section_find (const char *id)
{
  for (const GuiSection *section = sections; section->id != NULL; section++)
    if (g_strcmp0 (section->id, id) == 0)
      return section;
  return NULL;
}

const GuiSection *
gui_section_of_kind (const M77Kind *kind)
{
  for (const GuiSection *section = sections; section->id != NULL; section++)
    if (g_strv_contains ((const char *const *) section->kinds, kind->name))
      return section;
  return gui_section_find ("other");
}

GPtrArray *
gui_section_kinds (const GuiSection *section)
{
  GPtrArray *kinds = g_ptr_array_new ();

  for (guint i = 0; section->kinds[i] != NULL; i++)
    g_ptr_array_add (kinds, (gpointer) m77_kind_find (section->kinds[i]));
  if (kinds->len > 0)
    return kinds;

  for (const M77Kind *const *kind = m77_kinds (); *kind != NULL; kind++)
    if (gui_section_of_kind (*kind) == section)
      g_ptr_array_add (kinds, (gpointer) *kind);
  return kinds;
}

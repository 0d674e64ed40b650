/* m77-kind-incident.c: an interruption and its response
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("triggered", N_ ("Triggered"), "TRIG"),
  VALUE ("acknowledged", N_ ("Acknowledged"), "ACK"),
  VALUE ("mitigated", N_ ("Mitigated"), "MITIG"),
  VALUE ("resolved", N_ ("Resolved"), "RESOLV"),
  VALUE ("closed", N_ ("Closed"), "CLOSED"),
  VALUES_END
};

static const M77Value severities[] = {
  VALUE ("sev1", N_ ("SEV1"), "S1"),
  VALUE ("sev2", N_ ("SEV2"), "S2"),
  VALUE ("sev3", N_ ("SEV3"), "S3"),
  VALUE ("sev4", N_ ("SEV4"), "S4"),
  VALUE ("sev5", N_ ("SEV5"), "S5"),
  VALUES_END
};

static const M77Value entries[] = {
  VALUE ("note", N_ ("Note"), "note"),
  VALUE ("update", N_ ("Update"), "update"),
  VALUE ("decision", N_ ("Decision"), "decid"),
  VALUE ("action", N_ ("Action"), "action"),
  VALUE ("page", N_ ("Page"), "page"),
  VALUE ("alert", N_ ("Alert"), "alert"),
  VALUE ("change", N_ ("Change"), "change"),
  VALUE ("run", N_ ("Run"), "run"),
  VALUE ("task", N_ ("Task"), "task"),
  VALUE ("system", N_ ("System"), "system"),
  VALUES_END
};

static const M77Value audiences[] = {
  VALUE ("stakeholders", N_ ("Stakeholders"), "STAKE"),
  VALUE ("public", N_ ("Public"), "PUB"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NUMBER,
  STD_TITLE (REQ),
  STD_STATUS (statuses, ACTION, "triggered"),
  FIELD ("severity", N_ ("Severity"), RANKED, RAISE, REQ | IDX, BRIEF (N_ ("Sv")),
         VALUES (severities), START ("sev3")),
  STD_SERVICE (BY_TYPE, 0),
  STD_ENVIRONMENT (BY_TYPE, REQ),
  STD_REGION (BY_TYPE, 0),
  FIELD ("lead", N_ ("Lead"), REF, BY_TYPE, IDX, REF ("member")),
  FIELD ("ops", N_ ("Operations"), REF, BY_TYPE, IDX, BRIEF (N_ ("Ops")), REF ("member")),
  FIELD ("comms", N_ ("Communications"), REF, BY_TYPE, IDX, BRIEF (N_ ("Comms")), REF ("member")),
  FIELD ("scribe", N_ ("Scribe"), REF, BY_TYPE, IDX, REF ("member")),
  FIELD ("responders", N_ ("Responders"), SET, BY_TYPE, IDX, REF ("member")),
  FIELD ("summary", N_ ("Summary"), TEXT, BY_TYPE, SEA),
  FIELD ("impact", N_ ("Impact"), TEXT, BY_TYPE, SEA),
  FIELD ("resolution", N_ ("Resolution"), TEXT, BY_TYPE, SEA),
  FIELD ("customers_affected", N_ ("Customers affected"), INTEGER, MAX, 0,
         BRIEF (N_ ("Customers")), HELP (N_ ("An estimate"))),
  FIELD ("bridge", N_ ("Bridge"), URL, LAST, 0, HELP (N_ ("Where people talk: a call or a chat"))),
  FIELD ("timeline", N_ ("Timeline"), LOG, BY_TYPE, SEA | PII, VALUES (entries)),
  FIELD ("next_update_due", N_ ("Next update"), TIME, MIN, IDX, BRIEF (N_ ("Update"))),
  FIELD ("alerts", N_ ("Alerts"), SET, BY_TYPE, IDX, REF ("alert")),
  FIELD ("deployments", N_ ("Deployments"), SET, BY_TYPE, IDX, REF ("deployment")),
  FIELD ("runs", N_ ("Runs"), SET, SERVER, IDX, REF ("run")),
  FIELD ("tasks", N_ ("Tasks"), MAP, BY_TYPE, 0),
  FIELD ("postmortem", N_ ("Postmortem"), MARKDOWN, BY_TYPE, SEA),
  FIELD ("started_at", N_ ("Started"), TIME, MIN, IDX, BRIEF (N_ ("Age"))),
  FIELD ("acknowledged_at", N_ ("Acknowledged"), TIME, ACTION, IDX, BRIEF (N_ ("Acked"))),
  FIELD ("acknowledged_by", N_ ("Acknowledged by"), REF, ACTION, IDX, BRIEF (N_ ("Acked by")),
         REF ("member")),
  FIELD ("mitigated_at", N_ ("Mitigated"), TIME, ACTION, IDX),
  FIELD ("resolved_at", N_ ("Resolved"), TIME, ACTION, IDX),
  FIELD ("closed_at", N_ ("Closed"), TIME, ACTION, IDX),
  FIELD ("snoozed_until", N_ ("Snoozed until"), TIME, ACTION, IDX, BRIEF (N_ ("Snoozed"))),
  FIELD ("merged_into", N_ ("Merged into"), REF, ACTION, IDX, BRIEF (N_ ("Into")),
         REF ("incident")),
  FIELD ("escalation", N_ ("Escalation"), REF, BY_TYPE, IDX, REF ("escalation"),
         HELP (N_ ("Left empty: the service's"))),
  FIELD ("escalation_level", N_ ("Escalation level"), INTEGER, ACTION, IDX, BRIEF (N_ ("Level")),
         BOUNDS (0, 20)),
  FIELD ("escalation_round", N_ ("Escalation round"), INTEGER, SERVER, 0),
  FIELD ("next_page_at", N_ ("Next page"), TIME, SERVER, 0),
  FIELD ("next_page_to", N_ ("Next page to"), REF, SERVER, 0, REF ("member")),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("acknowledge", N_ ("Acknowledge"),
          N_ ("Escalation stops; one already acknowledged is taken over"),
          FROM ("triggered", "acknowledged"), TO ("acknowledged"),
          EXPECT ("escalation_level", "acknowledged_by"),
          EFFECTS (SET_NOW ("acknowledged_at"), SET_ACTOR ("acknowledged_by")),
          CONFIRM, ALLOW (MINUTES (5)), WHO (RESPONDER), INVERSE ("unacknowledge")),
  ACTION ("unacknowledge", N_ ("Take back acknowledgement"), N_ ("Paging goes on at this level"),
          FROM ("acknowledged"), TO ("triggered"), EXPECT ("acknowledged_by"),
          EFFECTS (CLEAR ("acknowledged_at"), CLEAR ("acknowledged_by"), CLEAR ("snoozed_until")),
          CONFIRM, HOLD (MINUTES (15)), WHO (RESPONDER), INVERSE ("acknowledge")),
  ACTION ("snooze", N_ ("Snooze"), N_ ("Quiet until then, then triggered again"),
          FROM ("triggered", "acknowledged"), TO ("acknowledged"),
          EXPECT ("escalation_level", "snoozed_until"),
          ARGUMENTS (NEED ("until", N_ ("Until"), TIME, AHEAD (DAYS (7)))),
          EFFECTS (SET_NOW ("acknowledged_at"), SET_ACTOR ("acknowledged_by"),
                   SET_ARG ("snoozed_until", "until")),
          CONFIRM, HOLD (MINUTES (15)), WHO (RESPONDER), INVERSE ("snooze")),
  ACTION ("escalate", N_ ("Escalate"), N_ ("Pages that level now"),
          FROM ("triggered", "acknowledged"), TO ("triggered"), EXPECT ("escalation_level"),
          ARGUMENTS (NEED ("to", N_ ("To level"), INTEGER, .min = 1, .max = 20)),
          EFFECTS (SET_ARG ("escalation_level", "to"), CLEAR ("acknowledged_at"),
                   CLEAR ("acknowledged_by"), CLEAR ("snoozed_until")),
          CONFIRM, ALLOW (MINUTES (5)), WHO (RESPONDER)),
  ACTION ("page", N_ ("Page"), N_ ("Pages a person or whoever is on call"),
          FROM ("triggered", "acknowledged", "mitigated"), EXPECT ("escalation_level"),
          ARGUMENTS (CAN ("member", N_ ("Member"), REF, REF ("member")),
                     CAN ("schedule", N_ ("Schedule"), REF, REF ("schedule")),
                     CAN ("text", N_ ("Text"), TEXT)),
          CONFIRM, ALLOW (MINUTES (5)), WHO (RESPONDER), INVERSE ("page.cancel")),
  ACTION ("announce", N_ ("Announce"), N_ ("Sent to that audience"),
          FROM ("triggered", "acknowledged", "mitigated", "resolved"), EXPECT ("severity"),
          ARGUMENTS (NEED ("text", N_ ("Text"), TEXT),
                     NEED ("audience", N_ ("Audience"), ENUM, VALUES (audiences)),
                     CAN ("next_update_due", N_ ("Next update"), TIME)),
          EFFECTS (SET_ARG ("next_update_due", "next_update_due")),
          DANGER_TCN, HOLD (MINUTES (15)), WHO (RESPONDER)),
  ACTION ("mitigate", N_ ("Mitigate"), N_ ("The impact is over, escalation stops"),
          FROM ("triggered", "acknowledged"), TO ("mitigated"), EXPECT ("severity"),
          ARGUMENTS (CAN ("at", N_ ("At"), TIME, NOT_AHEAD)),
          EFFECTS (SET_NOW ("mitigated_at"), CLEAR ("snoozed_until")),
          CONFIRM, HOLD (HOURS (2)), WHO (RESPONDER), INVERSE ("reopen")),
  ACTION ("resolve", N_ ("Resolve"), N_ ("Paging ends; what still fires is shown"),
          FROM ("triggered", "acknowledged", "mitigated"), TO ("resolved"), EXPECT ("severity"),
          ARGUMENTS (CAN ("at", N_ ("At"), TIME, NOT_AHEAD),
                     CAN ("resolution", N_ ("Resolution"), TEXT)),
          EFFECTS (SET_NOW ("resolved_at"), SET_ARG ("resolution", "resolution"),
                   CLEAR ("snoozed_until")),
          CONFIRM, HOLD (HOURS (2)), WHO (RESPONDER), INVERSE ("reopen")),
  ACTION ("reopen", N_ ("Reopen"), N_ ("Triggered again; escalation begins at level 1"),
          FROM ("mitigated", "resolved", "closed"), TO ("triggered"), EXPECT ("merged_into"),
          EFFECTS (CLEAR ("acknowledged_at"), CLEAR ("acknowledged_by"), CLEAR ("mitigated_at"),
                   CLEAR ("resolved_at"), CLEAR ("closed_at"), SET_TO ("escalation_level", "1")),
          CONFIRM, HOLD (HOURS (1)), WHO (RESPONDER), INVERSE ("resolve")),
  ACTION ("close", N_ ("Close"), N_ ("Done; SEV1 and SEV2 want a postmortem or a reason"),
          FROM ("resolved"), TO ("closed"), EFFECTS (SET_NOW ("closed_at")),
          CONFIRM, ALLOW (HOURS (24)), WHO (RESPONDER), INVERSE ("reopen")),
  ACTION ("merge", N_ ("Merge"), N_ ("Resolved; its alerts and responders join the other"),
          FROM ("triggered", "acknowledged", "mitigated"), TO ("resolved"), EXPECT ("merged_into"),
          ARGUMENTS (NEED ("into", N_ ("Into"), REF, REF ("incident"))),
          EFFECTS (SET_ARG ("merged_into", "into"), SET_NOW ("resolved_at"),
                   CLEAR ("snoozed_until")),
          CONFIRM, HOLD (HOURS (1)), WHO (RESPONDER), INVERSE ("unmerge")),
  ACTION ("unmerge", N_ ("Unmerge"), N_ ("Its alerts and responders return"),
          FROM ("resolved"), TO ("acknowledged"), EXPECT ("merged_into"),
          EFFECTS (CLEAR ("merged_into"), CLEAR ("resolved_at"), CLEAR ("mitigated_at")),
          CONFIRM, HOLD (HOURS (1)), WHO (RESPONDER), INVERSE ("merge")),
  ACTION ("redact", N_ ("Redact entry"), N_ ("The entry's text is erased everywhere"),
          ARGUMENTS (NEED ("entry", N_ ("Entry"), LINE)), TYPED, DENY, WHO (ADMIN)),
  ACTIONS_END
};

const M77Kind m77_kind_incident = {
  .name = "incident", .label = N_ ("Incident"), .plural = N_ ("Incidents"), .group = "response",
  .key = M77_KEY_NUMBER, .key_field = "number", .number_prefix = "INC", .title_field = "title",
  .state_field = "status", .open_states = LIST ("triggered", "acknowledged", "mitigated"),
  .read = MAY (VIEWER), .create = MAY (RESPONDER), .edit = MAY (RESPONDER), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("severity", "status", "number", "started_at", "service", "environment", "title",
                   "lead", "next_update_due"),
  .sort = "severity,-started_at",
  .actions = actions,
};
// clang-format on

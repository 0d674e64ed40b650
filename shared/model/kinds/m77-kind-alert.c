/* m77-kind-alert.c: a condition that fired, one per fingerprint over several Alertmanagers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("firing", N_ ("Firing"), "FIRING"),
  VALUE ("suppressed", N_ ("Suppressed"), "SUPPR"),
  VALUE ("resolved", N_ ("Resolved"), "RESOLV"),
  VALUES_END
};

static const M77Value severities[] = {
  VALUE ("critical", N_ ("Critical"), "CRIT"),
  VALUE ("warning", N_ ("Warning"), "WARN"),
  VALUE ("info", N_ ("Info"), "INFO"),
  VALUE ("none", N_ ("None"), "NONE"),
  VALUES_END
};

static const M77Value noises[] = {
  VALUE ("useful", N_ ("Useful"), "useful"),
  VALUE ("noise", N_ ("Noise"), "noise"),
  VALUE ("duplicate", N_ ("Duplicate"), "dup"),
  VALUE ("misrouted", N_ ("Misrouted"), "misrtd"),
  VALUES_END
};

static const M77Value entries[] = { VALUE ("note", N_ ("Note"), "note"), VALUES_END };

static const M77Field fields[] = {
  STD_STATUS (statuses, SERVER, "firing"),
  FIELD ("severity", N_ ("Severity"), RANKED, SERVER, IDX, BRIEF (N_ ("Sev")),
         VALUES (severities)),
  FIELD ("alertname", N_ ("Alert"), LINE, SERVER, REQ | IDX | SEA),
  FIELD ("fingerprint", N_ ("Fingerprint"), LINE, SERVER, REQ | IDX | SEA),
  FIELD ("group", N_ ("Group"), LINE, SERVER, IDX | SEA),
  STD_SERVICE (SERVER, 0),
  STD_ENVIRONMENT (SERVER, REQ),
  STD_REGION (SERVER, 0),
  FIELD ("series", N_ ("Series labels"), MAP, SERVER, SEA, BRIEF (N_ ("Series"))),
  FIELD ("annotations", N_ ("Annotations"), MAP, SERVER, SEA),
  FIELD ("summary", N_ ("Summary"), LINE, SERVER, SEA),
  FIELD ("value", N_ ("Value"), NUMBER, SERVER, SEA),
  FIELD ("team", N_ ("Team"), REF, SERVER, IDX, REF ("team")),
  FIELD ("runbook", N_ ("Runbook"), REF, SERVER, IDX, BRIEF (N_ ("Book")), REF ("runbook")),
  FIELD ("starts_at", N_ ("Since"), TIME, SERVER, IDX, BRIEF (N_ ("Age"))),
  FIELD ("ends_at", N_ ("Ended"), TIME, SERVER, IDX),
  FIELD ("seen_at", N_ ("Last seen"), TIME, SERVER, IDX, BRIEF (N_ ("Seen"))),
  FIELD ("sources", N_ ("Sources"), SET, SERVER, 0),
  FIELD ("receivers", N_ ("Receivers"), SET, SERVER, 0),
  FIELD ("generator_url", N_ ("Expression"), URL, SERVER, 0),
  FIELD ("runbook_url", N_ ("Runbook link"), URL, SERVER, 0),
  FIELD ("silences", N_ ("Silences"), SET, SERVER, 0, REF ("silence")),
  FIELD ("inhibited_by", N_ ("Inhibited by"), SET, SERVER, 0, REF ("alert")),
  FIELD ("incidents", N_ ("Incidents"), SET, SERVER, IDX, REF ("incident")),
  FIELD ("flaps", N_ ("Firings in 24 hours"), INTEGER, SERVER, IDX, BRIEF (N_ ("24h"))),
  FIELD ("firings", N_ ("Fired at"), SET, SERVER, 0),
  FIELD ("acknowledged_by", N_ ("Acknowledged by"), REF, ACTION, IDX, BRIEF (N_ ("Acked by")),
         REF ("member")),
  FIELD ("acknowledged_until", N_ ("Acknowledged until"), TIME, ACTION, IDX,
         BRIEF (N_ ("Acked to"))),
  FIELD ("noise", N_ ("Verdict"), ENUM, LAST, IDX, VALUES (noises)),
  FIELD ("notes", N_ ("Notes"), LOG, BY_TYPE, SEA | PII, VALUES (entries)),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("acknowledge", N_ ("Acknowledge"), N_ ("Quiet while it fires, at most until then"),
          FROM ("firing"), EXPECT ("starts_at", "acknowledged_by"),
          ARGUMENTS (NEED ("until", N_ ("Until"), TIME, AHEAD (HOURS (24)))),
          EFFECTS (SET_ACTOR ("acknowledged_by"), SET_ARG ("acknowledged_until", "until")),
          CONFIRM, ALLOW (MINUTES (5)), WHO (RESPONDER), INVERSE ("unacknowledge")),
  ACTION ("unacknowledge", N_ ("Take back acknowledgement"), N_ ("Notifies again"),
          FROM ("firing", "suppressed"), EXPECT ("acknowledged_by"),
          EFFECTS (CLEAR ("acknowledged_by"), CLEAR ("acknowledged_until")),
          CONFIRM, HOLD (MINUTES (15)), WHO (RESPONDER), INVERSE ("acknowledge")),
  ACTION ("silence", N_ ("Silence"), N_ ("Makes a silence; it may hide other alerts too"),
          FROM ("firing"), TO ("suppressed"), EXPECT ("starts_at"),
          ARGUMENTS (NEED ("matchers", N_ ("Matchers"), SET, .max = 32),
                     NEED ("ends_at", N_ ("Ends"), TIME, AHEAD (DAYS (30))),
                     NEED ("comment", N_ ("Comment"), LINE)),
          CONFIRM, HOLD (MINUTES (15)), WHO (RESPONDER), INVERSE ("silence.expire")),
  ACTIONS_END
};

const M77Kind m77_kind_alert = {
  .name = "alert", .label = N_ ("Alert"), .plural = N_ ("Alerts"), .group = "response",
  .key = M77_KEY_FIELD, .key_field = "fingerprint", .title_field = "alertname",
  .state_field = "status", .open_states = LIST ("firing", "suppressed"),
  .read = MAY (VIEWER), .create = MAY (NOBODY), .edit = MAY (RESPONDER), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("severity", "status", "starts_at", "service", "environment", "alertname",
                   "summary", "flaps", "acknowledged_by"),
  .sort = "severity,-starts_at",
  .actions = actions,
};
// clang-format on

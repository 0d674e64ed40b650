/* m77-kind-connector.c: a link to another system: health, quota, consent
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("pending", N_ ("Pending"), "PEND"),
  VALUE ("connected", N_ ("Connected"), "CONN"),
  VALUE ("quarantined", N_ ("Quarantined"), "QUARAN"),
  VALUE ("disabled", N_ ("Disabled"), "OFF"),
  VALUES_END
};

static const M77Value types[] = {
  VALUE ("prometheus", N_ ("Prometheus"), "prom"),
  VALUE ("alertmanager", N_ ("Alertmanager"), "am"),
  VALUE ("grafana", N_ ("Grafana"), "grafan"),
  VALUE ("argo-rollouts", N_ ("Argo Rollouts"), "argo"),
  VALUE ("unleash", N_ ("Unleash"), "unleas"),
  VALUE ("github", N_ ("GitHub"), "github"),
  VALUE ("gitlab", N_ ("GitLab"), "gitlab"),
  VALUE ("slack", N_ ("Slack"), "slack"),
  VALUE ("smtp", N_ ("Mail"), "smtp"),
  VALUE ("sms", N_ ("SMS"), "sms"),
  VALUE ("s3", N_ ("S3"), "s3"),
  VALUE ("oidc", N_ ("OpenID Connect"), "oidc"),
  VALUE ("webhook-in", N_ ("Incoming webhook"), "hookin"),
  VALUE ("other", N_ ("Other"), "other"),
  VALUES_END
};

static const M77Value healths[] = {
  VALUE ("failing", N_ ("Failing"), "FAIL"),
  VALUE ("degraded", N_ ("Degraded"), "DEGRAD"),
  VALUE ("unknown", N_ ("Unknown"), "?"),
  VALUE ("healthy", N_ ("Healthy"), "ok"),
  VALUES_END
};

static const M77Value breakers[] = {
  VALUE ("open", N_ ("Open"), "OPEN"),
  VALUE ("half-open", N_ ("Half open"), "HALF"),
  VALUE ("closed", N_ ("Closed"), "closed"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NAME,
  STD_TITLE (REQ),
  STD_ENVIRONMENT (BY_TYPE, 0),
  STD_STATUS (statuses, ACTION, "pending"),
  FIELD ("type", N_ ("Type"), ENUM, BY_TYPE, REQ | IDX, VALUES (types)),
  FIELD ("endpoint", N_ ("Endpoint"), URL, BY_TYPE, REQ | IDX,
         HELP (N_ ("A change makes it pending again"))),
  FIELD ("credential", N_ ("Credential"), REF, BY_TYPE, IDX, REF ("credential"),
         HELP (N_ ("A change makes it pending again"))),
  FIELD ("settings", N_ ("Settings"), JSON, BY_TYPE, 0, HELP (N_ ("Never a secret"))),
  FIELD ("scopes", N_ ("Scopes"), SET, ACTION, 0),
  FIELD ("consented_at", N_ ("Consented"), TIME, ACTION, 0),
  FIELD ("consented_by", N_ ("Consented by"), REF, ACTION, 0, REF ("member")),
  FIELD ("health", N_ ("Health"), RANKED, SERVER, IDX, VALUES (healths)),
  FIELD ("breaker", N_ ("Breaker"), ENUM, SERVER, IDX, VALUES (breakers)),
  FIELD ("quota_limit", N_ ("Quota"), INTEGER, SERVER, IDX),
  FIELD ("quota_used", N_ ("Quota used"), INTEGER, SERVER, IDX, BRIEF (N_ ("Used"))),
  FIELD ("quota_resets_at", N_ ("Quota resets"), TIME, SERVER, IDX, BRIEF (N_ ("Resets"))),
  FIELD ("queue", N_ ("Jobs waiting"), INTEGER, SERVER, IDX, BRIEF (N_ ("Queue"))),
  FIELD ("dead", N_ ("Jobs given up"), INTEGER, SERVER, IDX, BRIEF (N_ ("Dead"))),
  FIELD ("succeeded_at", N_ ("Last success"), TIME, SERVER, IDX, BRIEF (N_ ("OK at"))),
  FIELD ("error", N_ ("Error"), LINE, SERVER, IDX),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("consent", N_ ("Consent"), N_ ("It may use its credential there"),
          FROM ("pending"), TO ("connected"), EXPECT ("endpoint", "credential"),
          ARGUMENTS (NEED ("scopes", N_ ("Scopes"), SET)),
          EFFECTS (SET_ARG ("scopes", "scopes"), SET_NOW ("consented_at"),
                   SET_ACTOR ("consented_by")),
          DANGER (TYPED, TYPED, CONFIRM), DENY, WHO (ADMIN), INVERSE ("disable")),
  ACTION ("quarantine", N_ ("Quarantine"), N_ ("Nothing goes in or out; work queues"),
          FROM ("connected"), TO ("quarantined"), EXPECT ("endpoint"),
          CONFIRM, ALLOW (MINUTES (15)), WHO (OPERATOR), FLAGS (SAFE), INVERSE ("release")),
  ACTION ("release", N_ ("Release"), N_ ("Queued work goes out"),
          FROM ("quarantined"), TO ("connected"), EXPECT ("endpoint", "queue"),
          DANGER_TCN, HOLD (HOURS (1)), WHO (OPERATOR), INVERSE ("quarantine")),
  ACTION ("disable", N_ ("Disable"), N_ ("What is queued is given up"),
          FROM ("pending", "connected", "quarantined"), TO ("disabled"), EXPECT ("queue"),
          DANGER_TCN, HOLD (HOURS (1)), WHO (ADMIN), INVERSE ("enable")),
  ACTION ("enable", N_ ("Enable"), N_ ("Then it wants consent"),
          FROM ("disabled"), TO ("pending"), EXPECT ("endpoint"),
          DANGER_CCN, HOLD (HOURS (1)), WHO (ADMIN), INVERSE ("disable")),
  ACTION ("test", N_ ("Test"), N_ ("One harmless call is made"),
          FROM ("connected", "quarantined"), EXPECT ("endpoint"), HARMLESS, DENY, WHO (OPERATOR)),
  ACTION ("rotate", N_ ("Rotate"), N_ ("Its credential is rotated"),
          FROM ("connected", "quarantined"), EXPECT ("credential"),
          ARGUMENTS (NEED ("overlap", N_ ("Overlap"), DURATION, .min = 0,
                           .max = SECONDS (DAYS (7))),
                     CAN ("value", N_ ("Value"), TEXT, SECRET)),
          TYPED, DENY, WHO (ADMIN)),
  ACTIONS_END
};

const M77Kind m77_kind_connector = {
  .name = "connector", .label = N_ ("Connector"), .plural = N_ ("Connectors"),
  .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "title",
  .state_field = "status", .open_states = LIST ("pending", "connected", "quarantined"),
  .read = MAY (VIEWER), .create = MAY (ADMIN), .edit = MAY (ADMIN), .remove = MAY (ADMIN),
  .remove_states = LIST ("disabled"),
  .fields = fields,
  .columns = LIST ("health", "name", "type", "environment", "status", "breaker", "quota_used",
                   "queue", "succeeded_at", "error"),
  .sort = "health,name",
  .actions = actions,
};
// clang-format on

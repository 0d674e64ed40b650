/* m77-kind-webhook.c: events to somebody's URL, signed
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value statuses[] = {
  VALUE ("paused", N_ ("Paused"), "PAUSED"),
  VALUE ("active", N_ ("Active"), "ACTIVE"),
  VALUE ("disabled", N_ ("Disabled"), "OFF"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_NAME,
  STD_ENVIRONMENT (BY_TYPE, 0),
  STD_STATUS (statuses, ACTION, "paused"),
  FIELD ("target", N_ ("Target"), URL, BY_TYPE, REQ | IDX | PII,
         HELP (N_ ("https only; a change pauses it"))),
  FIELD ("events", N_ ("Events"), SET, BY_TYPE, REQ,
         HELP (N_ ("Such as incident.created or deployment.*"))),
  FIELD ("filter", N_ ("Filter"), LINE, BY_TYPE, 0, HELP (N_ ("In the filter language"))),
  FIELD ("signing", N_ ("Signing key"), REF, BY_TYPE, REQ, REF ("credential")),
  FIELD ("failures", N_ ("Failures in a row"), INTEGER, SERVER, IDX, BRIEF (N_ ("Fails"))),
  FIELD ("dead", N_ ("Dead letters"), INTEGER, SERVER, IDX, BRIEF (N_ ("Dead"))),
  FIELD ("delivered_at", N_ ("Last delivery"), TIME, SERVER, IDX, BRIEF (N_ ("OK at"))),
  FIELD ("error", N_ ("Error"), LINE, SERVER, IDX),
  STD_LABELS,
  FIELDS_END
};

static const M77Action actions[] = {
  ACTION ("activate", N_ ("Activate"), N_ ("Events leave"),
          FROM ("paused", "disabled"), TO ("active"), EXPECT ("target", "events"),
          TYPED, HOLD (HOURS (1)), WHO (ADMIN), INVERSE ("pause")),
  ACTION ("pause", N_ ("Pause"), N_ ("Events queue, for seven days"),
          FROM ("active"), TO ("paused"), EXPECT ("target"),
          CONFIRM, ALLOW (MINUTES (15)), WHO (OPERATOR), FLAGS (SAFE), INVERSE ("activate")),
  ACTION ("test", N_ ("Test"), N_ ("One test event is sent"),
          FROM ("active", "paused"), EXPECT ("target"), CONFIRM, DENY, WHO (OPERATOR)),
  ACTION ("replay", N_ ("Replay"), N_ ("The dead letters of that time are tried again"),
          FROM ("active"), EXPECT ("target", "dead"),
          ARGUMENTS (NEED ("since", N_ ("Since"), TIME, NOT_AHEAD, BEHIND (DAYS (30))),
                     NEED ("until", N_ ("Until"), TIME)),
          TYPED, HOLD (HOURS (1)), WHO (OPERATOR)),
  ACTIONS_END
};

const M77Kind m77_kind_webhook = {
  .name = "webhook", .label = N_ ("Webhook"), .plural = N_ ("Webhooks"),
  .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "name", .title_field = "name",
  .state_field = "status", .open_states = LIST ("paused", "active", "disabled"),
  .read = MAY (OPERATOR), .create = MAY (ADMIN), .edit = MAY (ADMIN), .remove = MAY (ADMIN),
  .fields = fields,
  .columns = LIST ("name", "status", "target", "events", "failures", "dead", "delivered_at",
                   "error"),
  .sort = "-dead,name",
  .actions = actions,
};
// clang-format on

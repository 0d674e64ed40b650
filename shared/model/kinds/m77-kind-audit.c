/* m77-kind-audit.c: who did what, tamper-evident
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-model"

#include "config.h"

#include "shared/model/kinds/m77-kinds.h"

// clang-format off
static const M77Value outcomes[] = {
  VALUE ("success", N_ ("Success"), "ok"),
  VALUE ("failure", N_ ("Failure"), "FAIL"),
  VALUE ("denied", N_ ("Denied"), "DENIED"),
  VALUES_END
};

static const M77Field fields[] = {
  STD_SERVICE (SERVER, 0),
  STD_ENVIRONMENT (SERVER, 0),
  FIELD ("sequence", N_ ("Sequence"), INTEGER, SERVER, IDX, BRIEF (N_ ("No."))),
  FIELD ("at", N_ ("Asked"), TIME, SERVER, IDX, BRIEF (N_ ("At"))),
  FIELD ("received_at", N_ ("Applied"), TIME, SERVER, IDX),
  FIELD ("actor", N_ ("Actor"), REF, SERVER, IDX, REF ("member")),
  FIELD ("approved_by", N_ ("Approved by"), REF, SERVER, IDX, REF ("member")),
  FIELD ("credential", N_ ("Credential"), REF, SERVER, IDX, REF ("credential")),
  FIELD ("verb", N_ ("Verb"), LINE, SERVER, IDX | SEA),
  FIELD ("subject_kind", N_ ("Kind"), LINE, SERVER, IDX | SEA),
  FIELD ("subject", N_ ("Subject id"), LINE, SERVER, IDX | SEA),
  FIELD ("subject_key", N_ ("Subject"), LINE, SERVER, IDX | SEA),
  FIELD ("outcome", N_ ("Outcome"), ENUM, SERVER, IDX | SEA, VALUES (outcomes)),
  FIELD ("code", N_ ("Code"), LINE, SERVER, IDX | SEA),
  FIELD ("reason", N_ ("Reason"), TEXT, SERVER, IDX | SEA),
  FIELD ("changes", N_ ("Changes"), MAP, SERVER, PII),
  FIELD ("offline", N_ ("Asked offline"), BOOLEAN, SERVER, IDX, BRIEF (N_ ("Offl"))),
  FIELD ("address", N_ ("Address"), LINE, SERVER, IDX | PII),
  FIELD ("client", N_ ("Client"), LINE, SERVER, IDX | PII),
  FIELD ("session", N_ ("Session"), LINE, SERVER, IDX | PII),
  FIELD ("operation", N_ ("Operation"), LINE, SERVER, IDX),
  FIELD ("trace_id", N_ ("Trace"), LINE, SERVER, IDX),
  FIELD ("class_uid", N_ ("OCSF class"), INTEGER, SERVER, IDX),
  FIELD ("activity_id", N_ ("OCSF activity"), INTEGER, SERVER, IDX),
  FIELD ("severity_id", N_ ("OCSF severity"), INTEGER, SERVER, IDX),
  FIELD ("previous_hash", N_ ("Previous hash"), LINE, SERVER, 0),
  FIELD ("hash", N_ ("Hash"), LINE, SERVER, 0),
  FIELDS_END
};

const M77Kind m77_kind_audit = {
  .name = "audit", .label = N_ ("Audit entry"), .plural = N_ ("Audits"),
  .group = "administration",
  .key = M77_KEY_FIELD, .key_field = "sequence", .title_field = "verb",
  .open_states = NOTHING,
  .read = MAY (AUDITOR), .create = MAY (NOBODY), .edit = MAY (NOBODY), .remove = MAY (NOBODY),
  .fields = fields,
  .columns = LIST ("at", "actor", "verb", "subject_kind", "subject_key", "outcome", "environment",
                   "reason"),
  .sort = "-sequence",
};
// clang-format on

/* platform-act.h: carrying out an action
 *
 * In order: may they; is it known; has it lapsed; is the state, and what they saw, still so;
 * is there a freeze; have they signed in recently; then the effects that the table of
 * kinds declares, and what only the platform can do: the special rules, one file a kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "platform/api/platform-attempt.h"
#include "shared/model/m77-act.h"

G_BEGIN_DECLS

typedef struct
{
  PlatformAttempt *attempt;
  PlatformWrite *write;
  const M77Kind *kind;
  const M77Action *action;
  const M77Json *before; /* document; NULL: the action makes it */
  const M77Json *args;
  M77Json *doc; /* after the declared effects; a special rule goes on from here */
  const char *id;
  gint64 at;               /* ms, when it was asked, never ahead of our clock */
  const char *reason;      /* never empty: NULL instead */
  const char *approved_by; /* of a proposal; NULL: none */
} PlatformAct;

/* FALSE when the storage failed; to refuse it decides the attempt before it writes. */
typedef gboolean (*PlatformActFunc) (PlatformAct *act, GError **error);

typedef struct
{
  const char *action; /* NULL: every action of the kind, after its own */
  PlatformActFunc func;
} PlatformActRule;

extern const PlatformActRule platform_act_incident[];
extern const PlatformActRule platform_act_alert[];
extern const PlatformActRule platform_act_silence[];
extern const PlatformActRule platform_act_page[];
extern const PlatformActRule platform_act_schedule[];
extern const PlatformActRule platform_act_maintenance[];
extern const PlatformActRule platform_act_run[];
extern const PlatformActRule platform_act_deployment[];
extern const PlatformActRule platform_act_flag[];
extern const PlatformActRule platform_act_config[];
extern const PlatformActRule platform_act_member[];
extern const PlatformActRule platform_act_role[];
extern const PlatformActRule platform_act_credential[];
extern const PlatformActRule platform_act_webhook[];
extern const PlatformActRule platform_act_delivery[];
extern const PlatformActRule platform_act_review[];

/* TRUE, decided, when a freeze that covers the record is on and no reason with
 * freeze:override overrides it. */
gboolean platform_act_check_freeze (PlatformAct *act, GError **error);
/* Makes the action a proposal, or answers one. */
gboolean platform_act_propose (PlatformAct *act, GError **error);
gboolean platform_act_answer_proposal (PlatformAct *act, gboolean approve, GError **error);

/* What platform-act.c does with an action that nothing stands in the way of any more. */
gboolean platform_act_carry_out (PlatformAct *act, GError **error);
/* State and expectation; decides the attempt. */
gboolean platform_act_check_expectation (PlatformAct *act, const M77Json *expect);

/* Refusals and documents, for the special rules. */
gboolean platform_act_refuse (PlatformAct *act, const char *code, const char *message);
M77Json *platform_act_copy (PlatformAct *act, const M77Json *value);
void platform_act_set_integer (PlatformAct *act, const char *field, gint64 value);
void platform_act_set_text (PlatformAct *act, const char *field, const char *text);
const char *platform_act_text (PlatformAct *act, const char *argument);
/* ms of an argument or field that is a time; M77_TIME_NONE: absent. */
gint64 platform_time_of (const M77Json *object, const char *member);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-secret"

#include "config.h"

#include "shared/model/m77-secret.h"

#include <string.h>

/* How a token begins, and how many letters and digits it has at least after that. */
static const struct
{
  const char *prefix;
  gsize rest;
} tokens[] = {
  { "AKIA", 16 },        { "ASIA", 16 },     { "ghp_", 30 },    { "gho_", 30 },  { "ghs_", 30 },
  { "github_pat_", 30 }, { "glpat-", 16 },   { "xoxb-", 16 },   { "xoxp-", 16 }, { "xapp-", 16 },
  { "sk_live_", 16 },    { "rk_live_", 16 }, { "sk-ant-", 24 }, { "AIza", 30 },  { "ya29.", 24 },
  { "npm_", 30 },        { "dop_v1_", 40 },  { "hvs.", 24 },    { "glsa_", 24 }, { "SG.", 40 },
  { "whsec_", 16 },      { "m77p_", 16 },
};

static gsize
token_length (const char *text)
{
  return strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
}

static gboolean
has_private_key (const char *text)
{
  const char *begin = text;

  while ((begin = strstr (begin, "-----BEGIN ")) != NULL)
    {
      const char *end = strstr (begin + 11, "-----");

      if (end != NULL && g_strstr_len (begin, end - begin, "PRIVATE KEY") != NULL)
        return TRUE;
      begin += 11;
    }

  return FALSE;
}

/* RFC 7519: two JSON objects in base64url, a dot between, both beginning with {". */
static gboolean
is_web_token (const char *word, gsize length)
{
  const char *dot;

  if (length < 20 || strncmp (word, "eyJ", 3) != 0)
    return FALSE;

  dot = memchr (word, '.', length);
  return dot != NULL && strncmp (dot, ".eyJ", 4) == 0;
}

static gboolean
is_token (const char *word, gsize length)
{
  if (is_web_token (word, length))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      gsize prefix = strlen (tokens[i].prefix);

      if (length >= prefix + tokens[i].rest && strncmp (word, tokens[i].prefix, prefix) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
m77_text_looks_secret (const char *text)
{
  const char *p = text;

  if (has_private_key (text))
    return TRUE;

  while (*p != '\0')
    {
      gsize length = token_length (p);

      if (is_token (p, length))
        return TRUE;
      p += MAX (length, 1);
    }

  return FALSE;
}

"""A script in R that reads a table of questions and fits the model it is meant for."""

from __future__ import annotations

ADVICE = """\
# Before you trust a model (see Barr et al. 2013, Bolker et al. 2009):
# - Dyads, sessions and chains are what was sampled, questions are not: questions of one dyad
#   resemble each other, so the effects below vary by dyad, session and chain.
# - With fewer than 5 or 6 dyads the variance between dyads cannot be estimated in practice:
#   leave "dyad" out of the random part, keep it as a fixed effect or describe each dyad by
#   itself. With fewer than 10 dyads it is fragile: say so.
# - A "singular fit" means that a variance was estimated as zero. Simplify the random part, or
#   use weakly informative priors (package brms), rather than reading on.
# - A form that was always or never answered has no estimate: its odds ratio runs off to 0 or to
#   infinity. Join forms, or describe them by the counts printed below.
# - Do not test whether turns alternate: adjacency pairs make them do so.
# - Counts per session call for a beta-binomial model, numbers of words for a negative binomial
#   one (package glmmTMB).
# - Report odds ratios with intervals, never p alone, and quote a question for every result.
"""

SCRIPT = """\
# Made by CA Tool. The model:
#   answered ~ asker_role + form + known_answer + (1 | dyad/session/chain)
# Whatever has one value in the table only is left out of it.
#
# Run with:  Rscript {script}
{advice}
# "answered" is 1 if somebody who was asked answered, 0 for something else or nothing, and empty
# where it could not be seen. Empty is not 0: those questions are left out and counted below.

questions <- read.csv("{table}", fileEncoding = "UTF-8-BOM", na.strings = "")
questions <- subset(questions, counted == 1)
cat("questions that count:", nrow(questions), "\\n")
cat("of these not observable:", sum(is.na(questions$answered)), "\\n")

seen <- subset(questions, !is.na(answered))
seen$dyad <- ifelse(is.na(seen$dyad), "not recorded", seen$dyad)
seen$known_answer <- factor(seen$known_answer, c(0, 1), c("not known", "known"),
                            exclude = NULL)
levels(seen$known_answer)[is.na(levels(seen$known_answer))] <- "not coded"
for (name in c("asker_role", "form")) {{
  seen[[name]] <- ifelse(is.na(seen[[name]]), "not coded", seen[[name]])
  seen[[name]] <- factor(seen[[name]])
}}
for (name in c("dyad", "session", "chain", "coder")) seen[[name]] <- factor(seen[[name]])

cat("coders:", levels(seen$coder), "\\n")
if (nlevels(seen$coder) > 1) {{
  cat("Several coders tagged the same talk: one of them is used here, never all together.\\n")
  seen <- droplevels(subset(seen, coder == levels(coder)[1]))
}}
print(xtabs(~ asker_role + answered, seen))
print(xtabs(~ form + answered, seen))

# A predictor with one value says nothing: it is left out.
several <- Filter(function(name) nlevels(droplevels(seen[[name]])) > 1,
                  c("asker_role", "form", "known_answer"))
dyads <- nlevels(droplevels(seen$dyad))
cat("dyads:", dyads, " sessions:", nlevels(droplevels(seen$session)), "\\n")
if (dyads < 6) cat("Fewer than 6 dyads: no variance between dyads can be estimated.\\n")

# (1 | dyad/session/chain), each level only where there is more than one of it.
grouping <- c(
  if (dyads > 1) "(1 | dyad)",
  if (nlevels(droplevels(seen$session)) > 1) "(1 | dyad:session)",
  "(1 | dyad:session:chain)"
)
model <- reformulate(c(if (length(several)) several else "1", grouping), "answered")
cat("model: ", deparse1(model), "\\n")

if (!requireNamespace("lme4", quietly = TRUE)) {{
  cat("The package lme4 is not installed: install.packages(\\"lme4\\"), then run this again.\\n")
}} else if (length(unique(seen$answered)) < 2 ||
           nlevels(droplevels(interaction(seen$session, seen$chain))) >= nrow(seen)) {{
  cat("Too few questions for this model: every chain has one question, or all came out alike.\\n")
}} else {{
  fitted <- lme4::glmer(model, data = seen, family = binomial)
  print(summary(fitted))
  cat("Odds ratios:\\n")
  print(exp(lme4::fixef(fitted)))
}}
"""


def r_script(table: str) -> str:
    """Return the script that reads the file *table*, which lies beside it."""
    stem = table.rpartition(".")[0] or table
    quoted = table.replace("\\", "\\\\").replace('"', '\\"')
    return SCRIPT.format(advice=ADVICE, table=quoted, script=f"{stem}.R")

package org.hutong.casework;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * A determination (权责认定) that has become the rule of an item: cases registered from a day on go to
 * this unit, whatever the item's file says. Of two for the same step the one with the later day
 * counts, of the same day the later made.
 *
 * @param rule the rule in words
 * @param caseNumber the case in which it was made
 */
public record Ruling(
    String scheme,
    String code,
    int step,
    String unit,
    LocalDate from,
    String rule,
    String caseNumber,
    OffsetDateTime madeAt) {}

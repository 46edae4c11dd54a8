package org.hutong.statistics;

import org.jspecify.annotations.Nullable;

/**
 * What is asked for, as the caller wrote it; all of it is checked in core.
 *
 * @param by {@link By#wireName()}; {@code month} where nothing is said
 * @param period {@code 2016}, {@code 2016-Q3} or {@code 2016-09}; this year where nothing is said
 * @param scheme for {@code class}: whose classes; {@code survey-2016} where nothing is said
 * @param item only this item: {@code MZ-28} or {@code survey-2016/MZ-28}
 * @param category only items of this class
 * @param community only this community: {@code stat-2022:110102014003} or the mere code
 */
public record CountQuery(
    @Nullable String by,
    @Nullable String period,
    @Nullable String scheme,
    @Nullable String item,
    @Nullable String category,
    @Nullable String community) {}

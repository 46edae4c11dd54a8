package org.hutong.statistics;

/**
 * A written definition (统计口径).
 *
 * @param code the name of a figure, of what is counted by, of a state, or of a rule
 * @param kind {@code FIGURE} 指标, {@code BY} 分组, {@code STATE} 状态 or {@code RULE} 规则
 */
public record Definition(String code, String kind, String name, String zh, String en) {}

/** Numbers: counters of cases, their definitions, what a caller may see of them, typing saved. */
@NullMarked
package org.hutong.core.statistics;

import org.jspecify.annotations.NullMarked;

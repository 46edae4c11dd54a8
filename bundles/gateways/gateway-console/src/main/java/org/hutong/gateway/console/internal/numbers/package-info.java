/** Commands on numbers (统计). */
@NullMarked
package org.hutong.gateway.console.internal.numbers;

import org.jspecify.annotations.NullMarked;

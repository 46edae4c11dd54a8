/** Commands on what comes in from systems (数据汇入). */
@NullMarked
package org.hutong.gateway.console.internal.inbound;

import org.jspecify.annotations.NullMarked;

/** Commands on deliveries and lanes (分发台账、通道). */
@NullMarked
package org.hutong.gateway.console.internal.inbound;

import org.jspecify.annotations.NullMarked;

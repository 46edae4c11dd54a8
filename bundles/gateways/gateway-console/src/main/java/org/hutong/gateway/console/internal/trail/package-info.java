/** Commands on the audit trail (审计). */
@NullMarked
package org.hutong.gateway.console.internal.trail;

import org.jspecify.annotations.NullMarked;

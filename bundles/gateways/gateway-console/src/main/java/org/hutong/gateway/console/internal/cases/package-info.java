/** Commands on cases, items and changes (办件、事项、变更). */
@NullMarked
package org.hutong.gateway.console.internal.cases;

import org.jspecify.annotations.NullMarked;

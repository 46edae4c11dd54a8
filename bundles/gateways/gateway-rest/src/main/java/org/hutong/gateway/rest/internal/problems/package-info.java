/** Refusals as RFC 9457 problems. */
@NullMarked
package org.hutong.gateway.rest.internal.problems;

import org.jspecify.annotations.NullMarked;

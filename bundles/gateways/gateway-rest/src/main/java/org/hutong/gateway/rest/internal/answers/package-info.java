/** The shapes of answers. */
@NullMarked
package org.hutong.gateway.rest.internal.answers;

import org.jspecify.annotations.NullMarked;

/** JSON in, strictly, and JSON out. */
@NullMarked
package org.hutong.gateway.rest.internal.json;

import org.jspecify.annotations.NullMarked;

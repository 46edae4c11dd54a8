/** The JAX-RS resources of contract.md's table. */
@NullMarked
package org.hutong.gateway.rest.internal.resources;

import org.jspecify.annotations.NullMarked;

/** Reads a body as the plain tree that the services take. */
@NullMarked
package org.hutong.gateway.soap.internal.request;

import org.jspecify.annotations.NullMarked;

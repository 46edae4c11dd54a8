/** Refusals as SOAP faults. */
@NullMarked
package org.hutong.gateway.soap.internal.problem;

import org.jspecify.annotations.NullMarked;

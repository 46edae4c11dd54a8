/** The SOAP gateway: {@code /soap/v1/street}. */
@NullMarked
package org.hutong.gateway.soap.internal;

import org.jspecify.annotations.NullMarked;

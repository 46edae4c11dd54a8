/** The operations of the contract, each one call of a service. */
@NullMarked
package org.hutong.gateway.soap.internal.operation;

import org.jspecify.annotations.NullMarked;

package org.hutong.gateway.soap.internal.operation;

import org.hutong.access.Caller;
import org.hutong.gateway.soap.internal.request.Args;

/** One operation: parameters in, the element of the answer out. */
@FunctionalInterface
interface Handler {
  Object handle(Caller caller, Args args);
}

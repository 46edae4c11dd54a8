package org.hutong.gateway.soap.internal.problem;

import org.hutong.problem.Refused;

/** A refusal for which SOAP has a fault code of its own. */
public final class EnvelopeRefused extends RuntimeException {
  private final FaultCode faultCode;
  private final transient Refused refused;

  public EnvelopeRefused(FaultCode faultCode, Refused refused) {
    super(refused.getMessage(), null, false, false);
    this.faultCode = faultCode;
    this.refused = refused;
  }

  FaultCode faultCode() {
    return faultCode;
  }

  Refused refused() {
    return refused;
  }
}

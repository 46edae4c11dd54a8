package org.hutong.harness.proof;

import org.hutong.harness.Appliance;

/** A way to end the appliance without warning. */
interface Blow {
  /** Ends it; returns when its process is gone and its files are as the next start finds them. */
  void strike(Appliance appliance) throws Exception;

  /** SIGKILL: what was written is there, the operating system lives on. */
  static Blow sigkill() {
    return Appliance::kill;
  }
}

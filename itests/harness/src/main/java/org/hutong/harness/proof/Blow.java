package org.hutong.harness.proof;

import org.hutong.harness.Appliance;

/** What a SIGKILL is accompanied by. */
@FunctionalInterface
interface Blow {
  /** The process is gone; returns when its files are as the next start finds them. */
  void strike(Appliance appliance) throws Exception;

  /** Nothing more: what was written is there, the operating system lives on. */
  static Blow sigkill() {
    return appliance -> {};
  }
}

package org.hutong.standins.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A system that is stood in for: what the control server needs of it. */
public interface StandIn extends AutoCloseable {
  /** The number in the list of stand-ins, such as SI-04. */
  String id();

  /** What the READY line says besides id and control port: port, addresses, user, secretFile. */
  ObjectNode ready();

  /** The journal, brought up to date with the system's own store. */
  Journal journal();

  /**
   * Takes one control command: a fault, or a setting of this system's own.
   *
   * @throws IllegalArgumentException when the command makes no sense here
   */
  void control(JsonNode command);

  /** Faults and settings now in force. */
  ObjectNode state();

  /** Back to the first day: no effects, no journal, no faults; the seeded data stay. */
  void reset();

  @Override
  void close();
}

package org.hutong.delivery;

import java.util.List;

/**
 * What a replay of several deliveries does, or in a dry run would do.
 *
 * @param count how many go again
 * @param selection names exactly these deliveries, in 12 hexadecimal digits: a replay of a lane
 *     that gives it moves nothing that the dry run did not show
 * @param deliveries those, oldest first
 * @param skipped those that were named and do not go
 * @param more whether the lane holds more than one replay takes
 */
public record Replay(
    String street,
    boolean dryRun,
    int count,
    String selection,
    List<Line> deliveries,
    List<Skipped> skipped,
    boolean more) {

  /** One delivery that goes again, as it stood before. */
  public record Line(
      String id, String caseNumber, int revision, String system, DeliveryState state, String why) {}

  /** One that does not, with one Chinese sentence. */
  public record Skipped(String id, String reason) {}
}

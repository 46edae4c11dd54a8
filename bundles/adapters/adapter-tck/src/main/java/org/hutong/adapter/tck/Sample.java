package org.hutong.adapter.tck;

/**
 * What a test asks a system to hold. All made up.
 *
 * @param name of a person, with the characters that break systems
 * @param code digits that begin with zeros
 */
public record Sample(String name, String code) {
  /** A plain one. */
  public static final Sample PLAIN = new Sample("王小明", "000042198001010017");

  /** Another, for corrections. */
  public static final Sample CORRECTED = new Sample("王晓明", "000042198001010025");
}

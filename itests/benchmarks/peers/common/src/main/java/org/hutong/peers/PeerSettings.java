package org.hutong.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a peer is told by its environment.
 *
 * @param name goes before the numbers of its cases: {@code PEER_NAME}
 * @param port where it listens on loopback: {@code PEER_PORT}
 * @param data its database's folder: {@code PEER_DATA}
 * @param key 256 bits for Derby's database encryption, in hexadecimal: {@code PEER_KEY}
 * @param targets whom each case is delivered to: {@code PEER_TARGETS}, {@code url token;url token}
 */
public record PeerSettings(
    String name, int port, Path data, String key, List<Target> targets) {
  /** A system that takes cases by {@code POST <url>/cases}. */
  public record Target(String url, String token) {}

  /** Reads the environment. */
  public static PeerSettings fromEnvironment() {
    List<Target> targets = new ArrayList<>();
    for (String target : need("PEER_TARGETS").split(";")) {
      String[] parts = target.split(" ");
      targets.add(new Target(parts[0], parts[1]));
    }
    return new PeerSettings(
        need("PEER_NAME"),
        Integer.parseInt(need("PEER_PORT")),
        Path.of(need("PEER_DATA")),
        need("PEER_KEY"),
        List.copyOf(targets));
  }

  private static String need(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is missing");
    }
    return value;
  }
}

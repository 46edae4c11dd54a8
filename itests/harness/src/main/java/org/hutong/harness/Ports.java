package org.hutong.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
public final class Ports {
  // Below those that Linux gives to whoever names none: a system of the street that starts, or one
  // of its connections, would take it before the appliance does.
  private static final int FIRST = 20_000;
  private static final int BEYOND = 32_000;
  private static final int TRIES = 100;

  private Ports() {}

  /** One that is free now. */
  public static int free() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      if (!taken(port)) {
        return port;
      }
    }
    throw new IOException("No port is free from " + FIRST + " to " + BEYOND);
  }

  /** Whether somebody listens there. */
  public static boolean taken(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() != port;
    } catch (IOException e) {
      return true;
    }
  }
}

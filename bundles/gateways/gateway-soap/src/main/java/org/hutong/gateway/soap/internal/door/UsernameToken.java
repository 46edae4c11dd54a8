package org.hutong.gateway.soap.internal.door;

/** What a WS-Security UsernameToken says, in text. */
record UsernameToken(String account, char[] password) {
  /** Hides everything. */
  @Override
  public String toString() {
    return "UsernameToken[hidden]";
  }
}

package org.hutong.casework;

import java.util.Arrays;
import java.util.Optional;

/** What can be done to a case; contract.md, States. */
public enum Action {
  ACCEPT("accept"),
  REFUSE("refuse"),
  REQUIRE_CORRECTION("requireCorrection"),
  RESUBMIT("resubmit"),
  APPROVE("approve"),
  DENY("deny"),
  SEND_BACK("sendBack"),
  CONTEST("contest"),
  DETERMINE("determine"),
  TRANSFER("transfer"),
  SUSPEND("suspend"),
  RESUME("resume"),
  SUPERVISE("supervise"),
  COMPLETE("complete"),
  ARCHIVE("archive"),
  WITHDRAW("withdraw"),
  TERMINATE("terminate");

  private final String wireName;

  Action(String wireName) {
    this.wireName = wireName;
  }

  /** The name on REST, SOAP and console. */
  public String wireName() {
    return wireName;
  }

  /** The action of that name. */
  public static Optional<Action> of(String wireName) {
    return Arrays.stream(values()).filter(a -> a.wireName.equals(wireName)).findFirst();
  }
}

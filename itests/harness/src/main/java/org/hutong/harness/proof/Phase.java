package org.hutong.harness.proof;

/** What the appliance is in the middle of when it is struck. */
enum Phase {
  /** Requests are open whose commit is under way. */
  COMMIT("提交"),
  /** A system has been called and has not acted yet. */
  SEND("发送"),
  /** A system has acted, and its receipt is not in the ledger yet. */
  RECEIPT("回执"),
  /** An adapter is being exchanged. */
  SWAP("更换"),
  /** No request is open and the ledger is at rest. */
  IDLE("空闲");

  private final String chinese;

  Phase(String chinese) {
    this.chinese = chinese;
  }

  /** As persons see it. */
  String shown() {
    return chinese + " " + name().toLowerCase(java.util.Locale.ROOT);
  }
}

package org.hutong.tasks;

/** Where the hub has a task from. */
public enum TaskSource {
  DISTRICT("区级"),
  HOTLINE("12345"),
  GRID("网格");

  private final String zh;

  TaskSource(String zh) {
    this.zh = zh;
  }

  /** As it is read to a person. */
  public String zh() {
    return zh;
  }
}
